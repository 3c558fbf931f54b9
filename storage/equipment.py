"""The equipment of the centre, and everything that ever happened to it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import EquipmentExists, UnknownEquipment
from storage.tables import EquipmentEventRow, EquipmentRow


class EquipmentState(StrEnum):
    """How a piece of equipment is."""

    WORKS = "works"
    FAULTY = "faulty"
    IN_REPAIR = "in_repair"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Equipment:
    """A machine or a line; `name` is unique in the centre, `since` when its state began."""

    name: str
    kind: str
    place: str
    serial_number: str
    state: EquipmentState
    since: datetime


@dataclass(frozen=True, slots=True)
class EquipmentEvent:
    """What happened to a piece of equipment: the state it came to, with a note."""

    state: EquipmentState
    at: datetime
    note: str
    actor: str


class EquipmentRegister:
    """The register as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, agency_code: str, new: Equipment, note: str, actor: str) -> int:
        """Enter a piece of equipment; return the number of the event.

        Raises:
            EquipmentExists: another one bears the name.
        """
        if self._find(agency_code, new.name) is not None:
            raise EquipmentExists(new.name)
        row = EquipmentRow(
            agency_code=agency_code,
            name=new.name,
            kind=new.kind,
            place=new.place,
            serial_number=new.serial_number,
            state=new.state,
            since=new.since,
        )
        self._session.add(row)
        self._session.flush()
        return self._note(row, note, actor)

    def every(self, agency_code: str) -> tuple[Equipment, ...]:
        """Return everything, by name."""
        query = select(EquipmentRow).where(EquipmentRow.agency_code == agency_code)
        return tuple(map(_equipment, self._session.scalars(query.order_by(EquipmentRow.name))))

    def bring(
        self, agency_code: str, name: str, state: EquipmentState, at: datetime, note: str, actor: str
    ) -> tuple[Equipment, int]:
        """Note what happened to a piece of equipment, and the state it is in since; the same state is a note.

        Returns:
            How it is now, and the number of the event.

        Raises:
            UnknownEquipment: nothing bears the name.
        """
        row = self._one(agency_code, name)
        if row.state != state:
            row.state, row.since = state, at
        number = self._note(row, note, actor, at)
        return _equipment(row), number

    def forget(self, agency_code: str, name: str, number: int, actor: str) -> bool:
        """Forget what `actor` noted last of a piece of equipment, and the piece if nothing else was.

        Returns:
            False if something else was noted since, or somebody else noted it: nothing is forgotten then.
        """
        row = self._find(agency_code, name)
        last, *before = self._events(row) if row is not None else (None,)
        if row is None or last is None or (last.id, last.actor) != (number, actor):
            return False
        self._session.delete(last)
        self._session.flush()
        if before:
            same = itertools.takewhile(lambda each: each.state == before[0].state, before)
            row.state, row.since = before[0].state, [each.at for each in same][-1]
        else:
            self._session.delete(row)
        self._session.flush()
        return True

    def history(self, agency_code: str, name: str) -> tuple[EquipmentEvent, ...]:
        """Return what happened to a piece of equipment, the newest first.

        Raises:
            UnknownEquipment: nothing bears the name.
        """
        row = self._one(agency_code, name)
        return tuple(
            EquipmentEvent(EquipmentState(each.state), each.at, each.note, each.actor)
            for each in self._events(row)
        )

    def _events(self, row: EquipmentRow) -> Sequence[EquipmentEventRow]:
        query = select(EquipmentEventRow).where(EquipmentEventRow.equipment == row.id)
        return self._session.scalars(query.order_by(EquipmentEventRow.id.desc())).all()

    def _find(self, agency_code: str, name: str) -> EquipmentRow | None:
        query = select(EquipmentRow).where(EquipmentRow.agency_code == agency_code, EquipmentRow.name == name)
        return self._session.scalars(query).first()

    def _one(self, agency_code: str, name: str) -> EquipmentRow:
        row = self._find(agency_code, name)
        if row is None:
            raise UnknownEquipment(name)
        return row

    def _note(self, row: EquipmentRow, note: str, actor: str, at: datetime | None = None) -> int:
        event = EquipmentEventRow(
            equipment=row.id, state=row.state, at=at or row.since, note=note, actor=actor
        )
        self._session.add(event)
        self._session.flush()
        return event.id


def _equipment(row: EquipmentRow) -> Equipment:
    state = EquipmentState(row.state)
    return Equipment(row.name, row.kind, row.place, row.serial_number, state, row.since)
