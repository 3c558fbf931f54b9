"""One window for each home: the second start hands over, and the first comes to the front."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.geometry import bring_back, fill_small_screen, keep_geometry
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.notifier import Notifier
from clerk_app.gui.one_window import OneWindow, socket_of
from clerk_app.gui.screens.verify.screen import VerifyScreen
from tests.desks import accepted


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[OneWindow]:
    made = OneWindow(tmp_path)
    assert made.claim()
    yield made
    made.close()


def second(home: Path, text: str) -> list[bool]:
    """Start another program on a home, on a thread of its own; return what it was told, once it is told."""
    told: list[bool] = []

    def start() -> None:
        other = OneWindow(home)
        told.append(other.claim() or other.hand_over(text))

    threading.Thread(target=start).start()
    return told


def test_a_second_start_hands_over_what_it_was_given(first: OneWindow, qtbot: QtBot, tmp_path: Path) -> None:
    first.begin()
    with qtbot.waitSignal(first.given) as given:
        told = second(tmp_path, "H92.01.13-261126-0001")
    assert given.args == ["H92.01.13-261126-0001"]
    qtbot.waitUntil(lambda: told == [True])


def test_what_comes_before_there_is_a_window_waits_for_it(
    first: OneWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    told = second(tmp_path, "tài liệu.pdf")
    qtbot.waitUntil(lambda: told == [True])
    with qtbot.waitSignal(first.given) as given:
        first.begin()
    assert given.args == ["tài liệu.pdf"]


def test_a_second_window_cannot_claim_the_home_until_the_first_is_gone(
    first: OneWindow, tmp_path: Path
) -> None:
    other = OneWindow(tmp_path)
    assert not other.claim()
    first.close()
    assert other.claim()
    other.close()


def test_a_first_window_that_does_not_answer_is_told(qapp: QApplication, tmp_path: Path) -> None:
    assert not OneWindow(tmp_path).hand_over("anything", patience_seconds=0)


def test_a_home_with_a_long_path_has_a_window_too(tmp_path: Path) -> None:
    assert socket_of(tmp_path / ("x" * 120)).startswith("clerk-")


def test_a_code_that_was_handed_over_opens_its_dossier(shown: MainWindow, qtbot: QtBot) -> None:
    dossier = accepted(shown.place.desk)
    shown.showMinimized()
    shown.take_given(dossier.code)
    assert not shown.isMinimized()
    screen = shown.screen_of("dossier")
    qtbot.waitUntil(screen.isVisible)


def test_a_file_that_was_handed_over_is_checked(shown: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"no pdf")
    shown.take_given(str(tmp_path / "paper.pdf"))
    screen = shown.screen_of("verify")
    assert isinstance(screen, VerifyScreen)
    qtbot.waitUntil(screen.isVisible)


def test_a_locked_window_stays_away(shown: MainWindow) -> None:
    shown.hide()
    shown.take_given("")
    assert not shown.isVisible()


def test_the_window_opens_as_large_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    before, after = QWidget(), QWidget()
    for widget in (before, after):
        qtbot.addWidget(widget)
    before.resize(640, 480)
    keep_geometry(before, tmp_path / "geometry")
    assert bring_back(after, tmp_path / "geometry")
    assert (after.width(), after.height()) == (640, 480)
    assert not bring_back(after, tmp_path / "nothing")


def test_the_desktop_is_told_only_while_the_window_is_not_in_front(shown: MainWindow, qtbot: QtBot) -> None:
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    assert not Notifier(shown).tell(Words("done", Tone.GOOD))
    shown.hide()
    qtbot.waitUntil(lambda: not shown.isActiveWindow())
    assert Notifier(shown).tell(Words("done", Tone.GOOD))


def test_what_the_portal_said_is_counted(shown: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(shown.notifier, "tell", lambda words: told.append(words.text))
    shown.portal_answered(2, 1)
    shown.portal_answered(0, 0)
    assert told == ["Refused by the portal: 1", "Accepted by the portal: 2"]


@pytest.mark.parametrize(("left", "fills"), [(0, True), (200, False)])
def test_a_window_too_high_for_its_screen_with_its_title_fills_it(
    qtbot: QtBot, qapp: QApplication, left: int, fills: bool
) -> None:
    made, screen = QWidget(), qapp.primaryScreen()
    qtbot.addWidget(made)
    assert screen is not None
    made.resize(400, screen.availableGeometry().height() - left)
    fill_small_screen(made)
    assert made.isMaximized() is fills
