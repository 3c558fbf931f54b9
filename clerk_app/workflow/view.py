"""Show a document as it looks."""

from pathlib import Path

from clerk_app.workflow.desk import Desk
from signing.viewing import write_viewing_copy
from storage.model import Document


def viewing_copy(desk: Desk, document: Document) -> Path:
    """Return a PDF that any viewer shows with what its signatures draw; made once per content."""
    source = desk.storage.contents.path(document.content)
    if document.level is None:
        return source
    copy = desk.folders.views / f"{document.content}.pdf"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_viewing_copy(source, copy)
    return copy
