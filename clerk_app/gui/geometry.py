"""The window opens where it was, as large as it was, and never larger than its screen."""

import math
import os
import sys
from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QApplication, QWidget

LEAST = QSize(1092, 600)
"""Of the window, in logical pixels: 1366 x 768 enlarged by a quarter."""
_SCALE, _FITTED = "QT_SCALE_FACTOR", "CLERK_FITTED"

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


def fitting_scale(available: QSize, scale: float) -> float | None:
    """Return the largest scale at which the least window fits its screen; None where it does.

    Args:
        available: the screen without its panels, in logical pixels of the scale that holds.
        scale: the one that was asked for beside the system's own.
    """
    fits = min(available.width() / LEAST.width(), available.height() / LEAST.height())
    return None if fits >= 1 else math.floor(scale * fits * 100) / 100


def begin_again_smaller(application: QApplication) -> None:
    """Begin the program again, less enlarged, where the system enlarges the window beyond its screen.

    Qt takes a scale at the start only. Called before anything is open; it does nothing a second time.
    """
    screen = application.primaryScreen()
    if screen is None or application.platformName() == "offscreen" or _FITTED in os.environ:
        return
    scale = fitting_scale(screen.availableGeometry().size(), float(os.environ.get(_SCALE) or 1))
    if scale is not None:
        environment = os.environ | {_SCALE: f"{scale:.2f}", _FITTED: "1"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - itself
