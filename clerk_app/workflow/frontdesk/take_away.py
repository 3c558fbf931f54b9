"""Papers for people to take away: written into the folder they choose, and kept nowhere else."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.profiles import ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise_files import FilesToDigitise, digitise_files
from clerk_app.workflow.frontdesk.helping import checklist_of
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require
from scanning.model import Report

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_SPOOL = ".clerk-"
_AT_ONCE = 2


def take_checklist(desk: Desk, code: str, folder: Path) -> Path:
    """Write what to bring for a procedure into a folder; return the file.

    Raises:
        UnknownProcedure.
        OSError: nothing can be written there.
    """
    pdf = checklist_of(desk, code)
    with TemporaryDirectory(prefix=_SPOOL, dir=folder) as spool:
        draft = Path(spool) / "checklist.pdf"
        draft.write_bytes(pdf)
        return _placed(draft, folder, checklist_name(code))


def take_scan(desk: Desk, profile: ScanProfile, folder: Path, *, report: Report) -> tuple[Path, ...]:
    """Scan what lies in the scanner and write it as PDF into a folder; return the files.

    Pages wait in that folder too, so that nothing of them is ever on this workstation; also when the run is
    ended they are removed.

    Raises:
        RightMissing.
        OSError: nothing can be written there.
        ScanningError: the scanner cannot.
    """
    require(desk.actor, Right.ACCEPT)
    with TemporaryDirectory(prefix=_SPOOL, dir=folder) as spool:
        sheets = desk.scanner().scan(profile.scan_settings, Path(spool), first=1, report=report)
        return _written(desk, [each.file for each in sheets], Path(spool), folder, report)


def checklist_name(code: str) -> str:
    """Return the name of a file with what to bring, without its ending."""
    return f"checklist-{_UNFIT.sub('-', code)}"


def _written(
    desk: Desk, pages: Sequence[Path], spool: Path, folder: Path, report: Report
) -> tuple[Path, ...]:
    moment = desk.clock.now()
    asked = FilesToDigitise(tuple(pages), spool, _AT_ONCE)
    done = digitise_files(asked, moment, report=report)
    name = f"scan-{local(moment):%Y%m%d-%H%M}"
    return tuple(_placed(each.bundle.file, folder, name) for each in done.documents)


def _placed(draft: Path, folder: Path, name: str) -> Path:
    """Give a finished file a free name beside those that are there, and bring it to the medium."""
    number, file = 1, folder / f"{name}.pdf"
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.pdf"
    with draft.open("rb+") as written:
        os.fsync(written.fileno())
    draft.replace(file)
    return file
