"""The look of every table: whole rows, one chosen at a time, no grid; rows and columns grow with the text."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PyQt6.QtCore import QAbstractItemModel, QEvent, Qt
from PyQt6.QtGui import QGuiApplication, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableView

from clerk_app.gui.widgets.column_widths import ColumnRoom, fitted
from clerk_app.gui.widgets.growing import grown

_FLEXIBLE, _LEAST = 120, 40
"""In pixels: what a column that takes what is left wants at least, and what every column keeps."""
_BESIDE_TITLE, _ARROW = 20, 20
"""In pixels: around a title, and for the arrow of the column in whose order the rows are."""


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
        self._by_hand: dict[int, int] = {}
        self._is_sharing = False
        head = self.horizontalHeader()
        if head is not None:  # an empty header counts as false
            head.sectionResized.connect(self._remember)

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
        self._is_sharing = True
        for column, width in enumerate(widths):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if width:
                needed = max(self.sizeHintForColumn(column), head.sectionSizeHint(column))
                wanted = min(grown(width, self), max(width, needed))
            else:
                self._flexible, wanted = column, grown(_FLEXIBLE, self)
                needed = wanted
            least = self._least(head, column)
            self._rooms[column] = ColumnRoom(max(wanted, least), needed, least, column in yielding)
        self._share()
        head.headerDataChanged(Qt.Orientation.Horizontal, 0, head.count() - 1)
        self.updateGeometries()  # a title in another language can take more lines

    def _remember(self, column: int, _before: int, width: int) -> None:
        """Keep the width of a column that somebody drags; a click can let the rows be laid out anew, too."""
        is_dragged = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton) and not self._is_sharing
        if is_dragged and column != self._flexible:
            self._by_hand[column] = width

    def _least(self, head: QHeaderView, column: int) -> int:
        """Return the width that shows a title whole."""
        model = self.model()
        title = "" if model is None else str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        letters = max((head.fontMetrics().horizontalAdvance(line) for line in title.splitlines()), default=0)
        is_ordered = head.isSortIndicatorShown() and head.sortIndicatorSection() == column
        return max(letters + _BESIDE_TITLE + (_ARROW if is_ordered else 0), grown(_LEAST, self))

    def _room_of(self, column: int) -> ColumnRoom:
        room, dragged = self._rooms[column], self._by_hand.get(column)
        return room if dragged is None else replace(room, wanted=dragged, needed=min(dragged, room.needed))

    def _share(self) -> None:
        head, seen = self.horizontalHeader(), self.viewport()
        if head is None or seen is None or not self._rooms or head.count() <= max(self._rooms):
            return
        widths = fitted([self._room_of(column) for column in self._rooms], seen.width())
        self._is_sharing = True
        self._set_widths(head, widths, stretches=sum(widths) <= seen.width())
        self._is_sharing = False

    def _set_widths(self, head: QHeaderView, widths: Sequence[int], *, stretches: bool) -> None:
        mode = QHeaderView.ResizeMode
        for column, width in zip(self._rooms, widths, strict=True):
            if column == self._flexible:
                head.setSectionResizeMode(column, mode.Stretch if stretches else mode.Interactive)
            if column != self._flexible or not stretches:
                head.resizeSection(column, width)


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
