"""Carry a dossier to the portal by hand: its package out, the answer back in."""

import shutil
from pathlib import Path

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NotCarriedByHand, NothingPackaged, UnknownForm
from clerk_app.workflow.forms import FORMS, draw_form
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.submit import deliver, outbox_entry
from storage.model import DossierCode, Progress
from storage.outbox import OutboxEntry
from storage.portal.package import Form, Shelf
from storage.portal.package.answer import read_answer
from storage.portal.profile import PortalKind


def package(desk: Desk, code: DossierCode, out: Path) -> Path:
    """Write what waits of a dossier, with its forms, as a ZIP for uploading by hand, and return its path.

    The same package is written again until its answer is imported.

    Raises:
        RightMissing, UnknownDossier.
        NotCarriedByHand: this portal is reached otherwise.
        NothingPackaged: nothing of the dossier waits.
    """
    require(desk.actor, Right.SUBMIT)
    _require_by_hand(desk)
    deliver(desk, report=_silent, force=True)
    entry = outbox_entry(desk, code)
    shelf = Shelf(desk.folders.packages)
    if entry is None or shelf.request(entry.key) is None or shelf.answer(entry.key) is not None:
        raise NothingPackaged(code)
    shutil.copyfile(shelf.pack(entry.key, _forms(desk, code)), out)
    with desk.storage.unit_of_work() as work:
        work.audit.record(code, "packaged", desk.actor.name, desk.clock.now(), {"key": entry.key})
        work.commit()
    return out.absolute()


def take_answer(desk: Desk, file: Path) -> OutboxEntry | None:
    """Import the portal's answer to a package, and return the intent to send as it stands then.

    Raises:
        RightMissing.
        NotCarriedByHand: this portal is reached otherwise.
        AnswerRefused: the file is no answer to a package of this workstation.
    """
    require(desk.actor, Right.SUBMIT)
    _require_by_hand(desk)
    request = Shelf(desk.folders.packages).take(read_answer(file))
    code, now = DossierCode(request.dossier), desk.clock.now()
    with desk.storage.unit_of_work() as work:
        work.outbox.retry(code, now)
        work.audit.record(code, "answer_imported", desk.actor.name, now, {"key": request.key})
        work.commit()
    deliver(desk, report=_silent)
    return outbox_entry(desk, code)


def _require_by_hand(desk: Desk) -> None:
    if desk.settings.portal.kind != PortalKind.PACKAGE:
        raise NotCarriedByHand


def _forms(desk: Desk, code: DossierCode) -> tuple[Form, ...]:
    found = []
    for form in FORMS:
        try:
            found.append(Form(f"{form}.pdf", draw_form(desk, form, code)))
        except UnknownForm:  # its step was not taken
            continue
    return tuple(found)


def _silent(_progress: Progress) -> None:
    """Tell nobody."""
