"""The check of a file that somebody brought, in the window."""

import threading
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.runner import Lane
from clerk_app.gui.screens.verify.screen import VerifyScreen
from signing.quarantine import StillWanted
from tests.gui.test_window import press, window
from tests.pki import page

__all__ = ["page", "window"]


@pytest.fixture
def screen(window: MainWindow) -> VerifyScreen:
    press(window, "railVerify")
    screen = window.screen_of("verify")
    assert isinstance(screen, VerifyScreen)
    return screen


def verdict(screen: VerifyScreen) -> str:
    return screen.verdict.words.text()


def test_a_report_is_offered_only_for_a_checked_file_and_written(
    screen: VerifyScreen, window: MainWindow, page: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    save = screen.findChild(QPushButton, "saveReport")
    assert save is not None
    assert not save.isVisible()
    assert not screen.verdict.isVisible()
    screen.presenter.check(page)
    qtbot.waitUntil(save.isVisible, timeout=30_000)
    assert (verdict(screen), screen.cards) == ("not signed", [])
    qtbot.waitUntil(lambda: screen.paper.document.pageCount() == 2)
    for name in ("report.pdf", "report.xml"):
        screen.presenter.save(tmp_path / name, "vi")
        qtbot.waitUntil((tmp_path / name).exists)
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    assert screen.presenter.report_name == str(page.with_name("page-report.pdf"))


def test_a_file_that_is_dropped_is_checked(screen: VerifyScreen, tmp_path: Path, qtbot: QtBot) -> None:
    odd = tmp_path / "odd.pdf"
    odd.write_bytes(b"nothing")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(odd))])
    place, button = QPointF(9, 9), Qt.MouseButton.LeftButton
    event = QDropEvent(place, Qt.DropAction.CopyAction, dropped, button, Qt.KeyboardModifier.NoModifier)
    screen.dropEvent(event)
    qtbot.waitUntil(lambda: verdict(screen) == "cannot be read", timeout=30_000)
    assert screen.header.title.text() == "odd.pdf"


def test_a_file_that_is_gone_is_a_notice(
    screen: VerifyScreen, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    screen.presenter.check(tmp_path / "gone.pdf")
    qtbot.waitUntil(lambda: window.notice.notice is not None, timeout=30_000)
    assert screen.header.button.isEnabled()


def test_a_file_that_hangs_leaves_the_window_usable_and_can_be_stopped(
    screen: VerifyScreen, window: MainWindow, page: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signing.quarantine._PROGRAM", "tests.saboteurs.hangs")
    screen.presenter.check(page)
    qtbot.waitUntil(lambda: screen.header.button.text() == "Stop")
    done: list[str] = []
    for lane in (Lane.DOCUMENT, Lane.TOKEN, Lane.SCANNER):
        window.place.runner.submit(
            lane, lambda _report: "done", owner=window, on_done=done.append, on_error=done.append
        )
    qtbot.waitUntil(lambda: done == ["done"] * 3)
    assert screen.presenter.is_busy
    press(window, "chooseSigned")
    qtbot.waitUntil(lambda: not screen.presenter.is_busy, timeout=30_000)
    assert window.notice.notice is None
    monkeypatch.undo()
    screen.presenter.check(page)
    qtbot.waitUntil(lambda: verdict(screen) == "not signed", timeout=30_000)
    assert window.notice.notice is None


def test_a_copy_that_hangs_does_not_keep_the_next_file_waiting(
    screen: VerifyScreen, page: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict is told; only then the file cannot be drawn."""
    began = threading.Event()

    def hanging(_source: Path, _target: Path, *, still_wanted: StillWanted) -> None:
        began.set()
        while True:
            still_wanted()

    monkeypatch.setattr("clerk_app.workflow.view.view_apart", hanging)
    screen.presenter.check(page)
    qtbot.waitUntil(began.is_set, timeout=30_000)
    assert verdict(screen) == "not signed"
    monkeypatch.undo()
    odd = tmp_path / "odd.pdf"
    odd.write_bytes(b"nothing")
    screen.presenter.check(odd)
    qtbot.waitUntil(lambda: verdict(screen) == "cannot be read", timeout=30_000)


def test_the_work_is_where_it_was_after_a_check(window: MainWindow) -> None:
    window.new_dossier()
    press(window, "railVerify")
    assert window.screen_of("verify").isVisible()
    press(window, "railDossiers")
    assert window.case is not None
    assert window.case.isVisible()
