"""The periods that reports are about: a month, a quarter, a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum


class PeriodLength(IntEnum):
    """How many months a period has."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the calendar; both days belong to it."""

    length: PeriodLength
    first: date

    @classmethod
    def around(cls, day: date, length: PeriodLength) -> "Period":
        """Return the period that a day is in."""
        month = (day.month - 1) // length * length + 1
        return cls(length, day.replace(month=month, day=1))

    @property
    def last(self) -> date:
        """The last day."""
        return self.after.first - timedelta(days=1)

    @property
    def number(self) -> int:
        """Which month or quarter of its year it is, from 1."""
        return (self.first.month - 1) // self.length + 1

    @property
    def before(self) -> "Period":
        """The period before it."""
        return Period.around(self.first - timedelta(days=1), self.length)

    @property
    def after(self) -> "Period":
        """The period after it."""
        months = self.first.year * 12 + self.first.month - 1 + self.length
        return Period(self.length, date(months // 12, months % 12 + 1, 1))
