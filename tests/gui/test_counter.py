"""The official's counter in the window: one key each, and what the hall looks like."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Words
from clerk_app.gui.screens.counter.screen import CounterScreen
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.marked_table import MarkedRow, MarkedTable
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import take_ticket
from tests.gui.test_window import press, window

__all__ = ["window"]


def opened(window: MainWindow, qtbot: QtBot) -> CounterScreen:
    press(window, "railCounter")
    screen = window.screen_of("counter")
    assert isinstance(screen, CounterScreen)
    qtbot.waitUntil(lambda: screen.table.rowCount() > 0)
    return screen


def test_one_key_calls_and_the_next_press_finishes_and_calls(window: MainWindow, qtbot: QtBot) -> None:
    take_ticket(window.place.desk, "A")
    take_ticket(window.place.desk, "B", Priority.ELDERLY)
    screen = opened(window, qtbot)
    assert screen.header.line.text() == "Waiting for this counter: 2"
    assert not screen.recall.isEnabled()
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: screen.current.text() == "B001")
    assert "Elderly" in screen.about.text()
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: screen.current.text() == "A001")
    qtbot.keyClick(screen, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: screen.current.text() == "–")
    assert not screen.header.button.isEnabled()


def test_who_did_not_come_is_called_again_by_number(window: MainWindow, qtbot: QtBot) -> None:
    take_ticket(window.place.desk, "A")
    screen = opened(window, qtbot)
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: screen.current.text() == "A001")
    qtbot.keyClick(screen, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: screen.current.text() == "–")
    screen.again.setText("a001")
    qtbot.keyClick(screen.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.current.text() == "A001")
    assert screen.again.text() == ""


def test_who_is_here_is_sent_on_by_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    take_ticket(window.place.desk, "A")
    screen = opened(window, qtbot)
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: screen.current.text() == "A001")
    menu = screen.findChild(QMenu)
    assert menu is not None
    (action,) = [each for each in menu.actions() if each.text().startswith("B ")]
    action.trigger()
    qtbot.waitUntil(lambda: screen.current.text() == "–")
    row = [screen.table.index(each, 0).data() for each in range(screen.table.rowCount())].index("B")
    assert screen.table.index(row, 2).data() == "1"


def test_a_counter_chooses_its_services_and_keeps_one(window: MainWindow, qtbot: QtBot) -> None:
    take_ticket(window.place.desk, "A")
    screen = opened(window, qtbot)
    check = Qt.ItemDataRole.CheckStateRole
    screen.list.setCurrentIndex(screen.table.index(0, 0))
    for row in range(1, screen.table.rowCount()):
        screen.table.turn(row)
        qtbot.waitUntil(lambda row=row: screen.table.index(row, 0).data(check) == Qt.CheckState.Unchecked)  # type: ignore[misc]
    with qtbot.waitSignal(screen.notice) as told:
        screen.table.turn(0)
    assert told.args[0].words.text == "A counter serves one service at least."
    assert screen.table.index(0, 0).data(check) == Qt.CheckState.Checked


def test_the_counter_of_a_workstation_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    screen.name.setText("7")
    qtbot.keyClick(screen.name, Qt.Key.Key_Return)
    assert window.place.desk.folders.counter.read_text("utf-8") == "7\n"
    assert screen.presenter.counter == "7"


def test_every_action_of_the_counter_has_name_key_and_tooltip(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    for button in screen.findChildren(QPushButton):
        assert isinstance(button, ActionButton)
        assert button.objectName(), button.text()
        assert button.accessibleName(), button.objectName()
        assert button.key in button.toolTip(), button.objectName()
        assert button.key, button.objectName()


def test_the_services_are_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = MarkedTable(Look(qapp))
    row = MarkedRow("A", (Words("A"), Words("Hộ tịch")), is_marked=True)
    table.show_marked(("Served here", "Service"), (row, replace(row, key="B", is_marked=False)))
    qtmodeltester.check(table)
    turned: list[tuple[str, bool]] = []
    table.marked.connect(lambda letter, served: turned.append((letter, served)))
    assert table.setData(table.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not table.setData(table.index(0, 1), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    table.turn(1)
    assert turned == [("A", False), ("B", True)]


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_the_counter_speaks(window: MainWindow, qtbot: QtBot, language: str) -> None:
    screen = opened(window, qtbot)
    english = screen.header.button.accessibleName()
    window.place.language.choose(language)
    assert screen.header.button.accessibleName() != english
