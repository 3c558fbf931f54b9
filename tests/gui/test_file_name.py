"""The name of a file above a paper is seen whole, however narrow the paper stands."""

import pytest
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.widgets.labels import FileName
from tests.gui.cut_off import cut_off

NAME = "H92.01.13-261129-0001_20261129_QUYET-DINH.pdf"


def card(qtbot: QtBot, name: str, width: int) -> tuple[QWidget, FileName]:
    """A name beside a word, over what takes the rest."""
    shown, above, around = FileName("heading"), QHBoxLayout(), QWidget()
    qtbot.addWidget(around)
    shown.setText(name)
    above.addWidget(shown, 1)
    above.addWidget(QLabel("Print"))
    column = QVBoxLayout(around)
    column.addLayout(above)
    column.addWidget(QWidget(), 1)
    around.resize(width, 300)
    around.show()
    return around, shown


@pytest.mark.parametrize("name", [NAME, "No document yet"])
@pytest.mark.parametrize("width", [140, 200, 320, 700])
def test_a_name_takes_the_lines_it_needs(qtbot: QtBot, name: str, width: int) -> None:
    around, shown = card(qtbot, name, width)
    assert cut_off(around) == []
    assert around.width() == width
    assert shown.height() >= shown.heightForWidth(shown.width())


def test_a_name_with_room_stands_on_one_line(qtbot: QtBot) -> None:
    _around, shown = card(qtbot, NAME, 700)
    assert shown.heightForWidth(shown.width()) < 2 * shown.fontMetrics().lineSpacing()
    assert shown.heightForWidth(120) >= 2 * shown.fontMetrics().lineSpacing()
