"""When the centre works: office hours, Saturdays, public holidays and days swapped by decision."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from clerk_app.settings import OfficeSettings

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_SATURDAY = 5

Span = tuple[time, time]
"""From when to when, within one day."""


class PublicHolidays(Container[date]):
    """Vietnam's public holidays: lunar Tết, substitute days, 24 November from 2026."""

    def __contains__(self, day: object) -> bool:
        return day in _vietnam()


@cache
def _vietnam() -> Container[object]:
    import holidays  # loads every country of the world, a third of a second: when a day is asked for

    return holidays.country_holidays("VN")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The day of the centre; a same-day procedure received after `same_day_until` is due the next day.

    A worked Saturday ends with the morning where `saturday_until_noon` is set.
    """

    morning: Span = (time(7, 0), time(11, 30))
    afternoon: Span = (time(13, 30), time(17, 0))
    same_day_until: time = time(15, 0)
    saturday: bool = False
    saturday_until_noon: bool = False

    @property
    def closes(self) -> time:
        """When the centre closes."""
        return self.afternoon[1]


@dataclass(frozen=True, slots=True)
class Office:
    """The centre's working time.

    Attributes:
        hours: of a working day.
        days_off: public holidays and what the site adds.
        days_on: weekend days worked by decision, in exchange for a day off.
    """

    hours: OfficeHours = OfficeHours()
    days_off: Container[date] = field(default_factory=PublicHolidays)
    days_on: Container[date] = frozenset()

    @classmethod
    def of(cls, settings: OfficeSettings) -> "Office":
        """Return the working time that the settings say.

        Raises:
            ValueError: a time or a date that cannot be.
        """
        hours = OfficeHours(
            morning=(time.fromisoformat(settings.opens), time.fromisoformat(settings.morning_ends)),
            afternoon=(time.fromisoformat(settings.afternoon_begins), time.fromisoformat(settings.closes)),
            same_day_until=time.fromisoformat(settings.same_day_until),
            saturday=settings.saturday,
            saturday_until_noon=settings.saturday_until_noon,
        )
        days_off = _Either(PublicHolidays(), _dates(settings.days_off))
        return cls(hours, days_off, _dates(settings.days_on))

    def is_working(self, day: date) -> bool:
        """Return whether the centre works on `day`; a swapped day counts before everything else."""
        if day in self.days_on:
            return True
        last = 6 if self.hours.saturday else 5
        return day.weekday() < last and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return next(each for each in days_after(day) if self.is_working(each))

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return when the centre works on `day`; nothing on a day off."""
        if not self.is_working(day):
            return ()
        morning, afternoon = self.hours.morning, self.hours.afternoon
        return (morning,) if self._ends_at_noon(day) else (morning, afternoon)

    def closes_on(self, day: date) -> time:
        """Return when the centre closes on a working day."""
        return self.hours.morning[1] if self._ends_at_noon(day) else self.hours.closes

    def _ends_at_noon(self, day: date) -> bool:
        """Return whether only the morning is worked; a day swapped by decision is a whole one."""
        return self.hours.saturday_until_noon and day.weekday() == _SATURDAY and day not in self.days_on


@dataclass(frozen=True, slots=True)
class _Either:
    """Days that are in one of two tables; the first makes its years when asked."""

    first: Container[date]
    second: Container[date]

    def __contains__(self, day: object) -> bool:
        return day in self.first or day in self.second


def days_after(day: date) -> Iterator[date]:
    """Return every day after `day`, for ever."""
    while True:
        day += timedelta(days=1)
        yield day


def local(moment: datetime) -> datetime:
    """Return an aware moment in Vietnam's time."""
    return moment.astimezone(VIETNAM)


def _dates(days: tuple[str, ...]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days)
