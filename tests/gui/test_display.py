"""The call display: what is shown, how large, and what is heard."""

import shutil
import stat
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QSize
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clerk_app.gui.hall.application import display, hall_workplace
from clerk_app.gui.hall.display.screen import DisplayScreen
from clerk_app.gui.hall.voice import SystemVoice, chime
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import FrontdeskSettings, Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import call_next, recall
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.rights import ANYBODY
from tests.desks import APPLICANT, accepted
from tests.fakes.clock import StillClock


class Listening:
    """A voice that notes what it says."""

    def __init__(self, *, speaks: bool = True) -> None:
        self.speaks = speaks
        self.said: list[str] = []

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def close(self) -> None:
        pass


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication, clock: StillClock) -> Iterator[Workplace]:
    settings = Settings(
        home=str(tmp_path), language="en", frontdesk=FrontdeskSettings(notices=("Open till 5.",))
    )
    with hall_workplace(settings, qapp) as made:
        yield replace(made, desk=replace(made.desk, clock=clock))


@pytest.fixture
def official(place: Workplace) -> Desk:
    return replace(place.desk, actor=ANYBODY)


@pytest.fixture
def voice() -> Listening:
    return Listening()


@pytest.fixture
def screen(place: Workplace, voice: Listening, qtbot: QtBot) -> Iterator[DisplayScreen]:
    with display(place, voice) as made:
        made.resize(QSize(1920, 1080))
        made.show()
        yield made


def test_a_call_is_shown_large_and_spoken_once(
    screen: DisplayScreen, official: Desk, voice: Listening, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: screen.number.text() == "–")
    for _person in range(2):
        take_ticket(official, "A")
    call_next(official, "3")
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: screen.number.text() == "A001")
    assert screen.counter.text() == "Counter 3"
    call_next(official, "4")
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: screen.number.text() == "A002")
    assert [words.text() for words in screen.rows[0]] == ["A001", "Counter 3"]
    assert voice.said == [
        "Mời số a không không một, đến quầy số ba.",
        "Mời số a không không hai, đến quầy số bốn.",
    ]


def test_who_is_called_again_is_heard_again_and_shown_once(
    screen: DisplayScreen, official: Desk, voice: Listening, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: screen.number.text() == "–")
    take_ticket(official, "A")
    call_next(official, "3")
    recall(official, "3")
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: len(voice.said) == 2)
    assert screen.number.text() == "A001"
    assert screen.rows[0][0].text() == ""


def test_what_was_called_before_the_display_began_is_shown_and_not_spoken(
    place: Workplace, official: Desk, voice: Listening, qtbot: QtBot
) -> None:
    take_ticket(official, "A")
    call_next(official, "3")
    with display(place, voice) as made:
        qtbot.waitUntil(lambda: made.number.text() == "A001")
    assert voice.said == []


def test_another_machine_is_heard_without_asking(
    place: Workplace, official: Desk, voice: Listening, qtbot: QtBot
) -> None:
    """What another process committed comes by itself; the clock of SQLite's file tells of it."""
    with display(place, voice) as made:
        qtbot.waitUntil(lambda: made.number.text() == "–")
        take_ticket(official, "A")
        call_next(official, "3")
        qtbot.waitUntil(lambda: made.number.text() == "A001", timeout=15_000)


def test_calls_of_yesterday_are_not_shown(
    place: Workplace, official: Desk, clock: StillClock, voice: Listening, qtbot: QtBot
) -> None:
    take_ticket(official, "A")
    call_next(official, "3")
    clock.advance(timedelta(days=1))
    with display(place, voice) as made:
        qtbot.waitUntil(lambda: made.counter.text() != "")
        assert made.number.text() == "–"


@pytest.mark.parametrize("size", [QSize(1920, 1080), QSize(1366, 768), QSize(3840, 2160)])
def test_letters_grow_with_the_screen_and_nothing_is_cut(
    screen: DisplayScreen, official: Desk, qtbot: QtBot, size: QSize
) -> None:
    for _person in range(8):
        take_ticket(official, "M")
        call_next(official, "12")
    screen.resize(size)
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: screen.number.text() == "M008")
    assert screen.number.font().pixelSize() >= 0.2 * size.height()
    assert screen.rows[4][0].font().pixelSize() >= 0.06 * size.height()
    for words in screen.findChildren(QLabel):
        if words.text() and not words.wordWrap():
            assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width() + 1, words.text()


def test_an_upright_display_shows_the_newest_above_those_before(
    screen: DisplayScreen, official: Desk, qtbot: QtBot
) -> None:
    for _person in range(8):
        take_ticket(official, "M")
        call_next(official, "12")
    screen.resize(1080, 1920)
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: screen.number.text() == "M008")
    for words in screen.findChildren(QLabel):
        if words.text() and not words.wordWrap():
            assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width() + 1, words.text()
    assert screen.number.mapTo(screen, QPoint()).y() < screen.title.mapTo(screen, QPoint()).y()
    kinds = ("head", "number", "counter", "row", "title", "notice")
    upright = [screen.pixels(kind) for kind in kinds]
    screen.resize(1920, 1080)
    assert [screen.pixels(kind) for kind in kinds] == upright
    qtbot.waitUntil(lambda: screen.title.mapTo(screen, QPoint()).x() > screen.width() / 2)
    assert screen.title.mapTo(screen, QPoint()).x() > screen.number.mapTo(screen, QPoint()).x()


def test_no_name_of_anybody_is_on_the_display(screen: DisplayScreen, official: Desk, qtbot: QtBot) -> None:
    accepted(official)
    take_ticket(official, "A")
    call_next(official, "1")
    screen.presenter.refresh()
    qtbot.waitUntil(lambda: screen.number.text() == "A001")
    shown = " ".join(words.text() for words in screen.findChildren(QLabel))
    assert not any(part in shown for part in (*APPLICANT.full_name.split(), APPLICANT.id_number))


def test_a_computer_without_a_voice_says_so(place: Workplace, qtbot: QtBot) -> None:
    with display(place, Listening(speaks=False)) as made:
        assert made.notice.text() == "Open till 5."
        made._next_notice()
        assert "espeak-ng" in made.notice.text()


def test_the_voice_chimes_and_speaks_in_order(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    a_program(tmp_path / "aplay", f'echo "aplay $*" >> {heard}; cat >> {heard}.sounds')
    a_program(tmp_path / "espeak-ng", f'echo "espeak-ng $*" >> {heard}; cat')
    voice = SystemVoice(lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None)
    assert voice.speaks
    voice.say("Mời số một.")
    voice.say("Mời số hai.")
    voice.close()
    names = [line.split()[0] for line in heard.read_text().splitlines()]
    assert names == ["aplay", "espeak-ng", "aplay"] * 2
    assert "-v vi" in heard.read_text()
    said = Path(f"{heard}.sounds").read_bytes()
    assert said == chime() + "Mời số một.".encode() + chime() + "Mời số hai.".encode()


def test_a_voice_without_a_player_speaks_by_itself(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    a_program(tmp_path / "espeak-ng", f'echo "$*" > {heard}; cat >> {heard}')
    voice = SystemVoice(lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None)
    voice.say("Mời số một.")
    voice.close()
    arguments, said = heard.read_text("utf-8").split("\n")
    assert said == "Mời số một."
    assert "--stdout" not in arguments


def test_the_voice_of_the_system_says_numbers_in_vietnamese(tmp_path: Path) -> None:
    sounds = tmp_path / "sounds"
    a_program(tmp_path / "aplay", f"cat > {sounds}")
    voice = SystemVoice(lambda name: shutil.which(name) if name == "espeak-ng" else str(tmp_path / name))
    voice.say("Mời số A không một hai đến quầy ba.")
    voice.close()
    with wave.open(str(sounds)) as sound:
        spoken = sound.readframes(10 * sound.getframerate())
        assert len(spoken) > 2 * 2 * sound.getframerate(), "shorter than two seconds"
        assert len(set(spoken)) > 100


def a_program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_voice_that_fails_leaves_the_display_alone(tmp_path: Path) -> None:
    voice = SystemVoice(lambda _name: str(tmp_path / "gone"))
    voice.say("Mời số một.")
    voice.close()
    assert not SystemVoice(lambda _name: None).speaks


def test_the_chime_is_a_sound() -> None:
    with wave.open(BytesIO(chime())) as sound:
        assert 0.5 < sound.getnframes() / sound.getframerate() < 1.5
        assert len(set(sound.readframes(2000))) > 100
