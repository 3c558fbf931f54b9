"""The search in the window: finds as one types, shows where, filters, opens, tells what happened."""

from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.runner import Lane
from clerk_app.gui.screens.search.presenter import SearchPresenter
from clerk_app.gui.screens.search.screen import SearchScreen
from clerk_app.gui.screens.search.words import step_words
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.moves import Move
from clerk_app.workflow.searching import Group, search
from storage.model import Dossier, Person
from tests.desks import PROCEDURE, accepted
from tests.gui.test_window import press, window

__all__ = ["window"]


def opened(window: MainWindow) -> SearchScreen:
    press(window, "railSearch")
    screen = window.screen_of("search")
    assert isinstance(screen, SearchScreen)
    return screen


def another(window: MainWindow) -> Dossier:
    return accept(
        window.place.desk, Application("other", PROCEDURE, Person("Nguyễn Văn Phước", "079194001234"))
    )


def said(screen: SearchScreen, row: int, column: int) -> str:
    return str(screen.table.index(row, column).data())


def test_it_finds_while_one_types_without_diacritics(window: MainWindow, qtbot: QtBot) -> None:
    first, _other = accepted(window.place.desk), another(window)
    screen = opened(window)
    qtbot.keyClicks(screen.field, "hong nhung")
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    assert said(screen, 0, 0) == f"{first.code}\nLê Thị Hồng Nhung"
    assert said(screen, 0, 1).startswith("In the dossier itself\n")
    with qtbot.waitSignal(screen.opened) as heard:
        press(window, "openFound")
    assert heard.args == [first.code]


def test_the_history_of_what_is_chosen_stands_beside(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    screen.ask("nhung")
    qtbot.waitUntil(lambda: screen.events.rowCount() > 0)
    assert str(screen.events.index(0, 1).data()) == "Dossier accepted\nthe official"


def test_up_and_down_choose_while_the_field_keeps_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    another(window)
    screen = opened(window)
    screen.ask("khai sinh")
    qtbot.waitUntil(lambda: screen.table.rowCount() == 2)
    qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert screen.list.currentIndex().row() == 1
    qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert screen.list.currentIndex().row() == 1


def test_only_one_state_is_shown_where_it_is_wanted(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    screen.ask("nhung")
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    screen.states.setCurrentIndex(4)
    assert screen.table.rowCount() == 0
    assert screen.header.line.text() == "Places found: 1, shown: 0."
    assert not screen.header.button.isEnabled()
    screen.states.setCurrentIndex(2)
    assert screen.table.rowCount() == 1


def test_nothing_found_says_what_to_try(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window)
    screen.ask("xyzzy")
    qtbot.waitUntil(lambda: screen.header.line.text().startswith("Nothing found."))
    lists = [each for each in screen.findChildren(QTableView) if each.accessibleName()]
    assert len(lists) == 2


def test_enter_opens_nothing_that_answers_an_older_question(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    other = another(window)
    screen = opened(window)
    screen.ask("nhung")
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    heard: list[str] = []
    screen.opened.connect(heard.append)
    screen.field.setText("phuoc")
    press(window, "openFound")
    assert heard == []
    qtbot.waitUntil(lambda: said(screen, 0, 0).startswith(other.code))
    press(window, "openFound")
    assert heard == [other.code]


class Late:
    """Keeps what was submitted, to answer in another order."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.cancelled = 0

    def submit(self, lane: Lane, work: Any, **receivers: Any) -> Any:
        self.asked.append(receivers["on_done"])
        return self

    def cancel(self) -> None:
        self.cancelled += 1


class Shown:
    """A view that counts how often rows were shown, and keeps the last."""

    def __init__(self) -> None:
        self.rows: tuple[Any, ...] = ()

    def show_rows(self, _titles: Any, rows: tuple[Any, ...], _line: str) -> None:
        self.rows = rows

    def show_history(self, *_shown: Any) -> None:
        pass

    def show_primary(self, _primary: Any) -> None:
        pass

    def show_notice(self, _notice: Any) -> None:
        pass


def test_the_answer_to_an_older_question_is_dropped(window: MainWindow) -> None:
    desk = window.place.desk
    accepted(desk)
    late, view = Late(), Shown()
    searching = SearchPresenter(desk, late.submit, str, view)
    searching.search("nhung")
    searching.search("phuoc")
    older, newer = late.asked
    newer(())
    older(search(desk, "nhung"))
    assert late.cancelled == 1
    assert view.rows == ()


def test_every_step_of_a_dossier_has_words() -> None:
    steps = (
        *Move,
        "decision drafted",
        *(f"decision {stage}" for stage in ("signed", "countersigned", "sealed")),
    )
    unnamed = [each for each in steps if step_words(each, str).startswith("Another step")]
    assert unnamed == []


def test_what_is_accepted_is_in_work(window: MainWindow) -> None:
    accepted(window.place.desk)
    assert {each.group for each in search(window.place.desk, "nhung")} == {Group.IN_WORK}
