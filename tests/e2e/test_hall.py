"""The screens of the hall as programs: begun, seen alive, ended by a signal and by nothing else."""

import configparser
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from resources import resource
from storage.clock import SystemClock
from storage.database import Storage
from tests.conftest import ROOT
from tests.servers import missing

_PATIENCE_SECONDS = 60
_WATCH = """
import os, sys
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from clerk_app.cli.main import main
application = QApplication([])
QTimer.singleShot(0, lambda: print("shown", flush=True))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", [("kiosk",), ("display", "--silent")])
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_screen_of_the_hall_ends_by_a_signal(tmp_path: Path, command: tuple[str, ...], ending: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    program = [sys.executable, "-c", _WATCH, "--home", str(tmp_path), *command]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        process.send_signal(ending)
        assert process.wait(_PATIENCE_SECONDS) == 0
    assert (tmp_path / "clerk.sqlite").exists()
    Storage.open(tmp_path, clock=SystemClock()).close()


def test_the_session_of_the_kiosk_is_whole() -> None:
    script = resource("kiosk", "clerk-kiosk.sh")
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(resource("kiosk", "clerk-kiosk.desktop").read_text("utf-8"))
    assert entry["Desktop Entry"]["Exec"] == "/usr/local/bin/clerk-kiosk"


def test_the_session_begins_the_kiosk_anew_when_it_ends(tmp_path: Path) -> None:
    """Every program of the session is one that notes that it was called."""
    notes = tmp_path / "notes"
    for name in ("setxkbmap", "xmodmap", "xset", "sleep", "clerk"):
        program = tmp_path / name
        stop = f'[ "$(grep -c ^clerk {notes})" -lt 3 ] || kill $PPID\n' if name == "sleep" else ""
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> {notes}\n{stop}')
        program.chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    subprocess.run([resource("kiosk", "clerk-kiosk.sh")], env={"PATH": path}, timeout=_PATIENCE_SECONDS)
    lines = notes.read_text().splitlines()
    assert lines.count("clerk kiosk") == 3
    assert lines[0] == "setxkbmap -option  -option srvrkeys:none"


def test_the_kiosk_fills_an_x_session_without_a_window_manager(tmp_path: Path) -> None:
    if shutil.which("xvfb-run") is None:
        missing("xvfb is not installed (Debian: xvfb)")
    program = (
        "import sys\n"
        "from PyQt6.QtCore import QTimer\n"
        "from PyQt6.QtWidgets import QApplication\n"
        "from clerk_app.gui.hall.application import run_kiosk\n"
        "from clerk_app.settings import Settings\n"
        "application = QApplication([])\n"
        "def look():\n"
        "    shown = [each for each in application.topLevelWidgets() if each.isVisible()]\n"
        "    if len(shown) == 1 and shown[0].isActiveWindow():\n"
        "        print(shown[0].width(), shown[0].height(), shown[0].isFullScreen(), flush=True)\n"
        "        application.exit(0)\n"
        "timer = QTimer(); timer.timeout.connect(look); timer.start(100)\n"
        "sys.exit(run_kiosk(Settings(home=sys.argv[1]), screen=None))\n"
    )
    command = ["xvfb-run", "-a", "-s", "-screen 0 1080x1920x24", sys.executable, "-c", program, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, env=environment)
    assert (done.returncode, done.stdout.split()) == (0, ["1080", "1920", "True"])
