"""When a dossier is due."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.settings import OfficeSettings
from clerk_app.workflow.deadlines import (
    LimitUnit,
    TimeLimit,
    after_hours,
    due_at,
    hours_between,
    resumed_due,
)
from clerk_app.workflow.office import VIETNAM, Office, OfficeHours

NO_HOLIDAYS = Office(OfficeHours(), days_off=frozenset())
SAME_DAY = TimeLimit(0, LimitUnit.SAME_DAY)
MOMENTS = st.datetimes(
    datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2030-12-31"), timezones=st.just(VIETNAM)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        ("2026-11-23T09:00", SAME_DAY, "2026-11-23"),
        ("2026-11-23T15:01", SAME_DAY, "2026-11-25"),  # the 24th of November is a holiday from 2026
        ("2026-11-20T09:00", TimeLimit(1, LimitUnit.WORKING_DAYS), "2026-11-23"),
        ("2026-11-19T18:30", TimeLimit(1, LimitUnit.WORKING_DAYS), "2026-11-23"),  # after closing
        ("2026-11-21T09:00", TimeLimit(1, LimitUnit.WORKING_DAYS), "2026-11-25"),  # a Saturday
        ("2026-11-16T09:00", TimeLimit(5, LimitUnit.CALENDAR_DAYS), "2026-11-23"),  # ends on a Saturday
        ("2026-12-31T09:00", TimeLimit(1, LimitUnit.WORKING_DAYS), "2027-01-04"),
    ],
)
def test_known_due_dates(received: str, limit: TimeLimit, due: str) -> None:
    assert due_at(at(received), limit) == datetime.combine(date.fromisoformat(due), time(17), VIETNAM)


@given(received=MOMENTS, amount=st.integers(1, 60), unit=st.sampled_from(LimitUnit))
def test_a_result_is_never_due_on_a_day_off_or_before_its_receipt(
    received: datetime, amount: int, unit: LimitUnit
) -> None:
    due = due_at(received, TimeLimit(amount, unit), NO_HOLIDAYS)
    assert due.weekday() < 5
    assert due > received


@given(received=MOMENTS, amount=st.integers(0, 30), unit=st.sampled_from(LimitUnit))
def test_a_longer_limit_is_never_due_earlier(received: datetime, amount: int, unit: LimitUnit) -> None:
    shorter = due_at(received, TimeLimit(amount, unit))
    assert due_at(received, TimeLimit(amount + 1, unit)) >= shorter


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2026-11-23T09:00", 2, "2026-11-23T11:00"),
        ("2026-11-23T11:00", 1, "2026-11-23T14:00"),  # over lunch
        ("2026-11-23T16:00", 2, "2026-11-25T08:00"),  # over the holiday of the 24th
        ("2026-11-20T18:00", 8, "2026-11-23T17:00"),  # received after closing on a Friday
    ],
)
def test_hours_are_office_hours(received: str, hours: int, due: str) -> None:
    assert due_at(at(received), TimeLimit(hours, LimitUnit.HOURS)) == at(due)


@given(received=MOMENTS, minutes=st.integers(1, 6000))
def test_office_time_that_passes_is_the_office_time_that_was_asked(received: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    assert hours_between(received, after_hours(received, amount, NO_HOLIDAYS), NO_HOLIDAYS) == amount


@pytest.mark.parametrize(
    ("unit", "due", "stopped", "resumed", "moved"),
    [
        (LimitUnit.WORKING_DAYS, "2026-11-12", "2026-11-10", "2026-11-13", "2026-11-17"),
        (LimitUnit.CALENDAR_DAYS, "2026-11-12", "2026-11-10", "2026-11-14", "2026-11-16"),
    ],
)
def test_the_clock_stands_still_while_a_supplement_is_awaited(
    unit: LimitUnit, due: str, stopped: str, resumed: str, moved: str
) -> None:
    found = resumed_due(at(f"{due}T17:00"), at(f"{stopped}T09:00"), at(f"{resumed}T09:00"), unit)
    assert found == at(f"{moved}T17:00")


@given(
    received=MOMENTS, pause=st.timedeltas(timedelta(), timedelta(days=60)), unit=st.sampled_from(LimitUnit)
)
def test_a_pause_never_brings_the_due_time_nearer(
    received: datetime, pause: timedelta, unit: LimitUnit
) -> None:
    due = due_at(received, TimeLimit(5, unit))
    moved = resumed_due(due, received, received + pause, unit)
    assert moved >= due
    assert resumed_due(due, received, received + pause + timedelta(days=21), unit) > moved


def test_the_site_says_when_it_works() -> None:
    office = Office.of(
        OfficeSettings(closes="16:30", saturday=True, days_off=("2026-11-25",), days_on=("2026-11-29",))
    )
    working = [day for day in range(23, 31) if office.is_working(date(2026, 11, day))]
    assert working == [23, 26, 27, 28, 29, 30]
    assert due_at(at("2026-11-23T09:00"), TimeLimit(1, LimitUnit.WORKING_DAYS), office) == at(
        "2026-11-26T16:30"
    )


def test_a_saturday_may_end_at_noon() -> None:
    office = Office.of(OfficeSettings(saturday=True, saturday_until_noon=True, days_on=("2026-11-21",)))
    saturday, one_day = "2026-11-28", TimeLimit(1, LimitUnit.WORKING_DAYS)
    assert due_at(at("2026-11-27T09:00"), one_day, office) == at(f"{saturday}T11:30")
    assert due_at(at("2026-11-20T09:00"), one_day, office) == at("2026-11-21T17:00"), "swapped: a whole day"
    same_day = TimeLimit(0, LimitUnit.SAME_DAY)
    assert due_at(at(f"{saturday}T11:00"), same_day, office) == at(f"{saturday}T11:30")
    assert due_at(at(f"{saturday}T14:00"), same_day, office) == at("2026-11-30T17:00")
    four_hours = TimeLimit(4, LimitUnit.HOURS)
    assert due_at(at(f"{saturday}T09:30"), four_hours, office) == at("2026-11-30T09:00")
