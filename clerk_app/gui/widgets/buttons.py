"""Buttons that are actions: each with a name, keys, an accessible name and a tooltip."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class ActionButton(QPushButton):
    """One action.

    Args:
        name: object name, for tests and style.
        keys: shortcuts; the tooltip shows the first.
        role: "primary", "quiet", "rail" or plain.
        owns_keys: False where the window answers to the key on every screen; the button only shows it.
    """

    def __init__(
        self,
        name: str,
        *keys: str,
        role: str = "",
        parent: QWidget | None = None,
        owns_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._keys, self._owns_keys = keys, owns_keys
        if role:
            self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        for more in keys[1:]:
            QShortcut(QKeySequence(more), self).activated.connect(self.click)

    @property
    def key(self) -> str:
        """Return its first shortcut, as people read it."""
        return QKeySequence(*self._keys[:1]).toString(QKeySequence.SequenceFormat.NativeText)

    def say(self, text: str, tip: str = "", *, shown: bool = True) -> None:
        """Name the action in the clerk's language.

        Args:
            text: its name.
            tip: what it does, where the name does not say it all.
            shown: False where the icon speaks for itself.
        """
        self.setText(text.replace("&", "&&") if shown else "")
        self.setAccessibleName(text)
        if self._keys and self._owns_keys:
            self.setShortcut(QKeySequence(self._keys[0]))  # setText takes it away
        self.setToolTip(f"{tip or text} ({self.key})" if self.key else tip or text)


def answers(leave: ActionButton, go_on: ActionButton) -> QHBoxLayout:
    """Return the row of a dialog's two answers, the one that goes on at the right."""
    leave.setMinimumHeight(44)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(leave)
    row.addWidget(go_on)
    return row
