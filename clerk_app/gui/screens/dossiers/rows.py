"""The table of dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data
from storage.model import DossierCode

_ROLE = Qt.ItemDataRole

BLOCK = 100
"""Rows that are read at once: more than the largest screen shows."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One dossier as it is shown."""

    code: DossierCode
    cells: tuple[Words, ...]


class DossierTable(QAbstractTableModel):
    """As many rows as there are dossiers, under titles in the clerk's language; those that are seen are read.

    A row that is not read yet is empty, and asks for its block once.
    """

    wanted = pyqtSignal(int)
    ordered = pyqtSignal(int, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._count = 0
        self._blocks: dict[int, tuple[DossierRow, ...]] = {}
        self._asked: set[int] = set()

    def show_list(
        self, titles: tuple[str, ...], count: int, blocks: Mapping[int, tuple[DossierRow, ...]]
    ) -> None:
        """Take over other titles and rows, of which some blocks are read."""
        self.beginResetModel()
        self._titles, self._count, self._blocks = titles, count, dict(blocks)
        self._asked = set(blocks)
        self.endResetModel()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Take over other titles and rows that are all read."""
        blocks = {first // BLOCK: rows[first : first + BLOCK] for first in range(0, len(rows), BLOCK)}
        self.show_list(titles, len(rows), blocks)

    def show_block(self, block: int, rows: tuple[DossierRow, ...]) -> None:
        """Take over the rows of a block that was asked for."""
        self._blocks[block] = rows
        first = block * BLOCK
        last = min(first + len(rows), self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def code_at(self, row: int) -> DossierCode | None:
        """Return the dossier of a row, None where it is not read yet."""
        known = self._row(row)
        return known.code if known else None

    def row_of(self, code: DossierCode) -> int | None:
        """Return where a dossier stands, if it was read."""
        places = (
            block * BLOCK + number
            for block, rows in self._blocks.items()
            for number, row in enumerate(rows)
            if row.code == code
        )
        return next(places, None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many dossiers there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words or colour of a cell."""
        if not index.isValid():
            return None
        row = self._row(index.row())
        if row is None:
            self._ask(index.row() // BLOCK)
            return None
        return cell_data(row.cells[index.column()], role, self._look)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole and section < len(self._titles):
            return self._titles[section]
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Say how the rows are to be ordered; who reads them orders them."""
        self.ordered.emit(column, order is Qt.SortOrder.DescendingOrder)

    def _row(self, row: int) -> DossierRow | None:
        rows = self._blocks.get(row // BLOCK, ())
        number = row % BLOCK
        return rows[number] if number < len(rows) else None

    def _ask(self, block: int) -> None:
        if block not in self._asked:
            self._asked.add(block)
            self.wanted.emit(block)


class ToneKeeper(QStyledItemDelegate):
    """Keeps the colour of words in the row that is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:
        """Paint chosen words in their own colour."""
        super().initStyleOption(option, index)
        colour = index.data(_ROLE.ForegroundRole)
        if option is not None and isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
