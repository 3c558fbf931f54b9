"""Settings as they are shown, once every part was looked at."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.settings_file import read_settings
from clerk_app.workflow.setup_check import SetupPart
from tests.gui.test_window import press, window

__all__ = ["window"]
PATIENCE = 60_000


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> SettingsScreen:
    press(window, "railSettings")
    shown = window.screen_of("settings")
    assert isinstance(shown, SettingsScreen)
    qtbot.waitUntil(lambda: "Is being looked at …" not in states(shown), timeout=PATIENCE)
    return shown


def states(screen: SettingsScreen) -> list[str]:
    return [str(screen.parts.index(row, 2).data()) for row in range(screen.parts.rowCount())]


def choose(screen: SettingsScreen, part: SetupPart) -> None:
    screen.list.selectRow(list(SetupPart).index(part))


def picked(screen: SettingsScreen, name: str, row: int) -> None:
    box = screen.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(row)
    box.activated.emit(row)


def keys(screen: SettingsScreen, window: MainWindow, qtbot: QtBot, *pressed: str) -> None:
    """Press keys of the screen, each after what the one before it asked for is done."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for each in pressed:
        control = Qt.KeyboardModifier.ControlModifier
        shift = control | Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key.Key_Y if each == "Ctrl+Y" else Qt.Key.Key_Z
        window.notice.clear()
        qtbot.keyClick(screen, key, shift if "Shift" in each else control)
        qtbot.waitUntil(lambda: window.notice.notice is not None)


def kept_in(window: MainWindow, *paths: str) -> tuple[object, ...]:
    return tuple(read_settings(window.place.desk.folders.settings, paths).values())
