"""The table of services: served here or not, how many wait, and since when."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service as it is shown."""

    letter: str
    cells: tuple[Words, ...]
    is_served: bool


class ServiceTable(QAbstractTableModel):
    """Rows as the presenter made them; `served` says which service this counter begins or ends to serve."""

    served = pyqtSignal(str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[ServiceRow, ...] = ()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[ServiceRow, ...]) -> None:
        """Take over other titles and rows; rows of the same services stay where they are."""
        same = titles == self._titles and [row.letter for row in rows] == [row.letter for row in self._rows]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(titles) - 1))
            return
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many services there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let the first column be marked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and not index.column() else flags

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words, colour or mark of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _ROLE.CheckStateRole and not index.column():
            return Qt.CheckState.Checked if row.is_served else Qt.CheckState.Unchecked
        return cell_data(row.cells[index.column()], role, self._look)

    def setData(self, index: QModelIndex, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Say that a service was marked or unmarked; the presenter shows what came of it."""
        if role != _ROLE.CheckStateRole or not index.isValid() or index.column():
            return False
        self.served.emit(self._rows[index.row()].letter, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def turn(self, row: int) -> None:
        """Mark a service that is not, and the other way round."""
        self.served.emit(self._rows[row].letter, not self._rows[row].is_served)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole and section < len(self._titles):
            return self._titles[section]
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
