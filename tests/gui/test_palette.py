"""The list of commands: found by a few letters without diacritics, done with Enter, else searched."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.gui.commands import Command, matching
from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.search.screen import SearchScreen
from clerk_app.gui.widgets.palette import CommandTable, Palette
from tests.desks import accepted
from tests.gui.test_window import window

__all__ = ["window"]

NAMES = ("Hồ sơ", "Hồ sơ mới", "Ký duyệt", "Máy quét: sẵn sàng", "Gửi tất cả ngay")


def commands() -> tuple[Command, ...]:
    return tuple(Command(name, "", "", lambda: None) for name in NAMES)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ho so m", ["Hồ sơ mới"]),
        ("ky", ["Ký duyệt"]),
        ("quet", ["Máy quét: sẵn sàng"]),
        ("hsm", ["Hồ sơ mới"]),
        ("mới hồ", ["Hồ sơ mới"]),
        ("uyet", ["Ký duyệt"]),
        ("không có", []),
    ],
)
def test_a_few_letters_find_a_command(typed: str, found: list[str]) -> None:
    assert [each.text for each in matching(commands(), typed)] == found


def test_what_begins_so_comes_before_what_only_holds_it() -> None:
    assert matching(commands(), "s")[0].text == "Hồ sơ"
    assert [each.text for each in matching(commands(), "h")][:2] == ["Hồ sơ", "Hồ sơ mới"]


def opened(window: MainWindow, qtbot: QtBot) -> Palette:
    palette = window.open_palette()
    qtbot.waitUntil(palette.isVisible)
    return palette


def test_enter_goes_to_a_place_in_the_language_of_the_moment(window: MainWindow, qtbot: QtBot) -> None:
    window.top.language.setCurrentIndex(0)
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "kiem tra")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.screen_of("verify").isVisible()


def test_escape_leaves_everything_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.dossiers.isVisible()


def test_a_name_that_is_no_command_is_searched(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "hong nhung")
    assert palette.table.rowCount() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    screen = window.screen_of("search")
    assert isinstance(screen, SearchScreen)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)


def test_arrows_choose_while_one_types(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1


def test_only_what_can_be_done_now_is_offered(window: MainWindow) -> None:
    offered = [each.text for each in window.commands()]
    assert {"Today", "Search", "Outbox", "New dossier"} <= set(offered)
    assert "Try again" not in offered
    assert len(offered) == len(set(offered))


def test_the_list_is_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = CommandTable(Look(qapp))
    table.show_rows(commands())
    qtmodeltester.check(table)
