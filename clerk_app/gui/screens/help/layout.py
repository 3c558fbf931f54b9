"""Room between the lines of a page of the help: Markdown says what a line is, not how it is set."""

from typing import cast

from PyQt6.QtGui import (
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
    QTextTableFormat,
)

from clerk_app.gui.look.tokens import Tokens

_LINE_PERCENT = 130.0
_PROPORTIONAL = cast(int, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
_BETWEEN, _ABOVE_HEADING, _BELOW_HEADING, _IN_LIST, _CELL = 10, 20, 8, 4, 8
"""In pixels."""


def set_room(document: QTextDocument, tokens: Tokens) -> None:
    """Set paragraphs, headings, lists and tables of a page apart."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            cursor.mergeBlockFormat(_room_of(block))
        block = block.next()
    root = document.rootFrame()
    for frame in root.childFrames() if root is not None else ():
        if isinstance(frame, QTextTable):
            frame.setFormat(_calm(frame.format().toTableFormat(), tokens))


def _room_of(block: QTextBlock) -> QTextBlockFormat:
    room, level = QTextBlockFormat(), block.blockFormat().headingLevel()
    room.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
    above = _ABOVE_HEADING if level and block.blockNumber() else 0
    below = _BELOW_HEADING if level else _IN_LIST if block.textList() is not None else _BETWEEN
    room.setTopMargin(above)
    room.setBottomMargin(below)
    return room


def _calm(table: QTextTableFormat, tokens: Tokens) -> QTextTableFormat:
    table.setBorderCollapse(True)
    table.setBorder(1)
    table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    table.setBorderBrush(QColor(tokens.line))
    table.setCellPadding(_CELL)
    table.setCellSpacing(0)
    return table
