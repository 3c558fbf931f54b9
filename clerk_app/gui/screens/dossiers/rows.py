"""The table of dossiers."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.cells import cell_data
from storage.model import DossierCode

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One dossier as it is shown."""

    code: DossierCode
    cells: tuple[Words, ...]
    sort_keys: tuple[str, ...]


class DossierTable(QAbstractTableModel):
    """Rows as the presenter made them, under titles in the clerk's language."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[DossierRow, ...] = ()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Take over other titles and rows."""
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        self.endResetModel()

    def code_at(self, row: int) -> DossierCode:
        """Return the dossier of a row."""
        return self._rows[row].code

    def row_of(self, code: DossierCode) -> int | None:
        """Return where a dossier stands."""
        return next((number for number, row in enumerate(self._rows) if row.code == code), None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many dossiers there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return words, colour or sort key of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _ROLE.UserRole:
            return row.sort_keys[index.column()]
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


class ToneKeeper(QStyledItemDelegate):
    """Keeps the colour of words in the row that is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:
        """Paint chosen words in their own colour."""
        super().initStyleOption(option, index)
        colour = index.data(_ROLE.ForegroundRole)
        if option is not None and isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
