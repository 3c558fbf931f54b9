"""When a dossier is due (NĐ 118/2025): working days, calendar days, hours, same day, stopped clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from clerk_app.workflow.office import VIETNAM, Office, days_after, local

_OFFICE = Office()


class LimitUnit(StrEnum):
    """What a procedure counts its time limit in."""

    WORKING_DAYS = "working_day"
    CALENDAR_DAYS = "day"
    HOURS = "hour"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A procedure's time limit; `amount` is 0 for same-day procedures; hours are office hours, 8 a day."""

    amount: int
    unit: LimitUnit


def due_at(received: datetime, limit: TimeLimit, office: Office = _OFFICE) -> datetime:
    """Return when the result is due, aware, in Vietnam's time.

    Limits in days end when the office closes on the last day; a last calendar day that is off moves to the
    next working day. Hours end within the day.

    Args:
        received: aware; what comes after closing or on a day off counts from the next working day, what
            is due the same day and comes after 15:00 likewise.
        limit: the procedure's time limit.
        office: when the centre works.
    """
    if limit.unit is LimitUnit.HOURS:
        return after_hours(received, timedelta(hours=limit.amount), office)
    return _closing(_last_day(_first_day(received, limit, office), limit, office), office)


def resumed_due(
    due: datetime, stopped: datetime, resumed: datetime, unit: LimitUnit, office: Office = _OFFICE
) -> datetime:
    """Return the due time after the clock stood still from `stopped` to `resumed` (a supplement awaited).

    What was left of the limit when the clock stopped is left when it goes again: the due time moves by the
    working days (calendar days, office hours) that passed meanwhile.
    """
    if unit is LimitUnit.HOURS:
        return after_hours(due, hours_between(stopped, resumed, office), office)
    first, last = local(stopped).date(), local(resumed).date()
    day = local(due).date()
    if unit is LimitUnit.CALENDAR_DAYS:
        day += last - first
        day = day if office.is_working(day) else office.next_working_day(day)
    else:
        passed = sum(office.is_working(each) for each in _days(first, last))
        day = _nth(passed, day, office.next_working_day)
    return _closing(day, office)


def after_hours(start: datetime, amount: timedelta, office: Office = _OFFICE) -> datetime:
    """Return the moment when `amount` of office time has passed since `start`."""
    left = amount
    for begins, ends in _spans_from(start, office):
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    raise AssertionError  # spans never end


def hours_between(start: datetime, end: datetime, office: Office = _OFFICE) -> timedelta:
    """Return how much office time passed between two moments, none if `end` is before `start`."""
    total = timedelta()
    for begins, ends in _spans_from(start, office):
        if begins >= end:
            return total
        total += min(ends, end) - begins
    raise AssertionError  # spans never end


def _first_day(received: datetime, limit: TimeLimit, office: Office) -> date:
    moment = local(received)
    day = moment.date()
    until = office.closes_on(day)
    if limit.unit is LimitUnit.SAME_DAY:
        until = min(until, office.hours.same_day_until)
    in_time = office.is_working(day) and moment.time() <= until
    return day if in_time else office.next_working_day(day)


def _last_day(start: date, limit: TimeLimit, office: Office) -> date:
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        end = start + timedelta(days=limit.amount)
        return end if office.is_working(end) else office.next_working_day(end)
    return _nth(limit.amount, start, office.next_working_day)


def _nth(times: int, day: date, following: Callable[[date], date]) -> date:
    for _ in range(times):
        day = following(day)
    return day


def _closing(day: date, office: Office) -> datetime:
    return datetime.combine(day, office.closes_on(day), VIETNAM)


def _days(after: date, until: date) -> Iterator[date]:
    for day in days_after(after):
        if day > until:
            return
        yield day


def _spans_from(start: datetime, office: Office) -> Iterator[tuple[datetime, datetime]]:
    """Return the stretches of office time from `start` on, for ever."""
    first = local(start)
    for day in days_after(first.date() - timedelta(days=1)):
        for begins, ends in office.spans(day):
            opened = max(datetime.combine(day, begins, VIETNAM), first)
            closed = datetime.combine(day, ends, VIETNAM)
            if opened < closed:
                yield opened, closed
