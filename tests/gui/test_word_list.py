"""A row of a list has room for its words, however narrow the list is."""

from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.widgets.word_list import WordList
from tests.gui.cut_off import cut_off

_PAPER = "Giấy tờ tùy thân của người yêu cầu\nTP03 · chỉ xuất trình, không lưu"


def test_no_row_ends_in_dots_at_any_width(qtbot: QtBot, qapp: QApplication) -> None:
    look, room = Look(qapp), QWidget()
    qtbot.addWidget(room)
    shown = WordList()
    shown.setParent(room)
    shown.addItems([_PAPER, "Giấy chứng sinh"])
    for row in range(shown.count()):
        item = shown.item(row)
        assert item is not None
        item.setIcon(look.icon("paper"))
    room.show()
    short = []
    for width in range(120, 360, 4):  # from a word that just fits to both lines in one
        room.resize(width, 400)
        shown.resize(width, 400)
        qapp.processEvents()
        short += [f"{width}: {each}" for each in cut_off(room)]
    assert not short
