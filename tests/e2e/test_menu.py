"""The start script puts Clerk into the desktop's menu, and takes it away; a second start joins the first."""

import os
import subprocess
import sys
from pathlib import Path

from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.one_window import OneWindow
from tests.conftest import ROOT


def run(word: str, shared: Path) -> None:
    surroundings = {**os.environ, "XDG_DATA_HOME": str(shared)}
    subprocess.run(["sh", str(ROOT / "run"), word], env=surroundings, check=True, capture_output=True)


def test_clerk_is_in_the_menu_until_it_is_taken_away(tmp_path: Path) -> None:
    entry = tmp_path / "applications" / "clerk.desktop"
    picture = tmp_path / "icons" / "hicolor" / "scalable" / "apps" / "clerk.svg"
    run("install", tmp_path)
    lines = entry.read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert f'Exec="{ROOT}/run" window --open %f' in lines
    assert "currentColor" not in picture.read_text("utf-8")
    run("uninstall", tmp_path)
    assert not entry.exists()
    assert not picture.exists()


def test_a_second_program_hands_over_and_ends(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    first = OneWindow(tmp_path)
    assert first.claim()
    first.begin()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "clerk_app", "--home", str(tmp_path), "--open", "1.001193"]
    with qtbot.waitSignal(first.given, timeout=60_000) as given:
        second = subprocess.Popen(command, env=surroundings, cwd=ROOT)
    assert given.args == ["1.001193"]
    assert second.wait(60) == 0
    first.close()
