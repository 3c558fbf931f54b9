"""What is cut off in a window, found by geometry: words without room, and what is scrolled sideways."""

from collections.abc import Iterator
from itertools import product

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from clerk_app.gui.widgets.labels import FileName, Line

_SLACK = 1
"""In pixels: letters that lean over the edge of their box."""

_CELL_EDGES, _BESIDE, _MANY_LINES = 16, 20, 6
_BESIDE_WORDS = (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole)
"""In pixels: left and right of the words of a cell, and for a sign or a mark beside them."""
_ITEM_EDGES = QSize(22, 16)
"""In pixels: around the words of a row of a list, which has no columns."""


def cut_off(root: QWidget) -> list[str]:
    """Return what inside `root` has less room than it needs or is scrolled sideways, each with how much."""
    return [
        said for widget in root.findChildren(QWidget) if widget.isVisible() for said in _looked_at(widget)
    ]


def _looked_at(widget: QWidget) -> Iterator[str]:
    lacks = QSize(0, 0)
    if isinstance(widget, QLabel) and not isinstance(widget, Line):  # a line ends in "…" and says all
        lacks = _label(widget)
    elif isinstance(widget, QComboBox):
        lacks = _box(widget)
    elif isinstance(widget, QAbstractButton):
        lacks = widget.sizeHint() - widget.size() if _words(widget) else lacks
    elif isinstance(widget, QHeaderView):
        yield from _head(widget)
    elif isinstance(widget, QTableView):
        yield from _rows(widget)
        yield from _shortened(widget)
        yield from _sideways(widget)
    elif isinstance(widget, QListView):
        yield from _items(widget)
        yield from _sideways(widget)
    elif isinstance(widget, QScrollArea):
        yield from _sideways(widget)
    if lacks.width() > _SLACK or lacks.height() > _SLACK:
        yield f"{_name(widget)} lacks {lacks.width()} x {lacks.height()}: {_words(widget)}"
    yield from _outside(widget)


def _label(shown: QLabel) -> QSize:
    """Return how much wider and higher the words of a label are than its room."""
    room, words = shown.contentsRect(), shown.text()
    if not words:
        return QSize(0, 0)
    if isinstance(shown, FileName):  # of any width
        return QSize(0, shown.heightForWidth(room.width()) - room.height())
    if shown.wordWrap():
        longest = max(shown.fontMetrics().horizontalAdvance(each) for each in words.split())
        return QSize(longest - room.width(), shown.heightForWidth(shown.width()) - shown.height())
    return shown.sizeHint() - shown.size()


def _box(box: QComboBox) -> QSize:
    """Return how much wider the words of a choice are than the field that shows them."""
    option, style = QStyleOptionComboBox(), box.style()
    box.initStyleOption(option)
    assert style is not None
    part = QStyle.SubControl.SC_ComboBoxEditField
    field = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    return QSize(needed - field.width(), box.fontMetrics().height() - box.height())


def _head(head: QHeaderView) -> Iterator[str]:
    model = head.model()
    if head.orientation() is Qt.Orientation.Vertical or model is None:
        return
    for section in range(head.count()):
        title = str(model.headerData(section, head.orientation()) or "")
        longest = max((head.fontMetrics().horizontalAdvance(line) for line in title.splitlines()), default=0)
        if longest > head.sectionSize(section):
            yield f"{_name(head)} title lacks {longest - head.sectionSize(section)}: {title}"


def _rows(table: QTableView) -> Iterator[str]:
    model = table.model()
    if model is None or not model.rowCount():
        return
    words = [str(model.index(0, column).data() or "") for column in range(model.columnCount())]
    lines = max(each.count("\n") + 1 for each in words)
    if lines * table.fontMetrics().lineSpacing() > table.rowHeight(0):
        yield f"{_name(table)} row of {table.rowHeight(0)} for {lines} lines"


def _shortened(table: QTableView) -> Iterator[str]:
    """Tell of words that end in "…", unless they are a text of many lines."""
    model, seen = table.model(), table.viewport()
    if model is None or seen is None:
        return
    for row, column in product(range(max(table.rowAt(0), 0), model.rowCount()), range(model.columnCount())):
        if table.rowViewportPosition(row) >= seen.height():
            return
        index = model.index(row, column)
        words, room = str(index.data() or ""), table.visualRect(index)
        taken = _CELL_EDGES + sum(_BESIDE for role in _BESIDE_WORDS if index.data(role) is not None)
        needed = table.fontMetrics().boundingRect(
            QRect(0, 0, room.width() - taken, 0), Qt.TextFlag.TextWordWrap, words
        )
        height = min(needed.height(), _MANY_LINES * table.fontMetrics().lineSpacing())
        if needed.width() > room.width() - taken or height > room.height():
            yield f"{_name(table)} shortens in {room.width()} x {room.height()}: {words}"


def _items(shown: QListView) -> Iterator[str]:
    """Tell of rows of a list whose words end in "…"; what is drawn as pictures has its own words."""
    model, seen = shown.model(), shown.viewport()
    if model is None or seen is None or shown.viewMode() is QListView.ViewMode.IconMode:
        return
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        words, room = str(index.data() or ""), shown.visualRect(index)
        if room.top() >= seen.height():
            return
        taken = sum(_BESIDE for role in _BESIDE_WORDS if index.data(role) is not None)
        seen_width = min(room.width(), seen.width())
        inside = QSize(seen_width - taken, room.height()) - _ITEM_EDGES
        needed = shown.fontMetrics().boundingRect(
            QRect(0, 0, inside.width(), 0), Qt.TextFlag.TextWordWrap, words
        )
        if needed.width() > inside.width() or needed.height() > inside.height():
            yield f"{_name(shown)} shortens in {room.width()} x {room.height()}: {words}"


def _sideways(area: QAbstractScrollArea) -> Iterator[str]:
    bar = area.horizontalScrollBar()
    if bar is not None and bar.maximum() > bar.minimum():
        yield f"{_name(area)} scrolls sideways by {bar.maximum() - bar.minimum()}"


def _outside(widget: QWidget) -> Iterator[str]:
    """Tell of what sticks out of the widget around it, unless that can be scrolled."""
    around = widget.parentWidget()
    if around is None or widget.isWindow() or isinstance(around, QAbstractScrollArea | QLineEdit):
        return
    holder = around.parentWidget()
    if isinstance(holder, QScrollArea) or (isinstance(holder, QAbstractScrollArea) and not _words(widget)):
        return
    if not around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(QRect(widget.geometry())):
        yield f"{_name(widget)} sticks out of {_name(around)}: {_words(widget)}"


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _name(widget: QWidget) -> str:
    above = widget.parentWidget()
    return widget.objectName() or f"{type(widget).__name__} of {_name(above) if above else 'nothing'}"
