"""A small picture of a page that is still coming in."""

import cv2
import numpy as np

from scanning.model import Pixels

_WIDTH = 400
"""Pixels across: enough to see that a page lies askew or upside down, 20 kB as a JPEG."""

_QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 60]
_NOT_YET = 225


class Preview:
    """Reduces lines as they come, each once, so that a picture costs what is new.

    Args:
        lines: the page will have; 0 where nobody knows.
    """

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._rest: Pixels | None = None
        self._strips: list[Pixels] = []
        self._step = 1

    def add(self, rows: Pixels) -> None:
        """Take the next rows, grey or RGB."""
        self._step = max(1, rows.shape[1] // _WIDTH)
        held = rows if self._rest is None else np.concatenate([self._rest, rows])
        whole = len(held) // self._step * self._step
        self._rest = held[whole:]
        if whole:
            size = (held.shape[1] // self._step, whole // self._step)
            strip = cv2.resize(held[:whole], size, interpolation=cv2.INTER_AREA)
            self._strips.append(np.asarray(strip, np.uint8))

    def picture(self) -> bytes:
        """Return the page so far as a JPEG, what has not come yet in grey; empty before the first lines."""
        if not self._strips:
            return b""
        self._strips = [np.concatenate(self._strips)]
        come = self._strips[0]
        missing = max(0, self._lines // self._step - len(come))
        below = np.full((missing, *come.shape[1:]), _NOT_YET, np.uint8)
        page = np.concatenate([come, below])
        ordered = cv2.cvtColor(page, cv2.COLOR_RGB2BGR) if page.ndim == 3 else page
        return cv2.imencode(".jpg", ordered, _QUALITY)[1].tobytes()
