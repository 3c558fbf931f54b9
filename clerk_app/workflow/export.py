"""Lay a stored document out for people, under the file name that the rules ask for."""

from datetime import datetime
from pathlib import Path

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import VIETNAM
from storage.model import Document, DossierCode

LONGEST_NAME = 50
"""KH&CN guidance of November 2025: `CODE_YYYYMMDD_DESC.EXT`, ASCII, at most 50 characters."""


def file_name(code: DossierCode, moment: datetime, description: str) -> str:
    """Return the name of a document's file.

    Args:
        code: of the dossier.
        moment: aware; its day in Vietnam's time is meant.
        description: ASCII without spaces, e.g. the component's code; cut where the name gets too long.
    """
    head = f"{code}_{moment.astimezone(VIETNAM):%Y%m%d}_"
    return head + description[: LONGEST_NAME - len(head) - len(".pdf")] + ".pdf"


def export(desk: Desk, document: Document) -> Path:
    """Copy a document to the folder of its dossier, unless it is there, and return the path."""
    folder = desk.folders.exports / document.dossier
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / document.file_name
    source = desk.storage.contents.path(document.content)
    if not target.exists() or target.read_bytes() != source.read_bytes():
        temporary = target.with_suffix(".part")
        temporary.write_bytes(source.read_bytes())
        temporary.replace(target)
    return target
