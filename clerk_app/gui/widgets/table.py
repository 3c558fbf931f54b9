"""The look of every table: whole rows, one chosen at a time, no grid; rows and columns grow with the text."""

from collections.abc import Collection, Sequence

from PyQt6.QtCore import QAbstractItemModel, QEvent
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableView

from clerk_app.gui.widgets.column_widths import ColumnRoom, fitted
from clerk_app.gui.widgets.growing import grown

_LEAST = 120
"""In pixels: a column that takes what is left is never narrower; others give way to it."""


class RowTable(QTableView):
    """Rows of one height.

    Args:
        row_height: in pixels, at our own size of text.
    """

    def __init__(self, row_height: int) -> None:
        super().__init__()
        self._row_height = row_height
        self._flexible = -1
        self._rooms: dict[int, ColumnRoom] = {}

    def changeEvent(self, event: QEvent | None) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.FontChange:
            self.fit_rows()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Share the room among the columns."""
        self._share()
        super().resizeEvent(event)

    def fit_rows(self) -> None:
        """Make every row as high as its text wants."""
        rows = self.verticalHeader()
        if rows is not None:  # an empty header counts as false
            rows.setDefaultSectionSize(grown(self._row_height, self))

    def lay_out(self, widths: Sequence[int], yielding: Collection[int] = ()) -> None:
        """Give columns their widths.

        Args:
            widths: in pixels at our own size of text; what needs more gets it, up to what larger text takes.
                0 takes what is left.
            yielding: columns whose words are shortened first where the room is too small.
        """
        head = self.horizontalHeader()
        if head is None or head.count() != len(widths):
            return
        self._flexible, self._rooms = -1, {}
        for column, width in enumerate(widths):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if width:
                least = head.sectionSizeHint(column)
                needed = max(self.sizeHintForColumn(column), least)
                wanted = min(grown(width, self), max(width, needed))
                self._rooms[column] = ColumnRoom(wanted, needed, least, column in yielding)
            else:
                self._flexible = column
        self._share()

    def _share(self) -> None:
        head, seen, flexible = self.horizontalHeader(), self.viewport(), self._flexible
        if head is None or seen is None or not self._rooms or head.count() <= max(flexible, *self._rooms):
            return
        room = seen.width() - (grown(_LEAST, self) if flexible >= 0 else 0)
        widths = fitted(tuple(self._rooms.values()), room)
        for column, width in zip(self._rooms, widths, strict=True):
            head.resizeSection(column, width)
        if flexible >= 0:
            self._flex(head, flexible, seen.width() - sum(widths))

    def _flex(self, head: QHeaderView, column: int, left: int) -> None:
        """Give the flexible column what is left of the room."""
        is_narrow, mode = left < _LEAST, QHeaderView.ResizeMode
        head.setSectionResizeMode(column, mode.Interactive if is_narrow else mode.Stretch)
        if is_narrow:
            head.resizeSection(column, _LEAST)


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
