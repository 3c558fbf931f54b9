"""The one place where everything is caught: around pyHanko's readers.

On bad files they raise every type there is (ValueError, KeyError, AssertionError, RecursionError, OSError
among 48 of 131 files of a validator's own tests), so no list of types would do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Leak:
    """A reading failed; ``kind`` is the name of what was raised."""

    kind: str


def contained(read: Callable[[], _T]) -> _T | Leak:
    """Return what a reading gives, or that it failed."""
    try:
        return read()
    except Exception as cause:  # noqa: BLE001 - see above
        return Leak(type(cause).__name__)
