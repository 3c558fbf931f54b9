"""The look of every table: whole rows, one chosen at a time, no grid; rows and columns grow with the text."""

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractItemModel, QEvent
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableView

from clerk_app.gui.widgets.growing import grown

_LEAST = 120
"""In pixels: a column that takes what is left is never narrower; the table is scrolled instead."""


class RowTable(QTableView):
    """Rows of one height.

    Args:
        row_height: in pixels, at our own size of text.
    """

    def __init__(self, row_height: int) -> None:
        super().__init__()
        self._row_height = row_height
        self._flexible = -1

    def changeEvent(self, event: QEvent | None) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.FontChange:
            self.fit_rows()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Give one column what is left."""
        self._flex()
        super().resizeEvent(event)

    def fit_rows(self) -> None:
        """Make every row as high as its text wants."""
        rows = self.verticalHeader()
        if rows is not None:  # an empty header counts as false
            rows.setDefaultSectionSize(grown(self._row_height, self))

    def lay_out(self, widths: Sequence[int]) -> None:
        """Give columns their widths.

        Args:
            widths: in pixels at our own size of text; what needs more gets it, up to what larger text takes.
                0 takes what is left.
        """
        head = self.horizontalHeader()
        if head is None or head.count() != len(widths):
            return
        self._flexible = -1
        for column, width in enumerate(widths):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if width:
                needed = max(self.sizeHintForColumn(column), head.sectionSizeHint(column))
                self.setColumnWidth(column, min(grown(width, self), max(width, needed)))
            else:
                self._flexible = column
        self._flex()

    def _flex(self) -> None:
        head, seen, column = self.horizontalHeader(), self.viewport(), self._flexible
        if head is None or seen is None or not 0 <= column < head.count():
            return
        taken = sum(head.sectionSize(each) for each in range(head.count()) if each != column)
        is_narrow = seen.width() - taken < grown(_LEAST, self)
        mode = QHeaderView.ResizeMode
        head.setSectionResizeMode(column, mode.Interactive if is_narrow else mode.Stretch)
        if is_narrow:
            head.resizeSection(column, grown(_LEAST, self))


def table_view(
    name: str, model: QAbstractItemModel, painter: QAbstractItemDelegate, row_height: int
) -> RowTable:
    """Return a table over `model`, its rows `row_height` pixels high; `painter` stays the caller's."""
    made = RowTable(row_height)
    made.setObjectName(name)
    made.setModel(model)
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.setItemDelegate(painter)
    rows, head = made.verticalHeader(), made.horizontalHeader()
    if rows is not None and head is not None:  # an empty header counts as false
        rows.hide()
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(0)  # the rows in sight: a thousand more cost a third of a second
    made.fit_rows()
    return made
