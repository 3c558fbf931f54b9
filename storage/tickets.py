"""Queue numbers in the database: given without gaps, taken by one counter only, never lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from storage.errors import TicketMoved, UnknownTicket
from storage.tables import CounterRow, RatingRow, TicketEventRow, TicketRow

_NEXT = text(
    "INSERT INTO ticket_series (agency_code, day, series, last) VALUES (:agency, :day, :series, :step)"
    " ON CONFLICT (agency_code, day, series) DO UPDATE SET last = ticket_series.last + :step RETURNING last"
)
_HALL = ""
"""The series whose row is the lock of the whole hall."""
_NO_DAY = date(1, 1, 1)


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SKIPPED = "skipped"
    FINISHED = "finished"


class TicketEvent(StrEnum):
    """What happens to a ticket."""

    ISSUED = "issued"
    CALLED = "called"
    RECALLED = "recalled"
    SKIPPED = "skipped"
    TRANSFERRED = "transferred"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to be given; `secret` is what only its paper shows."""

    agency_code: str
    day: date
    service: str
    secret: str
    priority: str
    issued_at: datetime
    appointed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A queue number.

    Attributes:
        day: on which it was given, or to which it was appointed, in local time.
        series, number: what is printed, e.g. A and 12; they stay when it is transferred.
        service: what it waits for now.
        priority: why it goes ahead, empty for an ordinary one.
        counter: that called it last, empty before.
    """

    id: int
    day: date
    series: str
    number: int
    service: str
    secret: str
    priority: str
    appointed_at: datetime | None
    state: TicketState
    issued_at: datetime
    counter: str
    called_at: datetime | None
    ended_at: datetime | None

    @property
    def label(self) -> str:
        """What is called out, e.g. `A012`."""
        return f"{self.series}{self.number:03d}"

    def waits_since(self, now: datetime) -> datetime:
        """Return when waiting began, seen from `now`; with an appointment at its time, never after `now`."""
        if self.appointed_at is None:
            return self.issued_at
        return max(self.issued_at, min(self.appointed_at, now))


@dataclass(frozen=True, slots=True)
class Call:
    """A number that was called, or called again; `id` rises with time."""

    id: int
    ticket: Ticket
    kind: TicketEvent
    counter: str
    at: datetime


class Tickets:
    """The queue as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, agency_code: str) -> None:
        """Let every other counter of the centre wait until the transaction ends."""
        self._count(agency_code, _NO_DAY, _HALL, 0)

    def issue(self, new: NewTicket, actor: str) -> Ticket:
        """Give the next number of the service and day; a transaction that is rolled back leaves no gap."""
        row = TicketRow(
            agency_code=new.agency_code,
            day=new.day,
            series=new.service,
            number=self._count(new.agency_code, new.day, new.service, 1),
            service=new.service,
            secret=new.secret,
            priority=new.priority,
            appointed_at=new.appointed_at,
            state=TicketState.WAITING,
            issued_at=new.issued_at,
            counter="",
        )
        self._session.add(row)
        self._session.flush()
        self._note(row, TicketEvent.ISSUED, new.issued_at, actor)
        return _ticket(row)

    def waiting(self, agency_code: str, day: date, services: Collection[str] = ()) -> tuple[Ticket, ...]:
        """Return who waits on a day for one of the services (all if empty), those of earlier days too."""
        query = select(TicketRow).where(
            TicketRow.agency_code == agency_code,
            TicketRow.state == TicketState.WAITING,
            TicketRow.day <= day,
        )
        if services:
            query = query.where(TicketRow.service.in_(services))
        return tuple(map(_ticket, self._session.scalars(query.order_by(TicketRow.issued_at, TicketRow.id))))

    def at_counter(self, agency_code: str, counter: str) -> tuple[Ticket, ...]:
        """Return what a counter called and did not end, the newest first."""
        query = select(TicketRow).where(
            TicketRow.agency_code == agency_code,
            TicketRow.state == TicketState.CALLED,
            TicketRow.counter == counter,
        )
        return tuple(map(_ticket, self._session.scalars(query.order_by(TicketRow.called_at.desc()))))

    def issued_on(self, agency_code: str, first: date, last: date) -> tuple[Ticket, ...]:
        """Return the tickets of some days, both belong to them, in the order they were given."""
        query = select(TicketRow).where(
            TicketRow.agency_code == agency_code, TicketRow.day >= first, TicketRow.day <= last
        )
        return tuple(map(_ticket, self._session.scalars(query.order_by(TicketRow.id))))

    def named(self, agency_code: str, day: date, label: str) -> Ticket:
        """Return the newest ticket up to a day with a label such as `A012`.

        Raises:
            UnknownTicket: there is none.
        """
        digits = label[1:]
        if not digits.isascii() or not digits.isdecimal() or len(digits) > 6:
            raise UnknownTicket(label)
        return self._one(
            label,
            TicketRow.agency_code == agency_code,
            TicketRow.day <= day,
            TicketRow.series == label[0],
            TicketRow.number == int(digits),
        )

    def with_secret(self, secret: str) -> Ticket:
        """Return the ticket whose paper shows this secret.

        Raises:
            UnknownTicket: there is none.
        """
        return self._one(secret, TicketRow.secret == secret)

    def was_ahead(self, agency_code: str, services: Collection[str], limit: int) -> tuple[bool, ...]:
        """Return of the last calls, the newest first, whether somebody went ahead of others."""
        query = (
            select(TicketEventRow.is_ahead)
            .join(TicketRow, TicketRow.id == TicketEventRow.ticket)
            .where(TicketRow.agency_code == agency_code, TicketEventRow.kind == TicketEvent.CALLED)
        )
        if services:
            query = query.where(TicketEventRow.service.in_(services))
        return tuple(self._session.scalars(query.order_by(TicketEventRow.id.desc()).limit(limit)))

    def call(self, ticket: Ticket, counter: str, at: datetime, actor: str, *, is_ahead: bool) -> Ticket:
        """Take a waiting ticket to a counter.

        Raises:
            TicketMoved: somebody else took it.
        """
        return self._bring(ticket, TicketEvent.CALLED, counter, at, actor, is_ahead=is_ahead)

    def recall(self, ticket: Ticket, counter: str, at: datetime, actor: str) -> Ticket:
        """Call a called or skipped ticket again, to this counter.

        Raises:
            TicketMoved: it does not stand as it was seen any more.
        """
        return self._bring(ticket, TicketEvent.RECALLED, counter, at, actor, is_ahead=False)

    def end(self, ticket: Ticket, event: TicketEvent, at: datetime, actor: str) -> Ticket:
        """Mark a called ticket as skipped or finished.

        Raises:
            TicketMoved: it is not called any more.
        """
        row = self._move(ticket, {"state": TicketState(event.value), "ended_at": at})
        self._note(row, event, at, actor)
        return _ticket(row)

    def transfer(self, ticket: Ticket, service: str, at: datetime, actor: str) -> Ticket:
        """Let a ticket wait for another service; it keeps its number and the time it came.

        Raises:
            TicketMoved: somebody else took it.
        """
        row = self._move(ticket, {"state": TicketState.WAITING, "service": service, "ended_at": None})
        self._note(row, TicketEvent.TRANSFERRED, at, actor)
        return _ticket(row)

    def calls(self, agency_code: str, limit: int, after: int = 0) -> tuple[Call, ...]:
        """Return the newest calls behind the call `after`, the newest first."""
        kinds = (TicketEvent.CALLED, TicketEvent.RECALLED)
        query = (
            select(TicketEventRow, TicketRow)
            .join(TicketRow, TicketRow.id == TicketEventRow.ticket)
            .where(TicketRow.agency_code == agency_code, TicketEventRow.kind.in_(kinds))
            .where(TicketEventRow.id > after)
            .order_by(TicketEventRow.id.desc())
            .limit(limit)
        )
        return tuple(
            Call(event.id, _ticket(row), TicketEvent(event.kind), event.counter, event.at)
            for event, row in self._session.execute(query)
        )

    def history(self, ticket: Ticket) -> tuple[TicketEvent, ...]:
        """Return what happened to a ticket, in order."""
        query = select(TicketEventRow.kind).where(TicketEventRow.ticket == ticket.id)
        return tuple(map(TicketEvent, self._session.scalars(query.order_by(TicketEventRow.id))))

    def served_by(self, agency_code: str, counter: str) -> tuple[str, ...]:
        """Return the services of a counter; none means all."""
        row = self._session.get(CounterRow, (agency_code, counter))
        return () if row is None else tuple(row.services)

    def serve(self, agency_code: str, counter: str, services: Collection[str]) -> None:
        """Let a counter serve these services from now on."""
        self._session.merge(CounterRow(agency_code=agency_code, name=counter, services=sorted(services)))
        self._session.flush()

    def rate(self, agency_code: str, score: int, at: datetime) -> None:
        """Keep what somebody thought of the service."""
        self._session.add(RatingRow(agency_code=agency_code, score=score, at=at))
        self._session.flush()

    def ratings(self, agency_code: str, start: datetime, end: datetime) -> tuple[int, ...]:
        """Return the scores from `start` to before `end`."""
        query = select(RatingRow.score).where(
            RatingRow.agency_code == agency_code, RatingRow.at >= start, RatingRow.at < end
        )
        return tuple(self._session.scalars(query.order_by(RatingRow.id)))

    def _bring(
        self, ticket: Ticket, kind: TicketEvent, counter: str, at: datetime, actor: str, *, is_ahead: bool
    ) -> Ticket:
        values: dict[str, object] = {
            "state": TicketState.CALLED,
            "counter": counter,
            "ended_at": None,
        }
        if kind is TicketEvent.CALLED:
            values["called_at"] = at
        row = self._move(ticket, values)
        self._note(row, kind, at, actor, is_ahead=is_ahead)
        return _ticket(row)

    def _count(self, agency_code: str, day: date, series: str, step: int) -> int:
        values = {"agency": agency_code, "day": day.isoformat(), "series": series, "step": step}
        statement = _NEXT
        if self._session.get_bind().dialect.name == "postgresql":
            values = {**values, "day": day}
        return int(self._session.connection().scalar(statement, values) or 0)

    def _one(self, asked: str, *where: object) -> Ticket:
        query = select(TicketRow).where(*where).order_by(TicketRow.day.desc())  # type: ignore[arg-type]
        row = self._session.scalars(query.limit(1)).first()
        if row is None:
            raise UnknownTicket(asked)
        return _ticket(row)

    def _move(self, ticket: Ticket, values: dict[str, object]) -> TicketRow:
        """Change a ticket that still stands as it was seen: one statement, so one of two wins."""
        seen = (
            TicketRow.id == ticket.id,
            TicketRow.state == ticket.state,
            TicketRow.counter == ticket.counter,
            TicketRow.service == ticket.service,
        )
        taken = self._session.scalar(
            update(TicketRow).where(*seen).values(values).returning(TicketRow.id),
            execution_options={"synchronize_session": False},
        )
        if taken is None:
            raise TicketMoved(ticket.label)
        return self._session.get_one(TicketRow, ticket.id, populate_existing=True)

    def _note(
        self, row: TicketRow, kind: TicketEvent, at: datetime, actor: str, *, is_ahead: bool = False
    ) -> None:
        event = TicketEventRow(
            ticket=row.id,
            kind=kind,
            at=at,
            service=row.service,
            counter=row.counter,
            is_ahead=is_ahead,
            actor=actor,
        )
        self._session.add(event)
        self._session.flush()


def _ticket(row: TicketRow) -> Ticket:
    return Ticket(
        id=row.id,
        day=row.day,
        series=row.series,
        number=row.number,
        service=row.service,
        secret=row.secret,
        priority=row.priority,
        appointed_at=row.appointed_at,
        state=TicketState(row.state),
        issued_at=row.issued_at,
        counter=row.counter,
        called_at=row.called_at,
        ended_at=row.ended_at,
    )
