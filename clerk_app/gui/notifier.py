"""Tells the desktop what happened while the window is not in front."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from clerk_app.gui.model import Tone, Words

if TYPE_CHECKING:
    from clerk_app.gui.desktop_bus import DesktopBus

_ICONS = {
    Tone.CALM: QSystemTrayIcon.MessageIcon.Information,
    Tone.GOOD: QSystemTrayIcon.MessageIcon.Information,
    Tone.DOUBT: QSystemTrayIcon.MessageIcon.Warning,
    Tone.WRONG: QSystemTrayIcon.MessageIcon.Critical,
}


class Notifier(QObject):
    """Shows short messages; they name codes and counts, never people, as everybody sees the desktop.

    The desktop's own messages come first, as they need no tray; where nobody shows those, the tray does.
    `wanted` tells that somebody clicked on one, and wants the window.
    """

    wanted = pyqtSignal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bus: DesktopBus | None = None
        self._tray: QSystemTrayIcon | None = None
        self.wanted.connect(window.activateWindow)

    def tell(self, words: Words) -> bool:
        """Tell something, unless the window is in front; return whether it was told."""
        if self._window.isActiveWindow():
            return False
        QApplication.alert(self._window)
        self._desktop().show(words.text, lambda: self._show_in_tray(words))
        return True

    def _desktop(self) -> "DesktopBus":
        """Return the way to the desktop, which is made when it is needed."""
        from clerk_app.gui.desktop_bus import DesktopBus  # most windows never tell anything

        if self._bus is None:
            self._bus = DesktopBus(self)
            self._bus.clicked.connect(self.wanted)
        return self._bus

    def _show_in_tray(self, words: Words) -> None:
        tray = self._shown_tray()
        if tray is not None:
            tray.showMessage(self._window.windowTitle(), words.text, _ICONS[words.tone])

    def _shown_tray(self) -> QSystemTrayIcon | None:
        """Return our place in the desktop's tray, None where it has none; it appears when it is needed."""
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self.wanted)
            self._tray.show()
        return self._tray
