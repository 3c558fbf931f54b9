"""Read a code where no reader is at hand: from a photo, a paper in the scanner, or a frame of a camera."""

from collections.abc import Iterable
from pathlib import Path

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoCodeFound
from clerk_app.workflow.memory_folder import memory_folder
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.what_was_read import UnknownRead, what_was_read
from scanning.extract.shown_codes import codes_in, codes_shown
from scanning.model import PageImage, Report


def code_of_file(file: Path) -> str:
    """Return the first code of ours in an image or a PDF, else any code.

    Raises:
        NoCodeFound, UnreadableImage, UnreadableDocument.
    """
    return _code(codes_in(file))


def code_of_frame(frame: PageImage) -> str:
    """Return the same of one frame.

    Raises:
        NoCodeFound.
    """
    return _code(codes_shown(frame))


def code_of_paper(desk: Desk, report: Report) -> str:
    """Return the same of what lies in the scanner; the pages are kept nowhere.

    Raises:
        RightMissing, NoCodeFound.
        ScanningError: the scanner cannot.
    """
    require(desk.actor, Right.ACCEPT)
    settings = desk.settings.profile().scan_settings
    with memory_folder() as spool:
        sheets = desk.scanner().scan(settings, spool, first=1, report=report)
        return _code(code for each in sheets for code in codes_in(each.file))


def _code(found: Iterable[str]) -> str:
    any_code = ""
    for code in found:
        if not isinstance(what_was_read(code), UnknownRead):
            return code
        any_code = any_code or code
    if not any_code:
        raise NoCodeFound
    return any_code
