"""The inbox in the window: what was filed online is seen, judged and answered, by mouse or by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import httpx
import pytest
from PyQt6.QtPdf import QPdfDocument
from PyQt6.QtWidgets import QApplication, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.inbox.screen import InboxScreen
from clerk_app.sandbox import ward_of
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.inbox import inbox
from storage.model import DossierCode, DossierStatus, Report
from storage.portal.filings import FiledFile, Filing, FilingSource
from storage.portal.rest import RestPortal
from tests.desks import PROCEDURE, open_home
from tests.fakes.sandbox import sandbox
from tests.gui.opened_window import opened_window
from tests.gui.test_window import press

PATIENCE = 60_000
PERSON = {"full_name": "Lê Thị Hồng Nhung", "id_number": "092194005678"}


@dataclass(frozen=True)
class Online:
    """A desk, and a portal where people file."""

    desk: Desk
    url: str
    form: Path

    def file(self, *components: str) -> DossierCode:
        opened = {f"file-{code}": ("x.pdf", self.form.read_bytes(), "application/pdf") for code in components}
        target = f"{self.url}/nop-ho-so/{PROCEDURE}"
        answer = httpx.post(target, data=PERSON, files=opened, trust_env=False)
        return DossierCode(answer.text.split('id="filed-code">')[1].split("<")[0])

    def status(self, code: DossierCode) -> DossierStatus:
        with self.desk.storage.unit_of_work(read_only=True) as work:
            return work.dossiers.get(code).status


@dataclass
class Slow:
    """A source that answers when the gate is opened."""

    source: FilingSource
    name: str
    gate: Event

    def filed(self, after: str) -> tuple[Filing, ...]:
        self.gate.wait(PATIENCE / 1000)
        return self.source.filed(after)

    def fetch(self, filing: Filing, file: FiledFile, target: Path, report: Report) -> None:
        self.source.fetch(filing, file, target, report)


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Online]:
    folder = tmp_path_factory.mktemp("online")
    canvas = Canvas(str(folder / "form.pdf"))
    canvas.drawString(100, 500, "Form")
    canvas.save()
    settings = Settings(home=str(folder / "home"), language="vi")
    with (
        open_home(settings) as (opened, _embedded),
        sandbox(folder / "portal", ward=ward_of(settings)) as url,
    ):
        portal = RestPortal(url, timeout_seconds=10)
        yield Online(replace(opened, portal=lambda: portal, filings=lambda: portal), url, folder / "form.pdf")
        portal.close()


@pytest.fixture
def window(online: Online, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with opened_window(qtbot, qapp, online.desk, language="vi") as made:
        yield made


def opened(window: MainWindow, qtbot: QtBot, code: DossierCode) -> InboxScreen:
    """Open the inbox, and look at a dossier that was just filed."""
    press(window, "railInbox")
    screen = window.screen_of("inbox")
    assert isinstance(screen, InboxScreen)
    qtbot.waitUntil(lambda: screen.table.row_of(code) is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not screen.presenter.is_fetching, timeout=PATIENCE)
    row = screen.table.row_of(code)
    assert row is not None
    screen.list.selectRow(row)
    return screen


def answered(screen: InboxScreen, qtbot: QtBot, code: DossierCode) -> None:
    qtbot.waitUntil(lambda: screen.table.row_of(code) is None, timeout=PATIENCE)


def papers(screen: InboxScreen) -> list[str]:
    items = (screen.papers.item(row) for row in range(screen.papers.count()))
    return [item.text() for item in items if item is not None]


def reason_dialog(screen: InboxScreen, name: str) -> QInputDialog:
    dialog = screen.findChild(QInputDialog, name)
    assert dialog is not None
    return dialog


def test_a_whole_dossier_is_accepted_with_one_press(online: Online, window: MainWindow, qtbot: QtBot) -> None:
    code = online.file("TP01", "TP02")
    screen = opened(window, qtbot, code)
    assert screen.advice.words.text() == "Đủ thành phần hồ sơ."
    assert papers(screen) == [
        "Tờ khai đăng ký khai sinh: không có chữ ký",
        "Giấy chứng sinh: không có chữ ký",
    ]
    press(window, "acceptFiled")
    answered(screen, qtbot, code)
    assert online.status(code) is DossierStatus.ACCEPTED
    assert window.notice.notice is not None
    assert code in window.notice.notice.words.text


def test_what_is_missing_is_asked_for_in_words_that_are_there_already(
    online: Online, window: MainWindow, qtbot: QtBot
) -> None:
    code = online.file("TP01")
    screen = opened(window, qtbot, code)
    assert screen.advice.words.text().startswith("Chưa đủ thành phần")
    press(window, "askSupplement")
    dialog = reason_dialog(screen, "supplementReason")
    assert dialog.textValue() == "Thiếu “Giấy chứng sinh”."
    dialog.accept()
    answered(screen, qtbot, code)
    assert online.status(code) is DossierStatus.SUPPLEMENT_ASKED
    with online.desk.storage.unit_of_work(read_only=True) as work:
        (step,) = work.moves.of(code)
    assert (step.reason, step.note) == ("Thiếu “Giấy chứng sinh”.", "Giấy chứng sinh")


def test_a_refusal_without_a_reason_refuses_nothing(online: Online, window: MainWindow, qtbot: QtBot) -> None:
    code = online.file("TP01", "TP02")
    screen = opened(window, qtbot, code)
    press(window, "refuseFiled")
    reason_dialog(screen, "refuseReason").accept()
    qtbot.waitUntil(lambda: window.notice.notice is not None, timeout=PATIENCE)
    assert online.status(code) is DossierStatus.NEWLY_FILED
    screen.presenter.refuse("Không thuộc thẩm quyền")
    answered(screen, qtbot, code)
    assert online.status(code) is DossierStatus.NOT_ACCEPTED


def test_a_dossier_of_the_list_that_has_no_answer_opens_in_the_inbox(
    online: Online, window: MainWindow, qtbot: QtBot
) -> None:
    code = online.file("TP01", "TP02")
    screen = opened(window, qtbot, code)
    press(window, "railDossiers")
    window.open_dossier(code)
    qtbot.waitUntil(lambda: screen.isVisible(), timeout=PATIENCE)
    chosen = screen.table.index(screen.table.row_of(code) or 0, 0)
    qtbot.waitUntil(lambda: screen.list.currentIndex() == chosen, timeout=PATIENCE)
    assert window.case is None


def test_a_portal_that_is_away_is_said_and_what_is_here_stays(
    online: Online, window: MainWindow, qtbot: QtBot
) -> None:
    code = online.file("TP01")
    screen = opened(window, qtbot, code)
    gone = RestPortal("http://127.0.0.1:9", timeout_seconds=1)
    screen.presenter._desk = replace(online.desk, filings=lambda: gone)
    press(window, "fetchFiled")
    qtbot.waitUntil(lambda: window.notice.notice is not None, timeout=PATIENCE)
    assert screen.table.row_of(code) is not None
    assert screen.findChild(QPushButton, "acceptFiled").isEnabled()
    gone.close()


def test_another_dossier_begins_with_its_first_paper_and_a_missing_one_shows_nothing(
    online: Online, window: MainWindow, qtbot: QtBot
) -> None:
    other, code = online.file("TP01", "TP02"), online.file("TP01")
    screen = opened(window, qtbot, other)
    qtbot.waitUntil(lambda: screen.table.row_of(code) is not None, timeout=PATIENCE)
    screen.papers.setCurrentRow(1)
    screen.list.selectRow(screen.table.row_of(code) or 0)
    assert screen.papers.currentRow() == 0
    qtbot.waitUntil(lambda: screen.paper.is_ready, timeout=PATIENCE)
    screen.papers.setCurrentRow(1)
    qtbot.waitUntil(lambda: screen.paper.document.status() is QPdfDocument.Status.Null)


def test_fetching_is_stopped_by_the_same_button_and_keeps_nobody_from_answering(
    online: Online, window: MainWindow, qtbot: QtBot
) -> None:
    code = online.file("TP01", "TP02")
    screen = opened(window, qtbot, code)
    gate, source = Event(), online.desk.filings()
    assert source is not None
    slow = Slow(source, source.name, gate)
    screen.presenter._desk = replace(online.desk, filings=lambda: slow)
    late = online.file("TP01")
    button = screen.findChild(QPushButton, "fetchFiled")
    assert button is not None
    press(window, "fetchFiled")
    assert button.text() == "Dừng"
    press(window, "acceptFiled")
    answered(screen, qtbot, code)
    assert online.status(code) is DossierStatus.ACCEPTED
    press(window, "fetchFiled")
    gate.set()
    qtbot.waitUntil(lambda: button.text() == "Lấy hồ sơ", timeout=PATIENCE)
    assert screen.table.row_of(late) is None


def test_nothing_waits_is_said(online: Online, window: MainWindow, qtbot: QtBot) -> None:
    press(window, "railInbox")
    screen = window.screen_of("inbox")
    assert isinstance(screen, InboxScreen)
    qtbot.waitUntil(lambda: not screen.presenter.is_fetching, timeout=PATIENCE)
    qtbot.waitUntil(lambda: screen.table.rowCount() == len(inbox(online.desk)), timeout=PATIENCE)
    for item in inbox(online.desk):
        screen.presenter.show(item.dossier.code)
        screen.presenter.refuse("dọn")
        answered(screen, qtbot, item.dossier.code)
    assert screen.findChild(QPushButton, "acceptFiled").isHidden()
    assert not screen.list.isVisible()
