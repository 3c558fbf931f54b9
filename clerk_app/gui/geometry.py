"""The window opens where it was, as large as it was."""

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

_FRAME_PIXELS = 40
"""Of a title bar, which nobody knows the height of before the window is shown."""


def keep_geometry(window: QWidget, file: Path) -> None:
    """Remember where the window is; a disk that is full is no reason to stay open."""
    try:
        file.write_bytes(window.saveGeometry().data())
    except OSError:
        return


def bring_back(window: QWidget, file: Path) -> bool:
    """Put the window where it was, on a screen that is there; False where nothing usable is remembered."""
    try:
        return window.restoreGeometry(file.read_bytes())
    except OSError:
        return False


def fill_small_screen(window: QWidget) -> None:
    """Let a window that would reach over its screen, title bar included, fill it instead."""
    screen = window.screen()
    if screen is not None and screen.availableGeometry().height() < window.height() + _FRAME_PIXELS:
        window.setWindowState(Qt.WindowState.WindowMaximized)
