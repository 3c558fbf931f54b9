"""A table of words whose rows bear a mark in their first column: to be signed, to be served."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.words_table import WordsTable

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One row as it is shown; `key` is what it is about."""

    key: str
    cells: tuple[Words, ...]
    is_marked: bool
    can_be_marked: bool = True


class MarkedTable(WordsTable):
    """Rows as the presenter made them; `marked` says which one a person marked or unmarked."""

    marked = pyqtSignal(str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._marks: tuple[MarkedRow, ...] = ()

    def show_marked(self, titles: tuple[str, ...], rows: Sequence[MarkedRow]) -> None:
        """Take over other titles and rows; rows with the same keys stay where they are."""
        same = titles == self._titles and [row.key for row in rows] == [row.key for row in self._marks]
        self._marks = tuple(rows)
        cells = tuple(row.cells for row in rows)
        if same and rows:
            self._rows = cells
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(titles) - 1))
        else:
            self.show_rows(titles, cells)

    def key_at(self, row: int) -> str:
        """Return what a row is about."""
        return self._marks[row].key

    def turn(self, row: int) -> None:
        """Mark a row that is not marked, and the other way round."""
        self.marked.emit(self._marks[row].key, not self._marks[row].is_marked)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let the first cell of a row be marked, where it can be."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._bears_mark(index) else flags

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words, colour or mark of a cell."""
        if role == _ROLE.CheckStateRole:
            if not self._bears_mark(index):
                return None
            is_marked = self._marks[index.row()].is_marked
            return Qt.CheckState.Checked if is_marked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: QModelIndex, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Say that a row was marked or unmarked."""
        if role != _ROLE.CheckStateRole or not self._bears_mark(index):
            return False
        self.marked.emit(self._marks[index.row()].key, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _bears_mark(self, index: QModelIndex) -> bool:
        return index.isValid() and not index.column() and self._marks[index.row()].can_be_marked
