"""A citizen's whole way: a number, the call, the work at the counter, and the receipt at the kiosk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pypdfium2
import zxingcpp
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.embedded import Embedded
from clerk_app.gui.hall.application import hall_workplace, kiosk
from clerk_app.gui.hall.kiosk.screen import KioskScreen
from clerk_app.settings import FrontdeskSettings, Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.export import export
from clerk_app.workflow.frontdesk.calling import call_next, finish
from clerk_app.workflow.frontdesk.printing import ticket_pdf
from clerk_app.workflow.frontdesk.waiting import standing_of
from clerk_app.workflow.sign_bundle import sign_dossier
from clerk_app.workflow.submit import deliver, outbox_entry
from clerk_app.workflow.what_was_read import TicketRead, what_was_read
from scanning.model import silent
from storage.model import DocumentKind, Dossier, DossierStatus
from storage.outbox.model import OutboxState
from tests.desks import APPLICANT, accepted, desk_in, load, pin
from tests.papers import write_sheets


@contextmanager
def hall(home: Path, qapp: QApplication, page: str) -> Iterator[KioskScreen]:
    """Show the kiosk of a home whose portal tells citizens of the queue on `page`."""
    settings = Settings(home=str(home), language="en", frontdesk=FrontdeskSettings(page=page))
    with hall_workplace(settings, qapp) as place, kiosk(place, qapp) as screen:
        screen.show()
        yield screen


def touch(screen: QWidget, name: str) -> None:
    button = next(each for each in screen.findChildren(QPushButton, name) if each.isVisible())
    QtBot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def code_on(pdf: bytes) -> str:
    """Return what the one QR of a paper says."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    return code.text


def numbered(screen: KioskScreen, qtbot: QtBot) -> str:
    """Take a number by touch, and return what its QR says."""
    for name in ("choicetake", "choiceA", "choiceordinary"):
        touch(screen, name)
    qtbot.waitUntil(lambda: bool(screen.ticket.papers))
    code = screen.ticket.papers[0].code
    screen.presenter.leave()
    return code


def served(desk: Desk, embedded: Embedded, folder: Path) -> Dossier:
    """Take in, scan, sign and send a dossier, as the official at the counter does."""
    dossier = accepted(desk, "citizen")
    load(embedded, write_sheets(folder, 1), "citizen")
    for _event in digitise(desk, dossier.code, "TP01", report=silent):
        pass
    for _signed in sign_dossier(desk, dossier.code, pin(), report=silent):
        pass
    deliver(desk, report=lambda _progress: None, force=True)
    sent = outbox_entry(desk, dossier.code)
    assert sent is not None
    assert sent.state is OutboxState.ACCEPTED
    return dossier


def receipt_of(desk: Desk, dossier: Dossier) -> bytes:
    with desk.storage.unit_of_work(read_only=True) as work:
        receipt = work.documents.current(dossier.code, DocumentKind.RECEIPT)
    assert receipt is not None
    return export(desk, receipt).read_bytes()


def test_a_citizen_goes_from_a_number_to_the_state_of_the_dossier(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    home = tmp_path / "home"
    with desk_in(home) as (opened, embedded):
        page = f"{embedded.portal_url()}/so-thu-tu"
        settings = replace(opened.settings, frontdesk=FrontdeskSettings(page=page))
        desk = replace(opened, settings=settings)
        with hall(home, qapp, page) as screen:
            ticket = numbered(screen, qtbot)
            assert ticket.startswith(page)
            read = what_was_read(ticket)
            assert isinstance(read, TicketRead)
            assert code_on(ticket_pdf(desk, standing_of(desk, read.secret))) == ticket
            assert "Không còn ai trước bạn" in phone(ticket)
            called = call_next(desk, "2")
            assert called is not None
            assert called.secret == read.secret
            assert "mời đến quầy 2" in phone(ticket)
            dossier = served(desk, embedded, tmp_path / "sheets")
            finish(desk, "2")
            assert "đã được phục vụ xong" in phone(ticket)
            show(screen, code_on(receipt_of(desk, dossier)), qtbot)
            (paper,) = screen.states.papers
        with opened.storage.unit_of_work(read_only=True) as work:
            assert work.dossiers.get(dossier.code).status is DossierStatus.ACCEPTED
    assert paper.head == dossier.code
    assert paper.lines[0] == "Accepted"
    assert f"– {dossier.components[0].name}" in paper.lines
    assert any("L• T•• H••• N••••" in line for line in paper.lines)
    assert APPLICANT.full_name not in "\n".join(paper.lines)


def phone(address: str) -> str:
    """Open an address as the phone that scanned it does, and return the page."""
    return httpx.get(address, params={"lang": "vi"}, trust_env=False).raise_for_status().text


def show(screen: KioskScreen, code: str, qtbot: QtBot) -> None:
    """Hold a code before the reader of the kiosk, which types it from the start page."""
    QtBot.keyClick(screen, code[0])
    QtBot.keyClicks(screen.lookup.line, code[1:])
    QtBot.keyClick(screen.lookup.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.states.papers))
