"""The look of every table: whole rows, one chosen at a time, no grid; rows and columns grow with the text.

Words that are wider than their column stand on several lines, and their row is as high as they need.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from PyQt6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt
from PyQt6.QtGui import QGuiApplication, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemDelegate, QHeaderView, QStyleOptionViewItem, QTableView

from clerk_app.gui.widgets.column_widths import ColumnRoom, fitted
from clerk_app.gui.widgets.growing import grown

_FLEXIBLE, _LEAST, _WIDE = 120, 40, 320
"""In pixels: what a column that takes what is left wants at least, what every column keeps, and how wide
words make the flexible one before they are wrapped."""
_BESIDE_TITLE, _ARROW = 17, 20
"""In pixels: around a title, and for the arrow of the column in whose order the rows are."""
_SIGN, _BESIDE_WORDS = 22, (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole)
"""In pixels: a sign or a mark beside the words of a cell, with the air between."""
_PADDING = 2 * 5
"""In pixels: left and right of the words of a cell, as the style sheet has it."""
_AIR, _MOST_LINES = 12, 6
"""Above and below the words of a cell together, in pixels; and its lines: longer words end in "…", and the
tooltip says all of them."""


class RowTable(QTableView):
    """Rows that are as high as their words need.

    Args:
        row_height: of a row, at least, in pixels at our own size of text.
    """

    def __init__(self, row_height: int) -> None:
        super().__init__()
        self._row_height = row_height
        self._flexible = -1
        self._rooms: dict[int, ColumnRoom] = {}
        self._by_hand: dict[int, int] = {}
        self._is_sharing = self._is_wrapping = False
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

    def updateGeometries(self) -> None:
        """Fit the rows after columns or rows became wider or higher."""
        super().updateGeometries()
        self._wrap()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Fit the rows that come into sight."""
        super().scrollContentsBy(across, down)
        self._wrap()

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Iterable[int] = ()) -> None:
        """Fit the rows whose words came."""
        super().dataChanged(first, last, roles)
        self._wrap()

    def fit_rows(self) -> None:
        """Make every row as high as a line of text wants, and those in sight as high as their words do."""
        rows = self.verticalHeader()
        if rows is not None:  # an empty header counts as false
            rows.setDefaultSectionSize(grown(self._row_height, self))
            self._wrap()

    def lay_out(self, widths: Sequence[int], yielding: Collection[int] = ()) -> None:
        """Give columns their widths.

        Args:
            widths: in pixels at our own size of text; what needs more gets it, up to what larger text takes.
                0 takes what is left.
            yielding: columns whose words are wrapped first where the room is too small, beside the one that
                takes what is left.
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
                needed = min(max(wanted, self.sizeHintForColumn(column)), grown(_WIDE, self))
                wanted = needed
            least = self._least(head, column)
            yields = column in yielding or not width
            wrapped = min(needed, self._longest_word(column))
            self._rooms[column] = ColumnRoom(max(wanted, least), needed, wrapped, least, yields)
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

    def _longest_word(self, column: int) -> int:
        """Return the width that shows every word of the rows in sight whole."""
        model, metrics = self.model(), self.fontMetrics()
        if model is None:
            return 0
        longest = 0
        for row in self._rows_in_sight():
            index = model.index(row, column)
            words = str(index.data() or "").split()
            beside = sum(_SIGN for role in _BESIDE_WORDS if index.data(role) is not None)
            longest = max([longest, *(metrics.horizontalAdvance(each) + beside for each in words)])
        return longest + _BESIDE_TITLE

    def _rows_in_sight(self) -> Iterator[int]:
        """Yield the rows from the first that is seen to the last, which may be higher or lower meanwhile."""
        model, seen = self.model(), self.viewport()
        row = max(self.rowAt(0), 0)
        while model is not None and seen is not None and row < model.rowCount():
            if self.rowViewportPosition(row) >= seen.height():
                return
            yield row
            row += 1

    def _wrap(self) -> None:
        """Make the rows in sight as high as their words need in their columns."""
        if self._is_wrapping or self._is_sharing:
            return
        self._is_wrapping = True
        for _once_more in range(2):  # a scroll bar that comes with higher rows takes room from the columns
            widths = self._widths()
            self._fit_rows_in_sight()
            if self._widths() == widths:
                break
        self._is_wrapping = False

    def _widths(self) -> list[int]:
        return [self.columnWidth(column) for column in self._rooms]

    def _fit_rows_in_sight(self) -> None:
        usual, most = grown(self._row_height, self), _MOST_LINES * self.fontMetrics().lineSpacing()
        for row in self._rows_in_sight():
            needed = max((self._height_of(row, column) for column in self._rooms), default=0)
            height = max(usual, min(needed, most) + _AIR)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

    def _height_of(self, row: int, column: int) -> int:
        """Return how high the words of a cell stand in their column, in pixels."""
        model = self.model()
        index = QModelIndex() if model is None else model.index(row, column)
        painter = self.itemDelegateForIndex(index)
        if painter is None:
            return 0
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        mark = 0 if index.data(Qt.ItemDataRole.CheckStateRole) is None else _SIGN  # the style forgets it
        option.rect = QRect(0, 0, self.columnWidth(column) - _PADDING - mark, 1)  # an empty one wraps nothing
        return painter.sizeHint(option, index).height()

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
        self._wrap()

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
    made.setWordWrap(True)
    made.setItemDelegate(painter)
    rows, head = made.verticalHeader(), made.horizontalHeader()
    if rows is not None and head is not None:  # an empty header counts as false
        rows.hide()
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(0)  # the rows in sight: a thousand more cost a third of a second
    made.fit_rows()
    return made
