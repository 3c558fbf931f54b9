"""Numbers, counters and ratings, the centre's equipment, and the team that helps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import CODE, Row, UtcDateTime


class TicketRow(Row):
    """Somebody who waits, is being served, or was; it holds no name."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("agency_code", "day", "series", "number"),
        Index(None, "agency_code", "state", "issued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    day: Mapped[date]
    series: Mapped[str] = mapped_column(String(4))
    number: Mapped[int]
    service: Mapped[str] = mapped_column(String(4))
    secret: Mapped[str] = mapped_column(String(CODE), unique=True)
    priority: Mapped[str] = mapped_column(String(CODE))
    appointed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(CODE))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counter: Mapped[str] = mapped_column(String(CODE), server_default="")
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TicketSeriesRow(Row):
    """The last number of a series on a day; whoever holds its row gives or calls numbers."""

    __tablename__ = "ticket_series"

    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]


class TicketEventRow(Row):
    """What happened to a ticket; never changed."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index(None, "ticket", "id"), Index(None, "kind", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[str] = mapped_column(String(CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    service: Mapped[str] = mapped_column(String(4))
    counter: Mapped[str] = mapped_column(String(CODE))
    is_ahead: Mapped[bool]
    actor: Mapped[str] = mapped_column(String(200))


class CounterRow(Row):
    """Which services a counter serves; empty means all of them."""

    __tablename__ = "counters"

    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    name: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    services: Mapped[list[str]] = mapped_column(JSON)


class RatingRow(Row):
    """What somebody thought of the service; nobody's name stands here."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    score: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class EquipmentRow(Row):
    """A machine or a line of the centre as it stands now."""

    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("agency_code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(CODE))
    place: Mapped[str] = mapped_column(String(200))
    serial_number: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(CODE))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class EquipmentEventRow(Row):
    """What happened to a piece of equipment; never changed."""

    __tablename__ = "equipment_events"
    __table_args__ = (Index(None, "equipment", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    equipment: Mapped[int] = mapped_column(ForeignKey("equipment.id"))
    state: Mapped[str] = mapped_column(String(CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(200))


class HelpRow(Row):
    """Somebody was helped with something; nobody's name stands here."""

    __tablename__ = "helps"
    __table_args__ = (Index(None, "agency_code", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(CODE))
    procedure: Mapped[str] = mapped_column(String(CODE))
    minutes: Mapped[int]


class DutyRow(Row):
    """Who of the guidance team is on duty on a day."""

    __tablename__ = "duties"

    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
