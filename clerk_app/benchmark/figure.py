"""One line of a benchmark's table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; `asked` is the most it may be, in the same unit, None where nothing is asked."""

    name: str
    value: float
    unit: str
    asked: float | None = None
