"""The equipment of the centre, and everything that ever happened to it."""

from __future__ import annotations

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

    def add(self, agency_code: str, new: Equipment, note: str, actor: str) -> None:
        """Enter a piece of equipment.

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
        self._note(row, note, actor)

    def every(self, agency_code: str) -> tuple[Equipment, ...]:
        """Return everything, by name."""
        query = select(EquipmentRow).where(EquipmentRow.agency_code == agency_code)
        return tuple(map(_equipment, self._session.scalars(query.order_by(EquipmentRow.name))))

    def bring(
        self, agency_code: str, name: str, state: EquipmentState, at: datetime, note: str, actor: str
    ) -> Equipment:
        """Note what happened to a piece of equipment, and the state it is in since; the same state is a note.

        Raises:
            UnknownEquipment: nothing bears the name.
        """
        row = self._one(agency_code, name)
        if row.state != state:
            row.state, row.since = state, at
        self._note(row, note, actor, at)
        return _equipment(row)

    def history(self, agency_code: str, name: str) -> tuple[EquipmentEvent, ...]:
        """Return what happened to a piece of equipment, the newest first.

        Raises:
            UnknownEquipment: nothing bears the name.
        """
        row = self._one(agency_code, name)
        query = select(EquipmentEventRow).where(EquipmentEventRow.equipment == row.id)
        events = self._session.scalars(query.order_by(EquipmentEventRow.id.desc()))
        return tuple(
            EquipmentEvent(EquipmentState(each.state), each.at, each.note, each.actor) for each in events
        )

    def _find(self, agency_code: str, name: str) -> EquipmentRow | None:
        query = select(EquipmentRow).where(EquipmentRow.agency_code == agency_code, EquipmentRow.name == name)
        return self._session.scalars(query).first()

    def _one(self, agency_code: str, name: str) -> EquipmentRow:
        row = self._find(agency_code, name)
        if row is None:
            raise UnknownEquipment(name)
        return row

    def _note(self, row: EquipmentRow, note: str, actor: str, at: datetime | None = None) -> None:
        event = EquipmentEventRow(
            equipment=row.id, state=row.state, at=at or row.since, note=note, actor=actor
        )
        self._session.add(event)
        self._session.flush()


def _equipment(row: EquipmentRow) -> Equipment:
    state = EquipmentState(row.state)
    return Equipment(row.name, row.kind, row.place, row.serial_number, state, row.since)
