"""What a desktop is told: ``python -m tests.e2e.told FILE [--deaf]``, inside a session bus of its own.

A tiny service shows messages, as the one of a desktop does, and clicks on the first; ``--deaf`` starts none.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from clerk_app.gui.model import Words
from clerk_app.gui.notifier import Notifier

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_NUMBER = 7
_MOST_MS = 20_000
TEXT = "Accepted by the portal: 2"


class Desktop:
    """Shows one message, remembers it, and clicks on it."""

    def __init__(self) -> None:
        self.shown: list[object] = []
        self._bus = open_dbus_connection("SESSION")
        self._bus.send_and_get_reply(message_bus.RequestName(_NAME))

    def serve(self) -> None:
        while not self.shown:
            call = self._bus.receive()
            fields = call.header.fields
            if fields.get(HeaderFields.member) == "Notify":
                self.shown = [fields[HeaderFields.signature], *call.body]
                self._bus.send(new_method_return(call, "u", (_NUMBER,)))
                self._click(_NUMBER)

    def _click(self, number: int) -> None:
        ours = DBusAddress(_PATH, _NAME, _NAME)
        self._bus.send(new_signal(ours, "ActionInvoked", "us", (number, "default")))


def main(file: Path, *, is_deaf: bool) -> None:
    """Tell one message; write what the desktop got, how often the window was wanted, what the tray got."""
    application = QApplication(sys.argv[:1])
    desktop = None if is_deaf else Desktop()
    if desktop is not None:
        threading.Thread(target=desktop.serve, daemon=True).start()
    window, loop, clicks, tray = QWidget(), QEventLoop(), list[int](), list[str]()
    notifier = Notifier(window)

    def show_message(_tray: object, _title: str, text: str, _icon: object) -> None:
        tray.append(text)
        loop.quit()

    def want() -> None:
        clicks.append(1)
        loop.quit()

    trays: Any = QSystemTrayIcon
    trays.isSystemTrayAvailable, trays.showMessage = staticmethod(lambda: True), show_message
    notifier.wanted.connect(want)
    QTimer.singleShot(_MOST_MS, loop.quit)
    notifier.tell(Words(TEXT))
    loop.exec()
    told = {"desktop": desktop.shown if desktop else [], "clicks": len(clicks), "tray": tray}
    file.write_text(json.dumps(told), "utf-8")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_deaf="--deaf" in sys.argv)
