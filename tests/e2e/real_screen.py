"""A real X screen with a window manager, and hands that move its mouse and press its keys."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PyQt6.QtCore import QEventLoop, QProcess, Qt
from PyQt6.QtWidgets import QApplication, QWidget

_SIZE = "1366x768x24"
_SECONDS = 20


@contextmanager
def real_screen() -> Iterator[str]:
    """Yield the name of a new display on which a window manager works."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SIZE, "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        stack.callback(_ended, server)
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL
        )
        stack.callback(_ended, manager)
        yield display


class Hands:
    """Moves the mouse and presses keys as the X server's own devices do; nothing is told to a widget."""

    def click(self, widget: QWidget) -> None:
        """Move the mouse to the middle of a widget, and click."""
        middle = widget.mapToGlobal(widget.rect().center())
        _do("mousemove", str(middle.x()), str(middle.y()), "click", "1")

    def press(self, *keys: str) -> None:
        """Press keys one after another, as X calls them: Return, ctrl+t, alt+F4."""
        _do("key", *keys)

    def type(self, text: str) -> None:
        """Type into whatever has the focus; only letters that keys have, for others want an input method."""
        _do("type", "--delay", "20", text)


def focused() -> str:
    """Return the object name of what has the focus."""
    focus = QApplication.focusWidget()
    return focus.objectName() if focus else ""


def is_in_front(window: QWidget) -> bool:
    return bool(window.isActiveWindow() and window.windowState() != Qt.WindowState.WindowMinimized)


def _do(*arguments: str) -> None:
    """Run the hands while the window works: it hears of a key's meaning before the key."""
    process, loop = QProcess(), QEventLoop()
    process.finished.connect(loop.quit)
    process.start("xdotool", arguments)
    loop.exec()
    assert process.exitStatus() is QProcess.ExitStatus.NormalExit
    assert process.exitCode() == 0, process.readAllStandardError().data()


def _ended(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(_SECONDS)
