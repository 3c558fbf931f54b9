"""Tells the desktop what happened while the window is not in front."""

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from clerk_app.gui.model import Tone, Words

_ICONS = {
    Tone.CALM: QSystemTrayIcon.MessageIcon.Information,
    Tone.GOOD: QSystemTrayIcon.MessageIcon.Information,
    Tone.DOUBT: QSystemTrayIcon.MessageIcon.Warning,
    Tone.WRONG: QSystemTrayIcon.MessageIcon.Critical,
}


class Notifier(QObject):
    """Shows short messages; they name codes and counts, never people, as everybody sees the desktop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None

    def tell(self, words: Words) -> bool:
        """Tell something, unless the window is in front; return whether it was told."""
        if self._window.isActiveWindow():
            return False
        QApplication.alert(self._window)
        tray = self._shown_tray()
        if tray is not None:
            tray.showMessage(self._window.windowTitle(), words.text, _ICONS[words.tone])
        return True

    def _shown_tray(self) -> QSystemTrayIcon | None:
        """Return our place in the desktop's tray, None where it has none; it appears when it is needed."""
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
            self._tray.show()
        return self._tray
