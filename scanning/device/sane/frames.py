"""Read a page from an open device, line by line.

python-sane gives a page only when it is whole, mixes up frames of 16 bits, and a cancel can make it
pass a truncated page off as whole. So the lines are read with SANE's own function, on the handle that
python-sane holds (the first member of its C object; python-sane 2.9.2, `_sane.c`).
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import sane

from scanning.model import Pixels

_CHUNK_BYTES = 65_536
_GOOD, _EOF = 0, 5
_BANDS = {"red": 0, "green": 1, "blue": 2}
_END = "truncated"

_library = ctypes.CDLL("libsane.so.1")
_library.sane_strstatus.restype = ctypes.c_char_p

SeeLines = Callable[["Frame", Pixels], None]
"""Receives rows as they come."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What SANE says of the lines that come next; `lines` 0 where it cannot know."""

    format: str
    is_last: bool
    width: int
    lines: int
    depth: int
    bytes_per_line: int

    @classmethod
    def of(cls, device: Any) -> "Frame":
        """Ask a device that has started."""
        form, last, (width, lines), depth, line = device.get_parameters()
        return cls(form, bool(last), width, max(0, lines), depth, line)

    def pixels(self, data: bytes | bytearray) -> Pixels:
        """Return whole lines as 8 bits per sample, without padding."""
        rows = np.frombuffer(data, np.uint8).reshape(-1, self.bytes_per_line)
        samples = self.width * (3 if self.format == "color" else 1)
        if self.depth == 1:
            rows = (1 - np.unpackbits(rows, axis=1)) * np.uint8(255)  # 1 is black: SANE 3.2.1
        elif self.depth == 16:
            rows = (rows[:, : samples * 2].copy().view(np.uint16) >> 8).astype(np.uint8)
        rows = rows[:, :samples]
        return rows.reshape(len(rows), self.width, 3) if self.format == "color" else rows


def cancel(device: Any) -> None:
    """Tell a device to stop, from any thread; SANE allows this at any time (SANE 4.3.10)."""
    _library.sane_cancel(_handle(device))


def read_page(device: Any, see: SeeLines) -> Pixels:
    """Return the page of a device that has started: one frame, or three of one colour each.

    Raises:
        sane error: the status that ended the page.
        RuntimeError: it ended before its last line.
    """
    bands: dict[int, Pixels] = {}
    while True:
        frame = Frame.of(device)
        pixels = _read_frame(device, frame, see)
        if frame.format not in _BANDS:
            return pixels
        bands[_BANDS[frame.format]] = pixels
        if frame.is_last:
            return np.dstack([bands[band] for band in sorted(bands)])
        device.start()


def _read_frame(device: Any, frame: Frame, see: SeeLines) -> Pixels:
    handle, buffer, count = _handle(device), (ctypes.c_ubyte * _CHUNK_BYTES)(), ctypes.c_int()
    data, seen = bytearray(), 0
    while True:
        status = _library.sane_read(handle, buffer, _CHUNK_BYTES, ctypes.byref(count))
        if status not in (_GOOD, _EOF):
            raise sane._sane.error(_library.sane_strstatus(status).decode("ascii"))
        data += memoryview(buffer)[: count.value if status == _GOOD else 0]
        whole = len(data) // frame.bytes_per_line * frame.bytes_per_line
        if whole > seen:
            see(frame, frame.pixels(data[seen:whole]))
            seen = whole
        if status == _EOF:
            break
    lines = seen // frame.bytes_per_line
    if lines == 0 or 0 < frame.lines != lines:
        raise RuntimeError(f"{_END}: {lines} of {frame.lines} lines")
    return frame.pixels(data[:seen])


def _handle(device: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p.from_address(id(device.dev) + object.__basicsize__)
