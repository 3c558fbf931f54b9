"""Who of the guidance team is on duty: two a day, a week at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clerk_app.workflow.colleagues import colleagues
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require

ON_DUTY = 2
"""Of a team of five, two are at the help desk each day."""
_WITH_SATURDAY, _WITHOUT = 6, 5
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day and who is on duty, nobody where nothing was entered."""

    day: date
    persons: tuple[str, ...]


def duty_week(desk: Desk, day: date) -> tuple[DutyDay, ...]:
    """Return Monday to Friday of the week of a day, and Saturday where the centre works then.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    monday = day - timedelta(days=day.weekday())
    count = _WITH_SATURDAY if desk.office.hours.saturday else _WITHOUT
    days = [monday + timedelta(days=each) for each in range(count)]
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.guidance.on_duty(desk.settings.agency.code, days[0], days[-1])
    persons = {each.day: each.persons for each in found}
    return tuple(DutyDay(each, persons.get(each, ())) for each in days)


def week_to_plan(desk: Desk) -> date:
    """Return a day of the week that people ask about: today's, and at the weekend the next one's."""
    today = local(desk.clock.now()).date()
    last = _WITH_SATURDAY if desk.office.hours.saturday else _WITHOUT
    return today if today.weekday() < last else today + timedelta(days=7 - today.weekday())


def on_duty_today(desk: Desk) -> tuple[str, ...]:
    """Return who is on duty today, nobody where nothing was entered.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    today = local(desk.clock.now()).date()
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.guidance.on_duty(desk.settings.agency.code, today, today)
    return found[0].persons if found else ()


def appoint(desk: Desk, day: date, persons: Sequence[str]) -> None:
    """Let up to two persons be on duty on a day; an empty name is nobody, and nobody stands twice.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCEPT)
    with desk.storage.unit_of_work() as work:
        work.guidance.lock_roster(desk.settings.agency.code)
        work.guidance.appoint(desk.settings.agency.code, day, _chosen(persons))
        work.commit()


def planned(week: Sequence[DutyDay], named: Sequence[Sequence[str]]) -> tuple[DutyDay, ...]:
    """Return a week with the persons that were named for its days, as `appoint` would keep them."""
    return tuple(DutyDay(each.day, _chosen(persons)) for each, persons in zip(week, named, strict=False))


def keep_week(desk: Desk, seen: Sequence[DutyDay], wanted: Sequence[DutyDay]) -> bool:
    """Keep what is wanted otherwise than it was seen, all of it or nothing.

    Returns:
        False if somebody else changed one of these days since: nothing is written then.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCEPT)
    agency = desk.settings.agency.code
    changed = [(old, new) for old, new in zip(seen, wanted, strict=True) if old != new]
    with desk.storage.unit_of_work() as work:
        work.guidance.lock_roster(agency)
        for old, new in changed:
            now = work.guidance.on_duty(agency, old.day, old.day)
            if (now[0].persons if now else ()) != old.persons:
                return False
            work.guidance.appoint(agency, new.day, new.persons)
        work.commit()
    return True


def team(desk: Desk, week: Sequence[DutyDay]) -> tuple[str, ...]:
    """Return whom a roster can name: those with accounts and those it names already, by name.

    Raises:
        RightMissing.
    """
    known = {each.full_name for each in colleagues(desk)}
    return tuple(sorted(known | {person for each in week for person in each.persons}))


def _chosen(persons: Sequence[str]) -> tuple[str, ...]:
    named = dict.fromkeys(" ".join(each.split())[:_LONGEST] for each in persons)
    return tuple(filter(None, named))[:ON_DUTY]
