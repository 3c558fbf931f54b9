"""A screen reader finds a name and a role on everything the keyboard reaches, in every place and step."""

import json
import os
import subprocess
import sys
from pathlib import Path

from clerk_app.gui.places import PLACES
from clerk_app.i18n import translator
from tests.authorities import with_authority
from tests.e2e.heard import HEARD, STEPS
from tests.e2e.real_screen import real_screen

_NO_ROLES = {"", "unknown", "invalid", "filler"}
"""What Qt answers for a widget that is nothing to a screen reader."""

_SCROLLED = {"The document", "The signatures", "Papers"}
"""Areas that are scrolled by keys: Qt knows no role for them, and PyQt none to give; their name is read."""

_PARTS = {"push button", "check box", "combo box", "table"}
"""What every place has of: buttons, the rail, a choice of language; most a table."""


def test_everything_that_the_keyboard_reaches_has_a_name_for_a_screen_reader(tmp_path: Path) -> None:
    without = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    home = str(with_authority(tmp_path))
    with real_screen() as display:
        played = subprocess.run(
            [
                "dbus-run-session",
                "--",
                sys.executable,
                "-m",
                "tests.e2e.heard",
                home,
            ],
            env=without | {"DISPLAY": display, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
            capture_output=True,
            text=True,
            timeout=200,
        )
    assert played.returncode == 0, played.stderr[-3000:]
    heard = json.loads((tmp_path / HEARD).read_text("utf-8"))
    assert heard.keys() == {*(place.name for place in PLACES), "intake", *STEPS}
    unnamed = {
        (place, thing["role"])
        for place, things in heard.items()
        for thing in things
        if not thing["name"].strip()
    }
    assert unnamed == set()
    nothing = {thing["name"] for things in heard.values() for thing in things if thing["role"] in _NO_ROLES}
    assert nothing <= {translator("vi")(name) for name in _SCROLLED}
    assert {thing["role"] for things in heard.values() for thing in things} >= _PARTS
