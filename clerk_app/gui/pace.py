"""How long work still takes, said calmly: from what was done, not before a few items, and rounded."""

import math
import time
from collections.abc import Callable

from clerk_app.i18n import Translate

_FEWEST_ITEMS = 3
_FEWEST_SECONDS = 2.0
_MINUTE = 60


class Pace:
    """Watches one piece of work; a new one begins with the first report."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, int] | None = None
        self._reports = 0

    def begin(self) -> None:
        """Watch other work."""
        self._began, self._reports = None, 0

    def seconds_left(self, done: int, total: int) -> float | None:
        """Return how long the rest takes at the pace so far, None while nobody can know.

        Args:
            done: in any unit; what was done when it was first asked does not count.
            total: in the same unit.
        """
        now = self._clock()
        if self._began is None:
            self._began = (now, done)
        self._reports += 1
        since, at_first = self._began
        took, did = now - since, done - at_first
        if self._reports <= _FEWEST_ITEMS or took < _FEWEST_SECONDS or did <= 0 or done >= total:
            return None
        return took / did * (total - done)


def left_words(seconds: float | None, translate: Translate) -> str:
    """Return how long the rest takes, in words; empty while nobody can know."""
    if seconds is None:
        return ""
    if seconds > _MINUTE - 5:
        return translate("about {minutes} min left").format(minutes=math.ceil(seconds / _MINUTE))
    if seconds > 15:
        return translate("about {seconds} s left").format(seconds=math.ceil(seconds / 10) * 10)
    return translate("a few seconds left")
