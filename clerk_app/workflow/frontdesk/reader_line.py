"""A code reader on a serial line: where it is plugged in, and what its bytes say."""

import os
import re
from pathlib import Path

AUTO = "auto"
"""Instead of a port's name: whatever USB reader is plugged in first."""

UNREADABLE = "\0"
"""Stands for a code that is too long or no text: nothing of ours, and said as such."""

_DEVICES = Path("/dev")
_KINDS = ("ttyACM*", "ttyUSB*")
_ENDS = re.compile(rb"[\r\n\x03]+")
_FRAME = b"\x02\x00 "
"""What some readers put before a code: start of text, and nothing."""
_LONGEST = 4096


def reader_port(named: str, devices: Path = _DEVICES) -> str:
    """Return the device of the reader that the settings name; empty where there is none."""
    if named != AUTO:
        return named
    found = (each for kind in _KINDS for each in sorted(devices.glob(kind)))
    return str(next(found, ""))


def is_plugged_in(named: str, devices: Path = _DEVICES) -> bool:
    """Tell whether the reader that the settings name is there, and this account may read from it."""
    port = reader_port(named, devices)
    return bool(port) and os.access(port, os.R_OK)


class ReaderLines:
    """Cuts what arrives into codes: at the end of a line, or where nothing more comes."""

    def __init__(self) -> None:
        self._left = b""
        self._is_too_long = False

    def feed(self, data: bytes) -> tuple[str, ...]:
        """Take bytes as they come; return the codes that are whole now."""
        *whole, self._left = _ENDS.split(self._left + data)
        codes = [self._code(each) for each in whole]
        if len(self._left) > _LONGEST:
            self._left, self._is_too_long = b"", True
        return tuple(filter(None, codes))

    def end(self) -> tuple[str, ...]:
        """Return what came last: some readers end a code by falling silent."""
        return self.feed(b"\n")

    def _code(self, line: bytes) -> str:
        is_too_long, self._is_too_long = self._is_too_long or len(line) > _LONGEST, False
        if is_too_long:
            return UNREADABLE
        try:
            return line.strip(_FRAME).decode("utf-8")
        except UnicodeDecodeError:
            return UNREADABLE
