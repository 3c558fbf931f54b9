"""When a dossier is due (NĐ 118/2025): working days, same-day procedures, the 15:00 rule."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

import holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class LimitUnit(StrEnum):
    """What a procedure counts its time limit in."""

    WORKING_DAYS = "working_day"
    CALENDAR_DAYS = "day"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A procedure's time limit; `amount` is 0 for same-day procedures."""

    amount: int
    unit: LimitUnit


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the centre receives and closes, and until when a same-day procedure is done the same day."""

    opens: time = time(7, 0)
    closes: time = time(17, 0)
    same_day_until: time = time(15, 0)


def due_at(
    received: datetime,
    limit: TimeLimit,
    hours: OfficeHours = OfficeHours(),
    days_off: Container[date] | None = None,
) -> datetime:
    """Return when the result is due: the end of office hours of the last day, aware, in Vietnam's time.

    Args:
        received: aware; anything received after closing or on a day off counts from the next working day.
        limit: the procedure's time limit.
        hours: of this centre.
        days_off: public holidays; those of Vietnam by default.
    """
    off = _holidays() if days_off is None else days_off
    local = received.astimezone(VIETNAM)
    start = local.date()
    late = local.time() > (hours.same_day_until if limit.unit is LimitUnit.SAME_DAY else hours.closes)
    if late or not _is_working(start, off):
        start = next_working_day(start, off)
    return datetime.combine(_last_day(start, limit, off), hours.closes, VIETNAM)


def next_working_day(day: date, days_off: Container[date]) -> date:
    """Return the first working day after `day`."""
    following = day + timedelta(days=1)
    while not _is_working(following, days_off):
        following += timedelta(days=1)
    return following


def _last_day(start: date, limit: TimeLimit, off: Container[date]) -> date:
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        end = start + timedelta(days=limit.amount)
        return end if _is_working(end, off) else next_working_day(end, off)
    for _ in range(limit.amount):
        start = next_working_day(start, off)
    return start


def _is_working(day: date, off: Container[date]) -> bool:
    return day.weekday() < 5 and day not in off


@cache
def _holidays() -> Container[date]:
    return holidays.country_holidays("VN")
