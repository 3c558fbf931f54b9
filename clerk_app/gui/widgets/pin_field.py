"""A field for a PIN: what is typed lives in bytes that can be wiped, the field itself holds only dots."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QContextMenuEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from signing.keys.port import wipe

LONGEST = 64
_DOT = "●"


class PinField(QLineEdit):
    """Collects key presses; no input method, no clipboard, no undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = bytearray(4 * LONGEST)  # never grows: growing would leave a copy behind
        self._lengths: list[int] = []
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptDrops(False)

    def take(self) -> bytearray:
        """Hand over what was typed, for the receiver to wipe, and forget it."""
        taken = self._typed[: sum(self._lengths)]
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Overwrite what was typed."""
        wipe(self._typed)
        self._lengths.clear()
        self._show()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self._lengths

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take letters and backspace; leave everything else to the dialog."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Backspace:
            self._rub_out()
        elif event.text().isprintable() and event.text() and not _is_command(event):
            self._put(event.text())
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Offer no clipboard."""
        if event:
            event.accept()

    def _put(self, text: str) -> None:
        encoded = text.encode()
        start = sum(self._lengths)
        if len(self._lengths) < LONGEST and start + len(encoded) <= len(self._typed):
            self._typed[start : start + len(encoded)] = encoded
            self._lengths.append(len(encoded))
            self._show()

    def _rub_out(self) -> None:
        if self._lengths:
            last = self._lengths.pop()
            start = sum(self._lengths)
            self._typed[start : start + last] = bytes(last)
            self._show()

    def _show(self) -> None:
        self.setText(_DOT * len(self._lengths))


def _is_command(event: QKeyEvent) -> bool:
    held = event.modifiers()
    return bool(held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
