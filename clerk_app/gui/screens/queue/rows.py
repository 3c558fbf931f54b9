"""The table of decisions to be countersigned, each with a mark and an outcome."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data
from storage.model import DossierCode

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One decision as it is shown; only one that waits can be marked."""

    code: DossierCode
    cells: tuple[Words, ...]
    is_marked: bool
    can_be_marked: bool


class QueueTable(QAbstractTableModel):
    """Rows as the presenter made them; `marked` says which row was marked or unmarked."""

    marked = pyqtSignal(str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[QueueRow, ...] = ()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[QueueRow, ...]) -> None:
        """Take over other titles and rows; rows of the same decisions stay where they are."""
        same = titles == self._titles and [row.code for row in rows] == [row.code for row in self._rows]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(titles) - 1))
            return
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        self.endResetModel()

    def code_at(self, row: int) -> DossierCode:
        """Return the dossier of a row."""
        return self._rows[row].code

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many decisions there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let the first cell of what waits be marked."""
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._rows[index.row()].can_be_marked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words, colour or mark of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _ROLE.CheckStateRole and index.column() == 0 and row.can_be_marked:
            return Qt.CheckState.Checked if row.is_marked else Qt.CheckState.Unchecked
        return cell_data(row.cells[index.column()], role, self._look)

    def setData(self, index: QModelIndex, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Say that a row was marked or unmarked; the presenter decides."""
        if not index.isValid() or role != _ROLE.CheckStateRole or not self._rows[index.row()].can_be_marked:
            return False
        self.marked.emit(self._rows[index.row()].code, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole and section < len(self._titles):
            return self._titles[section]
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
