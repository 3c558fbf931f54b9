"""When a dossier is due."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.workflow.deadlines import VIETNAM, LimitUnit, OfficeHours, TimeLimit, due_at

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
    due = due_at(received, TimeLimit(amount, unit), OfficeHours(), days_off=frozenset())
    assert due.weekday() < 5
    assert due > received


@given(received=MOMENTS, amount=st.integers(0, 30))
def test_a_longer_limit_is_never_due_earlier(received: datetime, amount: int) -> None:
    shorter = due_at(received, TimeLimit(amount, LimitUnit.WORKING_DAYS))
    assert due_at(received, TimeLimit(amount + 1, LimitUnit.WORKING_DAYS)) > shorter
