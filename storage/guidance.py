"""What the guidance team did and who of it is on duty; of those who were helped nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.serials import lock_series
from storage.tables import DutyRow, HelpRow

_ROSTER = "duty"
"""The series whose row is the lock of the roster."""


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody was helped: on which day, how, with which procedure (empty if none), for how many minutes."""

    day: date
    kind: str
    procedure: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty on a day, in the order they were entered."""

    day: date
    persons: tuple[str, ...]


class Guidance:
    """The help desk's records as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, agency_code: str, done: Help) -> None:
        """Keep that somebody was helped."""
        row = HelpRow(
            agency_code=agency_code,
            day=done.day,
            kind=done.kind,
            procedure=done.procedure,
            minutes=done.minutes,
        )
        self._session.add(row)
        self._session.flush()

    def forget(self, agency_code: str, done: Help) -> bool:
        """Forget one help like this, the newest; return whether there was one."""
        query = select(HelpRow).filter_by(
            agency_code=agency_code,
            day=done.day,
            kind=done.kind,
            procedure=done.procedure,
            minutes=done.minutes,
        )
        row = self._session.scalars(query.order_by(HelpRow.id.desc())).first()
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def given(self, agency_code: str, first: date, last: date) -> tuple[Help, ...]:
        """Return the help of some days, both belong to them."""
        query = select(HelpRow).where(
            HelpRow.agency_code == agency_code, HelpRow.day >= first, HelpRow.day <= last
        )
        rows = self._session.scalars(query.order_by(HelpRow.day, HelpRow.id))
        return tuple(Help(each.day, each.kind, each.procedure, each.minutes) for each in rows)

    def lock_roster(self, agency_code: str) -> None:
        """Let whoever else changes the roster of the centre wait until the transaction ends."""
        lock_series(self._session.connection(), agency_code, _ROSTER)

    def appoint(self, agency_code: str, day: date, persons: Sequence[str]) -> None:
        """Let these persons be on duty on a day, instead of those before."""
        self._session.execute(delete(DutyRow).where(DutyRow.agency_code == agency_code, DutyRow.day == day))
        for place, person in enumerate(persons):
            self._session.add(DutyRow(agency_code=agency_code, day=day, place=place, person=person))
        self._session.flush()

    def on_duty(self, agency_code: str, first: date, last: date) -> tuple[Duty, ...]:
        """Return the days that somebody is on duty, both ends included."""
        query = select(DutyRow).where(
            DutyRow.agency_code == agency_code, DutyRow.day >= first, DutyRow.day <= last
        )
        persons: dict[date, tuple[str, ...]] = {}
        for row in self._session.scalars(query.order_by(DutyRow.day, DutyRow.place)):
            persons[row.day] = (*persons.get(row.day, ()), row.person)
        return tuple(Duty(day, on_it) for day, on_it in persons.items())
