"""The steps of dossiers: what a report needs to know how things stood at any moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    SQLColumnExpression,
    bindparam,
    case,
    cast,
    false,
    func,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Session

from storage.model import CaseGroup, Channel, DossierCode, DossierStatus, MoveEntry, Punctuality
from storage.tables import DossierRow, MoveRow, UtcDateTime, table_of
from storage.writes import Writes

ENDED = frozenset(
    {
        DossierStatus.NOT_ACCEPTED,
        DossierStatus.WITHDRAWN,
        DossierStatus.STOPPED,
        DossierStatus.SOLVED,
        DossierStatus.RETURNED,
    }
)
"""Where nothing is left to decide."""
_RECORD = text(
    "INSERT INTO moves (dossier, move, status, due_at, at, actor, reason, note)"
    " VALUES (:dossier, :move, :status, :due_at, :at, :actor, :reason, :note)"
).bindparams(bindparam("due_at", type_=UtcDateTime()), bindparam("at", type_=UtcDateTime()))


class Moves:
    """The steps as one unit of work sees them; written in the transaction of the deed, never changed."""

    def __init__(self, session: Session, writes: Writes) -> None:
        self._session = session
        self._writes = writes

    def record(self, entry: MoveEntry) -> None:
        """Write a step down, and when the dossier ended, if it did."""
        self._writes.add(
            _RECORD,
            {
                "dossier": entry.dossier,
                "move": entry.move,
                "status": entry.status.value,
                "due_at": entry.due_at,
                "at": entry.at,
                "actor": entry.actor,
                "reason": entry.reason,
                "note": entry.note,
            },
        )
        if entry.status in ENDED:
            self._session.execute(
                update(DossierRow)
                .where(DossierRow.code == entry.dossier, DossierRow.ended_at.is_(None))
                .values(ended_at=entry.at)
            )

    def of(self, dossier: DossierCode) -> tuple[MoveEntry, ...]:
        """Return the steps of a dossier, the oldest first."""
        self._writes.flush()
        rows = self._session.scalars(select(MoveRow).where(MoveRow.dossier == dossier).order_by(MoveRow.id))
        return tuple(_entry(row) for row in rows)

    def any_of(self, dossier: DossierCode) -> bool:
        """Tell whether a dossier has taken any step."""
        self._writes.flush()
        return self._session.scalar(select(MoveRow.id).where(MoveRow.dossier == dossier).limit(1)) is not None

    def tally(
        self, start: datetime, end: datetime, utc_offset: timedelta, *, now: datetime
    ) -> tuple[CaseGroup, ...]:
        """Return every dossier that a report from `start` to `end` counts, as it stood at `end`, in groups.

        Those are the dossiers received before `end` that had not ended before `start`. `utc_offset` says
        where local days begin; a due time has passed if it is before `end` and before `now`.
        """
        self._writes.flush()
        dialect = self._session.get_bind().dialect.name
        day = _local_day(dialect, utc_offset)
        last, is_last = _last_step(dialect, end)
        facts = (
            DossierRow.domain.label("domain"),
            DossierRow.channel.label("channel"),
            last.c.status.label("status"),
            (DossierRow.received_at < start).label("carried_over"),
            _punctuality(DossierRow.solved_at, last.c.due_at, end, day).label("solved"),
            _punctuality(DossierRow.returned_at, last.c.due_at, end, day).label("returned"),
            func.coalesce(DossierRow.ended_at < end, false()).label("ended"),
            (last.c.due_at < min(end, now)).label("due_passed"),
        )
        cases = (
            select(*facts)
            .join(last, is_last)
            .where(DossierRow.received_at < end)
            .where(or_(DossierRow.ended_at.is_(None), DossierRow.ended_at >= start))
            .subquery()
        )
        groups = self._session.execute(select(*cases.c, func.count().label("dossiers")).group_by(*cases.c))
        return tuple(_group(row) for row in groups)

    def received(self, start: datetime, end: datetime) -> tuple[DossierCode, ...]:
        """Return the codes of the dossiers received from `start` up to `end`, in the order of receipt."""
        query = (
            select(DossierRow.code)
            .where(DossierRow.received_at >= start, DossierRow.received_at < end)
            .order_by(DossierRow.received_at, DossierRow.id)
        )
        return tuple(DossierCode(code) for code in self._session.scalars(query))


_Day = Callable[[SQLColumnExpression[Any]], SQLColumnExpression[Any]]


def _local_day(dialect: str, utc_offset: timedelta) -> _Day:
    """Return what turns a time into its local day; SQLite keeps times as text in UTC."""
    minutes = round(utc_offset.total_seconds() / 60)
    if dialect == "sqlite":
        return lambda moment: func.date(moment, f"{minutes:+d} minutes")
    shift = func.make_interval(0, 0, 0, 0, 0, minutes)
    return lambda moment: cast(func.timezone("UTC", moment) + shift, Date)


def _last_step(dialect: str, end: datetime) -> tuple[FromClause, ColumnElement[bool]]:
    """Return the last step of each dossier before `end`, and how it joins the dossiers.

    PostgreSQL looks each one up; asked as for SQLite, it reads all steps of all years.
    """
    steps = table_of(MoveRow).alias("steps")
    found = (
        select(steps.c.id, steps.c.status, steps.c.due_at)
        .where(steps.c.dossier == DossierRow.code, steps.c.at < end)
        .order_by(steps.c.at.desc(), steps.c.id.desc())
        .limit(1)
    )
    if dialect == "postgresql":
        return found.lateral("last"), true()
    last = table_of(MoveRow).alias("last")
    return last, last.c.id == found.with_only_columns(steps.c.id).scalar_subquery()


def _punctuality(
    moment: SQLColumnExpression[Any], due: ColumnElement[Any], end: datetime, day: _Day
) -> ColumnElement[Any]:
    return case(
        (or_(moment.is_(None), moment >= end), None),
        (moment > due, Punctuality.LATE.value),
        (day(moment) < day(due), Punctuality.EARLY.value),
        else_=Punctuality.ON_TIME.value,
    )


def _group(row: Any) -> CaseGroup:
    return CaseGroup(
        domain=row.domain,
        channel=Channel(row.channel),
        status=DossierStatus(row.status),
        carried_over=bool(row.carried_over),
        solved=Punctuality(row.solved) if row.solved else None,
        returned=Punctuality(row.returned) if row.returned else None,
        ended=bool(row.ended),
        due_passed=bool(row.due_passed),
        dossiers=row.dossiers,
    )


def _entry(row: MoveRow) -> MoveEntry:
    return MoveEntry(
        dossier=DossierCode(row.dossier),
        move=row.move,
        status=DossierStatus(row.status),
        due_at=row.due_at,
        at=row.at,
        actor=row.actor,
        reason=row.reason,
        note=row.note,
    )
