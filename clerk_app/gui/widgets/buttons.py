"""Buttons that are actions: each with a name, keys, an accessible name and a tooltip."""

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QStyleOptionButton, QWidget

from clerk_app.gui.widgets.growing import grown

_GAP = "\u2009"
"""A thin space."""


class ActionButton(QPushButton):
    """One action.

    Args:
        name: object name, for tests and style.
        keys: shortcuts; the tooltip shows the first.
        role: "primary", "quiet", "rail" or plain.
        icon_pixels: the side of its icon, at our own size of text.
        owns_keys: False where the window answers to the key on every screen; the button only shows it.
    """

    def __init__(
        self,
        name: str,
        *keys: str,
        role: str = "",
        icon_pixels: int = 16,
        parent: QWidget | None = None,
        owns_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._keys, self._owns_keys = keys, owns_keys
        self.picture = ""
        """Name of its icon in a list of commands."""
        self._icon_pixels = icon_pixels
        self._grow()
        if role:
            self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        for more in keys[1:]:
            QShortcut(QKeySequence(more), self).activated.connect(self.click)

    def changeEvent(self, event: QEvent | None) -> None:
        """Let the icon grow with the text."""
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.FontChange:
            self._grow()

    def initStyleOption(self, option: QStyleOptionButton | None) -> None:
        """Draw the words a little away from the icon: Qt's own gap is fixed, and too narrow."""
        super().initStyleOption(option)
        if option is not None and option.text and not option.icon.isNull():
            option.text = f"{_GAP}{option.text}"

    def sizeHint(self) -> QSize:
        """Return the size with that gap."""
        hint = super().sizeHint()
        if self.text() and not self.icon().isNull():
            hint.setWidth(hint.width() + self.fontMetrics().horizontalAdvance(_GAP))
        return hint

    def _grow(self) -> None:
        side = grown(self._icon_pixels, self)
        self.setIconSize(QSize(side, side))

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
