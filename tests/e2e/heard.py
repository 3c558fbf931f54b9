"""What a screen reader hears of a window: ``python -m tests.e2e.heard HOME`` writes ``HOME/heard.json``.

The real window on a real screen; a thread beside it asks the accessibility bus (AT-SPI), as a screen reader
does, for everything that can have the focus. Names and roles are those that Qt's interface answers there.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.application import window
from clerk_app.gui.places import DOSSIER, INTAKE, PLACES
from clerk_app.settings import Settings
from storage.model import DossierCode
from tests.desks import accepted
from tests.gui.clerk_at_work import ClerkAtWork

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_FOCUSABLE, _SHOWING = 11, 25
"""Numbers of states in atspi-constants.h."""

HEARD = "heard.json"
_NOT_WALKED = {"table", "combo box"}
_SECONDS = 10


class Listener:
    """Asks the accessibility bus; every answer comes from the window's own thread."""

    def __init__(self) -> None:
        session = open_dbus_connection("SESSION")
        told = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session.send_and_get_reply(new_method_call(told, "GetAddress"), timeout=_SECONDS)
        session.close()
        self._bus: DBusConnection = open_dbus_connection(str(reply.body[0]))

    def hear(self) -> list[dict[str, str]]:
        """Return name and role of everything in this program that is shown and can have the focus."""
        desktop = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        mine = [each for each in self._ask(desktop, "GetChildren")[0] if self._process(each) == os.getpid()]
        return [thing for program in mine for thing in self._walk(program)]

    def _walk(self, thing: tuple[str, str]) -> Iterator[dict[str, str]]:
        """Walk through what is shown, but not through the cells of a table or what can be chosen in a box."""
        low, _high = self._ask(thing, "GetState")[0]
        role = str(self._ask(thing, "GetRoleName")[0])
        is_showing = bool(low & (1 << _SHOWING))
        if is_showing and low & (1 << _FOCUSABLE):
            yield {"name": self._name(thing), "role": role}
        if role == "application" or (is_showing and role not in _NOT_WALKED):
            for child in self._ask(thing, "GetChildren")[0]:
                yield from self._walk(child)

    def _name(self, thing: tuple[str, str]) -> str:
        address = DBusAddress(thing[1], thing[0], _ACCESSIBLE)
        reply = self._bus.send_and_get_reply(Properties(address).get("Name"), timeout=_SECONDS)
        return str(reply.body[0][1])

    def _process(self, thing: tuple[str, str]) -> int:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        asked = new_method_call(bus, "GetConnectionUnixProcessID", "s", (thing[0],))
        return int(self._bus.send_and_get_reply(asked, timeout=_SECONDS).body[0])

    def _ask(self, thing: tuple[str, str], method: str) -> Any:
        address = DBusAddress(thing[1], thing[0], _ACCESSIBLE)
        return self._bus.send_and_get_reply(new_method_call(address, method), timeout=_SECONDS).body


def _work(clerk: ClerkAtWork, code: DossierCode, hear: Callable[[str], None]) -> None:
    """Take a dossier from the scanner to its decision, and listen at every step."""
    clerk.window.open_dossier(code)
    clerk.wait_for("the dossier", lambda: clerk.window.case is not None and clerk.case.current is not None)
    clerk.wait_for_step("scan")
    hear("scan")
    clerk.scan_component()
    hear("scanned")
    clerk.press_primary()
    clerk.scan_component()
    clerk.press_primary()
    clerk.wait_for_review()
    hear("review")
    clerk.press_primary()
    clerk.wait_for_step("sign")
    clerk.wait_for_place()
    hear("sign")
    clerk.press_primary()
    clerk.wait_for_pin()
    hear("pin")
    clerk.type_pin()
    clerk.wait_for_paper()
    hear("sent")
    clerk.press_primary()
    clerk.wait_for_step("decision")
    clerk.wait_for_rest()
    hear("decision")
    clerk.draft()
    hear("drafted")


STEPS = ("scan", "scanned", "review", "sign", "pin", "sent", "decision", "drafted")


def main(home: Path) -> None:
    """Go to every place, to the intake, and through the steps of a dossier; tell what is heard there."""
    application = QApplication(sys.argv[:1])
    with (
        window(Settings(home=str(home), language="vi"), application) as shown,
        ThreadPoolExecutor(1) as beside,
    ):
        shown.show()
        clerk = ClerkAtWork(shown, seconds=60)
        code = accepted(clerk.desk).code
        clerk.wait_for_lights()
        listener = beside.submit(Listener)
        clerk.wait_for("the accessibility bus", listener.done)
        told = {}

        def hear(name: str) -> None:
            heard = beside.submit(listener.result().hear)
            clerk.wait_for(name, heard.done)
            told[name] = heard.result()

        for name in (*(place.name for place in PLACES), INTAKE):
            shown.show_dossier(code) if name == DOSSIER else shown.go_to(name)
            clerk.pause()
            hear(name)
        _work(clerk, code, hear)
        shown.close()
    (home / HEARD).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
