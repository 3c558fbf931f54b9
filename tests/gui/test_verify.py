"""The check of a file that somebody brought, in the window."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.verify.screen import VerifyScreen
from tests.gui.test_window import press, window
from tests.pki import page

__all__ = ["page", "window"]


@pytest.fixture
def screen(window: MainWindow) -> VerifyScreen:
    press(window, "railVerify")
    assert window.verify is not None
    return window.verify


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


def test_the_work_is_where_it_was_after_a_check(window: MainWindow) -> None:
    window.new_dossier()
    press(window, "railVerify")
    assert window.verify is not None
    assert window.verify.isVisible()
    press(window, "railDossiers")
    assert window.case is not None
    assert window.case.isVisible()
