"""The table of the outbox."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data
from storage.model import DossierCode

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One intent as it is shown; several may be of one dossier."""

    number: int
    code: DossierCode
    cells: tuple[Words, ...]
    is_held: bool


class OutboxTable(QAbstractTableModel):
    """Rows as the presenter made them, under titles in the clerk's language."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[OutboxRow, ...] = ()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[OutboxRow, ...]) -> None:
        """Take over other titles and rows."""
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        self.endResetModel()

    def row_at(self, row: int) -> OutboxRow:
        """Return what stands in a row."""
        return self._rows[row]

    def place_of(self, number: int) -> int | None:
        """Return the row of an intent."""
        return next((place for place, row in enumerate(self._rows) if row.number == number), None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words or colour of a cell."""
        if not index.isValid():
            return None
        return cell_data(self._rows[index.row()].cells[index.column()], role, self._look)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole and section < len(self._titles):
            return self._titles[section]
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
