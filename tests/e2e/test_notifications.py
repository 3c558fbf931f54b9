"""The desktop shows what happened, without a tray; where nobody shows messages, the tray does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.told import TEXT


def told(folder: Path, *options: str) -> dict[str, Any]:
    file = folder / "told.json"
    played = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.e2e.told", str(file), *options],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert played.returncode == 0, played.stderr[-3000:]
    return dict(json.loads(file.read_text("utf-8")))


def test_the_desktop_shows_a_message_and_a_click_on_it_wants_the_window(tmp_path: Path) -> None:
    found = told(tmp_path)
    signature, program, _replaces, icon, summary, body, actions, _hints, _time = found["desktop"]
    assert signature == "susssasa{sv}i"
    assert (program, icon, summary, body) == ("Clerk", "clerk", TEXT, "")
    assert actions == ["default", ""]
    assert found["clicks"] == 1
    assert found["tray"] == []


def test_where_nobody_shows_messages_the_tray_does(tmp_path: Path) -> None:
    assert told(tmp_path, "--deaf") == {"desktop": [], "clicks": 0, "tray": [TEXT]}
