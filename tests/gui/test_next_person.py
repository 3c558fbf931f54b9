"""F9 calls the next person from wherever one works, and leaves the work as it is."""

from dataclasses import replace
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.next_person import NextPerson
from clerk_app.gui.screens.counter.screen import CounterScreen
from clerk_app.workflow.frontdesk.calling import last_calls
from clerk_app.workflow.frontdesk.my_counter import remember_counter
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.rights import Actor

_hands: Any = QTest


@pytest.fixture
def window(shown: MainWindow) -> MainWindow:
    shown.activateWindow()
    return shown


def press(window: MainWindow) -> None:
    _hands.keyClick(window.windowHandle(), Qt.Key.Key_F9)


def notice(window: MainWindow) -> str:
    return window.notice.notice.words.text if window.notice.notice else ""


def called(window: MainWindow) -> list[tuple[str, str]]:
    return [(each.ticket.label, each.counter) for each in last_calls(window.place.desk, 10)]


@pytest.mark.parametrize("place", ["today", "dossiers", "search", "helpdesk", "intake"])
def test_the_next_one_is_called_and_the_work_stays(window: MainWindow, place: str, qtbot: QtBot) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    window.go_to(place)
    press(window)
    qtbot.waitUntil(lambda: "A001 is called to counter 4." in notice(window))
    assert called(window) == [("A001", "4")]
    shown = window.case if place == "intake" else window.screen_of(place)
    assert shown is not None
    assert shown.isVisible()


def test_who_calls_nobody_has_no_such_key(window: MainWindow) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    window.go_to("today")
    visitor = replace(window.place.desk, actor=Actor("hall", frozenset(), personal=False))
    nobody = NextPerson(visitor, window.place.runner.submit, window.place.language.translate, window)
    assert not nobody.may_call
    nobody.call()
    assert called(window) == []


def test_a_dialog_keeps_the_key_to_itself(window: MainWindow, qtbot: QtBot) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    window.go_to("today")
    dialog = QDialog(window)
    dialog.open()
    _hands.keyClick(dialog, Qt.Key.Key_F9)
    dialog.done(0)
    window.activateWindow()
    press(window)
    qtbot.waitUntil(lambda: "A001" in notice(window))
    assert len(called(window)) == 1


def test_the_palette_calls_from_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    window.go_to("today")
    (command,) = [each for each in window.commands() if each.text == "Call the next one"]
    assert command.key == "F9"
    command.do()
    qtbot.waitUntil(lambda: called(window) == [("A001", "4")])


def test_a_key_pressed_twice_at_once_calls_one(window: MainWindow, qtbot: QtBot) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    take_ticket(window.place.desk, "A")
    window.go_to("today")
    press(window)
    press(window)
    qtbot.waitUntil(lambda: "A001" in notice(window))
    assert called(window) == [("A001", "4")]


def test_on_the_screen_of_the_counter_one_press_calls_one(window: MainWindow, qtbot: QtBot) -> None:
    remember_counter(window.place.desk, "4")
    take_ticket(window.place.desk, "A")
    window.go_to("counter")
    screen = window.screen_of("counter")
    assert isinstance(screen, CounterScreen)
    qtbot.waitUntil(screen.header.button.isEnabled)
    press(window)
    qtbot.waitUntil(lambda: screen.current.text() == "A001")
    assert len(called(window)) == 1


def test_who_has_no_counter_is_asked_for_it_and_nobody_is_called(window: MainWindow) -> None:
    take_ticket(window.place.desk, "A")
    window.go_to("today")
    press(window)
    assert window.screen_of("counter").isVisible()
    assert called(window) == []
