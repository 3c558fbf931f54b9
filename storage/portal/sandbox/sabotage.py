"""The faults of a portal, on demand: where a test wants it to fail, it fails there."""

from __future__ import annotations

import threading
from collections.abc import Callable

from werkzeug.exceptions import ServiceUnavailable

from storage.portal.sandbox.model import Faults


class Cut(ConnectionError):
    """Ends the connection without an answer."""


class Sabotage:
    """Counts what came in and spends the faults it was given; without faults it only counts."""

    def __init__(self, faults: Faults) -> None:
        self._lock = threading.Lock()
        self._cut_after = faults.cut_upload_after
        self._unavailable = faults.unavailable_submissions
        self._dropped = faults.dropped_answers
        self._ended_sessions = faults.ended_sessions
        self.received_bytes = 0
        """Bytes of uploads that came in since the start."""

    def reading(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """Return `read` with the cut built in."""

        def counted(size: int) -> bytes:
            chunk = read(self._allowed(size))
            with self._lock:
                self.received_bytes += len(chunk)
            return chunk

        return counted

    def _allowed(self, size: int) -> int:
        with self._lock:
            if self._cut_after is None:
                return size
            rest = self._cut_after - self.received_bytes
            if rest <= 0:
                self._cut_after = None
                raise Cut
            return min(size, rest)

    def before_submission(self) -> None:
        """Be unavailable as often as asked."""
        with self._lock:
            if self._unavailable > 0:
                self._unavailable -= 1
                raise ServiceUnavailable

    def before_answer(self) -> None:
        """Lose the answer as often as asked."""
        with self._lock:
            if self._dropped > 0:
                self._dropped -= 1
                raise Cut

    def session_ended(self) -> bool:
        """Tell whether the session at hand is to be taken for ended."""
        with self._lock:
            if self._ended_sessions > 0:
                self._ended_sessions -= 1
                return True
        return False
