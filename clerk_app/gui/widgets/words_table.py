"""A table of words that others made: text, colour and sign of each cell under titles."""

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data

_ROLE = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WordsTable(QAbstractTableModel):
    """Rows as a presenter made them.

    Args:
        look: for the colours.
        numbers: columns that are written from the right.
    """

    def __init__(self, look: Look, numbers: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._look = look
        self._numbers = numbers
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[tuple[Words, ...], ...] = ()

    def show_rows(
        self,
        titles: tuple[str, ...],
        rows: tuple[tuple[Words, ...], ...],
        numbers: frozenset[int] | None = None,
    ) -> None:
        """Take over other titles and rows, and other columns of numbers where they are named."""
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        if numbers is not None:
            self._numbers = numbers
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words, colour, sign or alignment of a cell."""
        if not index.isValid():
            return None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if index.column() in self._numbers else _LEFT
        return cell_data(self._rows[index.row()][index.column()], role, self._look)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._titles):
            return None
        if role == _ROLE.DisplayRole:
            return self._titles[section]
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if section in self._numbers else _LEFT
        return None
