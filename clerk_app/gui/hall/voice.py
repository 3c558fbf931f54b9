"""A chime and a voice, by the programs of the system, one call after the other on a thread of its own."""

import io
import logging
import math
import shutil
import subprocess
import threading
import wave
from array import array
from collections.abc import Callable
from functools import cache
from queue import SimpleQueue
from typing import Protocol

_log = logging.getLogger(__name__)
_SPEAKER = "espeak-ng"
_PLAYERS = ("aplay", "paplay", "pw-play")
_SPEED, _SECONDS = "135", 30
_RATE = 22_050
_NOTES = ((880.0, 0.25), (659.3, 0.45))
"""The two tones of the chime: frequency in hertz, length in seconds."""
_LOUD = 12_000


class Voice(Protocol):
    """Says sentences in Vietnamese."""

    speaks: bool

    def say(self, sentence: str) -> None:
        """Say a sentence when those before it are said."""

    def close(self) -> None:
        """Say nothing any more."""


class Silence:
    """Says nothing, because nobody wants it."""

    speaks = True

    def say(self, sentence: str) -> None:
        """See `Voice`."""

    def close(self) -> None:
        """See `Voice`."""


class SystemVoice:
    """Chimes and speaks through the first player that is installed; without one espeak-ng plays itself."""

    def __init__(self, find: Callable[[str], str | None] = shutil.which) -> None:
        self._speaker = find(_SPEAKER)
        self._player = next(filter(None, map(find, _PLAYERS)), None)
        self.speaks = self._speaker is not None
        self._wanted: SimpleQueue[str | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def say(self, sentence: str) -> None:
        """See `Voice`."""
        self._wanted.put(sentence)

    def close(self) -> None:
        """See `Voice`; what is being said is said to its end."""
        self._wanted.put(None)
        self._thread.join(_SECONDS)

    def _run(self) -> None:
        while (sentence := self._wanted.get()) is not None:
            self._play(chime())
            if self._speaker:
                speak = [self._speaker, "-v", "vi", "-s", _SPEED, "--stdin"]
                if self._player:
                    self._play(_run_program([*speak, "--stdout"], sentence.encode()))
                else:
                    _run_program(speak, sentence.encode())

    def _play(self, sound: bytes) -> None:
        if self._player and sound:
            _run_program([self._player, *_from_input(self._player)], sound)


def _from_input(player: str) -> list[str]:
    """Return how a player is told to read its standard input."""
    return ["-q", "-"] if player.endswith("aplay") and not player.endswith("paplay") else ["/dev/stdin"]


def _run_program(command: list[str], data: bytes) -> bytes:
    """Return what the program gives; a hall without sound still has its display: a failure is logged only."""
    try:
        done = subprocess.run(command, input=data, check=True, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("no sound: %s", type(error).__name__)
        return b""
    return done.stdout


@cache
def chime() -> bytes:
    """Return the chime as WAV: two tones that die away."""
    samples = array("h")
    for frequency, seconds in _NOTES:
        count = round(seconds * _RATE)
        for number in range(count):
            loud = _LOUD * (1 - number / count)
            samples.append(round(loud * math.sin(2 * math.pi * frequency * number / _RATE)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()
