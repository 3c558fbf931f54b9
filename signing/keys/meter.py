"""Counts down what a PIN was given for."""

import time
from typing import Self

from signing.keys.port import Allowance


class Meter:
    """How many signatures and seconds are left; once spent, it stays so."""

    def __init__(self, signatures: int, seconds: float, idle_seconds: float) -> None:
        self._left = signatures
        self._idle_seconds = idle_seconds
        self._last = time.monotonic()
        self._end = self._last + seconds
        self._spent: str | None = None

    @classmethod
    def of(cls, allowance: Allowance) -> Self:
        """Start counting now."""
        return cls(allowance.signatures, allowance.seconds, allowance.idle_seconds)

    @property
    def wake_seconds(self) -> float:
        """How long nothing may happen before the allowance is spent; at least 0."""
        return max(0.0, min(self._end, self._last + self._idle_seconds) - time.monotonic())

    def spend(self) -> str | None:
        """Take one signature; return why there is none left: count, time or idle."""
        now = time.monotonic()
        self._spent = self._spent or self._reason(now)
        self._left -= 1
        self._last = now
        return self._spent

    def _reason(self, now: float) -> str | None:
        if now >= self._end:
            return "time"
        if now >= self._last + self._idle_seconds:
            return "idle"
        return "count" if self._left <= 0 else None
