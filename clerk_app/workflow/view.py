"""Show a document as it looks."""

import hashlib
from pathlib import Path

from clerk_app.workflow.desk import Desk
from signing.quarantine import StillWanted, always, view_apart
from signing.validation import Validation
from signing.viewing import write_viewing_copy
from storage.model import Document, DocumentStage

_CHECKED = "checked-"
_DRAWN = "drawn-"


def viewing_copy(desk: Desk, document: Document) -> Path:
    """Return a PDF that any viewer shows with what its signatures draw; made once per content.

    Of what others made, apart from this program.

    Raises:
        UnreadablePdf: it cannot be drawn.
        OSError: the disk is full.
    """
    source, foreign = desk.storage.contents.path(document.content), document.stage is DocumentStage.FILED
    if document.level is None and not foreign:
        return source
    copy = desk.folders.views / f"{document.content}.pdf"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        (view_apart if foreign else write_viewing_copy)(source, copy)
    return copy


def view_drawn(desk: Desk, pdf: bytes) -> Path:
    """Return a file with a paper that was just drawn; the one before is removed.

    Raises:
        OSError: the disk is full.
    """
    desk.folders.views.mkdir(parents=True, exist_ok=True)
    copy = desk.folders.views / f"{_DRAWN}{hashlib.sha256(pdf).hexdigest()}.pdf"
    for other in desk.folders.views.glob(f"{_DRAWN}*.pdf"):
        if other != copy:
            other.unlink()
    copy.write_bytes(pdf)
    return copy


def view_checked(desk: Desk, checked: Validation, *, still_wanted: StillWanted = always) -> Path:
    """Return such a copy of a file that somebody brought; the one before is removed.

    It is made apart from this program; whatever ``still_wanted`` raises while it waits ends that.

    Raises:
        UnreadablePdf: it cannot be drawn.
        OSError: it is gone, or the disk is full.
    """
    desk.folders.views.mkdir(parents=True, exist_ok=True)
    copy = desk.folders.views / f"{_CHECKED}{checked.sha256}.pdf"
    for other in desk.folders.views.glob(f"{_CHECKED}*.pdf"):
        if other != copy:
            other.unlink()
    if not copy.exists():
        view_apart(checked.found.file, copy, still_wanted=still_wanted)
    return copy
