"""The first screen of the day: counts, the most urgent rows, and the way to the next step."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.today.screen import TodayScreen
from clerk_app.workflow.today import Concern
from tests.desks import accepted
from tests.gui.test_window import press, seen_lists, window

__all__ = ["window"]


def opened(window: MainWindow) -> TodayScreen:
    press(window, "railToday")
    screen = window.screen_of("today")
    assert isinstance(screen, TodayScreen)
    return screen


def test_where_nothing_waits_one_button_takes_a_dossier_in(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window)
    first = window.findChild(QPushButton, "takeInFirst")
    assert first is not None
    qtbot.waitUntil(first.isVisible)
    assert not screen.header.button.isVisible()
    first.click()
    assert window.case is not None


def test_what_waits_is_counted_and_opened_with_enter(window: MainWindow, qtbot: QtBot) -> None:
    code = accepted(window.place.desk).code
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    assert screen.tiles[Concern.TO_DO].accessibleName() == "To do: 1"
    assert not screen.tiles[Concern.LATE].isEnabled()
    assert seen_lists(window) == [{"dossiers": 1}]
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.current is not None and case.current.objectName() == "scan")
    assert code in case.header.title.text() + case.header.line.text()


def test_left_and_right_go_to_the_groups_that_hold_something(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    qtbot.keyClick(screen.list, Qt.Key.Key_Left)
    assert screen.tiles[Concern.TO_DO].isChecked()
    qtbot.keyClick(screen.list, Qt.Key.Key_Right)
    assert screen.tiles[None].isChecked()


def test_the_way_back_leads_where_the_dossier_was_opened(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    press(window, "openMostUrgent")
    qtbot.waitUntil(lambda: window.case is not None and window.case.current is not None)
    press(window, "back")
    assert screen.isVisible()
    press(window, "railDossiers")
    assert window.dossiers.isVisible()


def test_everything_of_today_is_said_in_another_language(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    window.top.language.setCurrentIndex(0)
    assert screen.tiles[Concern.LATE].accessibleName() == "Quá hạn: 0"
    assert screen.table.headerData(0, Qt.Orientation.Horizontal) == "Hẹn trả"
