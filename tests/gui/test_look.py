"""What can be marked is seen in both themes, marked or not."""

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QPixmap
from PyQt6.QtWidgets import QApplication, QCheckBox, QListWidget, QListWidgetItem, QTableView, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.widgets.marked_table import MarkedRow, MarkedTable
from clerk_app.gui.widgets.table import table_view
from clerk_app.settings import Theme

_STATES = {False: Qt.CheckState.Unchecked, True: Qt.CheckState.Checked}


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Look]:
    made = Look(qapp)
    made.choose_theme(request.param)
    yield made
    made.choose_theme(Theme.LIGHT)


def box(is_marked: bool) -> QWidget:
    made = QCheckBox("Only what is wanting")
    made.setChecked(is_marked)
    return made


def choices(is_marked: bool) -> QWidget:
    made, item = QListWidget(), QListWidgetItem("Paper")
    item.setCheckState(_STATES[is_marked])
    made.addItem(item)
    return made


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        QColor(image.pixel(x, y)).name() for x in range(min(image.width(), 48)) for y in range(image.height())
    }


@pytest.mark.parametrize("make", [box, choices])
def test_a_box_is_seen_in_both_themes(make: Callable[[bool], QWidget], look: Look, qtbot: QtBot) -> None:
    for is_marked, edge in ((False, look.tokens.muted), (True, look.tokens.accent)):
        widget = make(is_marked)
        qtbot.addWidget(widget)
        widget.show()
        assert edge in colours(widget), is_marked
    assert look.tokens.on_accent in colours(widget)


def test_a_marked_row_is_seen_in_both_themes(look: Look, qtbot: QtBot) -> None:
    table, painter = MarkedTable(look), ToneKeeper()
    view = table_view("marked", table, painter, 44)
    qtbot.addWidget(view)
    table.show_marked(
        ("Letter",), (MarkedRow("A", (Words("A"),), False), MarkedRow("B", (Words("B"),), True))
    )
    view.setSelectionMode(QTableView.SelectionMode.NoSelection)
    view.show()
    assert {look.tokens.muted, look.tokens.accent} <= colours(view)


def test_a_disabled_icon_is_less_than_half_as_strong_in_both_themes(look: Look) -> None:
    icon, size = look.icon("forward"), QSize(20, 20)
    strength = {
        mode: max(_alphas(icon.pixmap(size, mode))) for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    }
    assert strength[QIcon.Mode.Disabled] < strength[QIcon.Mode.Normal] / 2


def _alphas(picture: QPixmap) -> list[int]:
    drawn = picture.toImage()
    return [drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height())]
