"""Papers taken away from the help desk: onto a stick with a way to stop, onto a phone by a code."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.bootstrap import open_desk
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.helpdesk.guide import GuidePage
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.i18n import translator
from clerk_app.settings import FrontdeskSettings, Settings
from scanning.model import Progress, Report, ScannedSheet, Stage
from tests.desks import PROCEDURE
from tests.fakes.scanner import FakeScanner
from tests.gui.opened_window import opened_window
from tests.papers import write_sheets


class SlowScanner(FakeScanner):
    """Goes on line after line until somebody stops it."""

    def __init__(self) -> None:
        super().__init__(())

    def scan(self, settings: object, spool: Path, *, first: int, report: Report) -> Iterator[ScannedSheet]:
        (spool / "half.png").write_bytes(b"half a page")
        yield from ()
        while True:
            report(Progress(Stage.SCAN, 40, 100))


@pytest.fixture
def scanner(tmp_path: Path) -> FakeScanner:
    return FakeScanner(write_sheets(tmp_path / "sheets", 1))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, scanner: FakeScanner) -> Iterator[MainWindow]:
    here = FrontdeskSettings(link_address="127.0.0.1", link_downloads=2)
    settings = Settings(home=str(tmp_path / "home"), language="en", frontdesk=here)
    with (
        open_desk(settings) as (desk, embedded),
        opened_window(qtbot, qapp, replace(desk, scanner=lambda: scanner), embedded.feeder()) as made,
    ):
        made.activateWindow()
        made.go_to("helpdesk")
        yield made


@pytest.fixture
def guide(window: MainWindow, qtbot: QtBot) -> GuidePage:
    screen = window.screen_of("helpdesk")
    assert isinstance(screen, HelpDeskScreen)
    qtbot.waitUntil(lambda: screen.guide.table.rowCount() > 0)
    screen.guide.field.setText(PROCEDURE)
    qtbot.waitUntil(lambda: screen.guide.table.rowCount() == 1)
    return screen.guide


def offered(guide: GuidePage, qtbot: QtBot) -> str:
    qtbot.waitUntil(guide.link.isVisible)
    assert guide.link.code.code == guide.link.address.text()
    return guide.link.address.text()


def is_refused(address: str) -> bool:
    try:
        httpx.get(address)
    except httpx.ConnectError:
        return True
    return False


def test_what_to_bring_is_downloaded_by_the_code_and_the_link_closes(
    window: MainWindow, guide: GuidePage, qtbot: QtBot
) -> None:
    guide.list_to_phone.click()
    address = offered(guide, qtbot)
    assert "downloads left: 2" in guide.link.line.text()
    assert httpx.get(address).content.startswith(b"%PDF-")
    qtbot.waitUntil(lambda: "downloads left: 1" in guide.link.line.text())
    httpx.get(address)
    qtbot.waitUntil(lambda: not guide.link.isVisible())
    assert window.notice.notice is not None
    assert window.notice.notice.words.text == "The paper is on the phone. The link is closed."
    assert is_refused(address)


def test_a_scan_is_downloaded_by_the_code(guide: GuidePage, qtbot: QtBot) -> None:
    guide.scan_to_phone.click()
    qtbot.waitUntil(guide.link.isVisible, timeout=60_000)
    answer = httpx.get(guide.link.address.text())
    assert answer.content.startswith(b"%PDF-")
    assert "scan-" in answer.headers["content-disposition"]


def test_a_button_closes_the_link(guide: GuidePage, qtbot: QtBot) -> None:
    guide.list_to_phone.click()
    address = offered(guide, qtbot)
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not guide.link.isVisible())
    assert is_refused(address)


@pytest.mark.parametrize("way", ["today", "page", "hidden"])
def test_leaving_the_page_closes_the_link(
    window: MainWindow, guide: GuidePage, qtbot: QtBot, way: str
) -> None:
    guide.list_to_phone.click()
    address = offered(guide, qtbot)
    screen = window.screen_of("helpdesk")
    assert isinstance(screen, HelpDeskScreen)
    if way == "today":
        window.go_to("today")
    elif way == "page":
        screen.turn_to(1)
    else:
        window.hide()
    assert is_refused(address)


def test_a_link_that_comes_too_late_is_closed_at_once(
    window: MainWindow, guide: GuidePage, qtbot: QtBot
) -> None:
    guide.list_to_phone.click()
    window.go_to("today")
    window.go_to("helpdesk")
    with qtbot.waitSignal(window.screen_of("helpdesk").notice):  # type: ignore[attr-defined]
        guide.print.click()  # on the same lane, behind it
    assert not guide.link.isVisible()


def test_a_new_link_ends_the_one_before(guide: GuidePage, qtbot: QtBot) -> None:
    guide.taking.list_to_phone(PROCEDURE)
    first = offered(guide, qtbot)
    guide.taking.list_to_phone(PROCEDURE)
    qtbot.waitUntil(lambda: guide.link.address.text() not in ("", first))
    assert is_refused(first)


def test_a_scan_onto_a_stick_says_where_it_is(guide: GuidePage, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with qtbot.waitSignal(guide.notice, timeout=60_000, check_params_cb=bool) as told:
        guide.taking.scan_to_stick(stick)
    (file,) = stick.iterdir()
    assert file.name in told.args[0].words.text


class TestStopping:
    @pytest.fixture
    def scanner(self) -> SlowScanner:
        return SlowScanner()

    def test_a_scan_is_stopped_and_leaves_nothing_on_the_stick(
        self, guide: GuidePage, qtbot: QtBot, tmp_path: Path, scanner: SlowScanner
    ) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        guide.taking.scan_to_stick(stick)
        qtbot.waitUntil(guide.advance.stop.isVisible)
        qtbot.waitUntil(lambda: guide.advance.bar.value() == 40)
        assert not guide.take_scan.isEnabled()
        assert list(stick.iterdir()) != []
        with qtbot.waitSignal(guide.notice, check_params_cb=bool) as told:
            guide.advance.stop.click()
        assert told.args[0].words.text == "Stopped. Nothing was written."
        assert list(stick.iterdir()) == []
        assert guide.take_scan.isEnabled()
        assert not guide.advance.isVisible()

    def test_how_far_it_is_follows_the_language(
        self, window: MainWindow, guide: GuidePage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        guide.taking.scan_to_stick(tmp_path)
        qtbot.waitUntil(lambda: guide.advance.bar.value() == 40)
        assert guide.advance.said.text() == "Scanning …"
        window.place.language.choose("vi")
        assert guide.advance.said.text() == translator("vi")("Scanning …")
        assert guide.advance.bar.value() == 40
        with qtbot.waitSignal(guide.notice, check_params_cb=bool):
            guide.advance.stop.click()
