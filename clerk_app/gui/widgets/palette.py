"""Ctrl+K: every place and action in one list, found by a few letters; what is none of them is searched."""

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPixmap
from PyQt6.QtWidgets import QDialog, QHeaderView, QLineEdit, QStyledItemDelegate, QVBoxLayout, QWidget

from clerk_app.gui.commands import Command, matching
from clerk_app.gui.look.look import Look
from clerk_app.gui.widgets.growing import grown
from clerk_app.gui.widgets.table import table_view
from clerk_app.i18n import Translate

_ROLE = Qt.ItemDataRole
_WIDTH, _TOP = 640, 72
_ROWS, _ROW_HEIGHT, _KEY_WIDTH, _ICON = 9, 40, 152, 16
_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class CommandTable(QAbstractTableModel):
    """Names and keys of commands."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._nothing = QPixmap(_ICON, _ICON)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self._rows: tuple[Command, ...] = ()

    def show_rows(self, rows: tuple[Command, ...]) -> None:
        """Take over other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def command_at(self, row: int) -> Command:
        """Return the command of a row."""
        return self._rows[row]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many commands there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return two: name and key."""
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return name, key or picture."""
        if not index.isValid():
            return None
        command, is_name = self._rows[index.row()], index.column() == 0
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return command.text if is_name else command.key
        if role == _ROLE.DecorationRole and is_name:
            return self._look.icon(command.icon) if command.icon else self._nothing
        if role == _ROLE.TextAlignmentRole and not is_name:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class Palette(QDialog):
    """Floats over the window until something is chosen; `search` asks for words that are no command."""

    search = pyqtSignal(str)

    def __init__(
        self, commands: tuple[Command, ...], translate: Translate, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._commands, self.translate = commands, translate
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(translate("Type a few letters: a place, an action, a code, a name"))
        self.field.setAccessibleName(translate("Find a command"))
        self.table = CommandTable(look)
        self._painter = QStyledItemDelegate()
        self.list = table_view("paletteList", self.table, self._painter, _ROW_HEIGHT)
        self.list.setAccessibleName(translate("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._do_chosen)
        self.list.clicked.connect(lambda _index: self._do_chosen())
        self._show("")

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let arrows choose while one types."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step:
                row = min(max(self.list.currentIndex().row() + step, 0), self.table.rowCount() - 1)
                self.list.setCurrentIndex(self.table.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Leave nothing behind."""
        super().done(result)
        self.deleteLater()

    def _show(self, typed: str) -> None:
        words = typed.strip()
        rows = matching(self._commands, words) if words else self._commands
        if words:
            said = self.translate("Search for “{words}”").format(words=words)
            rows = (*rows, Command(said, "", "search", lambda: self.search.emit(words)))
        self.table.show_rows(rows)
        self.list.setCurrentIndex(self.table.index(0, 0))

    def _do_chosen(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            command = self.table.command_at(index.row())
            self.accept()
            command.do()

    def _arrange(self) -> None:
        head = self.list.horizontalHeader()
        if head is not None:
            head.hide()
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            head.resizeSection(1, _KEY_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.list.setFixedHeight(_ROWS * grown(_ROW_HEIGHT, self.list) + 2 * self.list.frameWidth())
        self.setFixedWidth(_WIDTH)


def open_palette(commands: tuple[Command, ...], translate: Translate, look: Look, parent: QWidget) -> Palette:
    """Open the list near the top of a window, beside the running event loop."""
    made = Palette(commands, translate, look, parent)
    corner = parent.mapToGlobal(parent.rect().topLeft())
    made.move(corner.x() + (parent.width() - _WIDTH) // 2, corner.y() + _TOP)
    made.open()
    made.field.setFocus()
    return made
