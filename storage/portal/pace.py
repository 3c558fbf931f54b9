"""How fast uploads may go, so that a line that counters share is left to them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_LARGEST_CHUNK_BYTES = 1 << 20
_SMALLEST_CHUNK_BYTES = 1 << 14
_CHUNK_SECONDS = 0.25
"""A chunk takes no longer than this at full pace: between two, an upload can be cancelled."""


class Pace:
    """At most `bytes_per_second` over all uploads that share it; 0 stands for as fast as it goes."""

    def __init__(
        self,
        bytes_per_second: int = 0,
        *,
        now: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = bytes_per_second
        self._now = now
        self._wait = wait
        self._lock = threading.Lock()
        self._free_at = now()

    @property
    def chunk_bytes(self) -> int:
        """How much to send at once."""
        if not self._rate:
            return _LARGEST_CHUNK_BYTES
        wanted = int(self._rate * _CHUNK_SECONDS)
        return max(_SMALLEST_CHUNK_BYTES, min(wanted, _LARGEST_CHUNK_BYTES))

    def take(self, count: int) -> None:
        """Wait until `count` bytes may be sent."""
        if not self._rate:
            return
        with self._lock:
            begins = max(self._free_at, self._now())
            self._free_at = begins + count / self._rate
        if (pause := begins - self._now()) > 0:
            self._wait(pause)
