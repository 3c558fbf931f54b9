"""The steps of dossiers: what a report needs to know how things stood at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.dossiers import require_dossier
from storage.model import CaseFacts, Channel, DossierCode, DossierStatus, MoveEntry
from storage.tables import DossierRow, MoveRow

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


class Moves:
    """The steps as one unit of work sees them; written in the transaction of the deed, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, entry: MoveEntry) -> None:
        """Write a step down, and when the dossier ended, if it did."""
        require_dossier(self._session, entry.dossier)
        self._session.add(
            MoveRow(
                dossier=entry.dossier,
                move=entry.move,
                status=entry.status.value,
                due_at=entry.due_at,
                at=entry.at,
                actor=entry.actor,
                reason=entry.reason,
                note=entry.note,
            )
        )
        if entry.status in ENDED:
            self._session.execute(
                update(DossierRow)
                .where(DossierRow.code == entry.dossier, DossierRow.ended_at.is_(None))
                .values(ended_at=entry.at)
            )
        self._session.flush()

    def of(self, dossier: DossierCode) -> tuple[MoveEntry, ...]:
        """Return the steps of a dossier, the oldest first."""
        rows = self._session.scalars(select(MoveRow).where(MoveRow.dossier == dossier).order_by(MoveRow.id))
        return tuple(_entry(row) for row in rows)

    def cases(self, start: datetime, end: datetime) -> Iterator[CaseFacts]:
        """Return every dossier that a report from `start` to `end` counts, as it stood at `end`.

        Those are the dossiers received before `end` that had not ended before `start`.
        """
        newer = aliased(MoveRow)
        last = (
            select(newer.id)
            .where(newer.dossier == DossierRow.code, newer.at < end)
            .order_by(newer.at.desc(), newer.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(
                DossierRow.code,
                DossierRow.domain,
                DossierRow.channel,
                MoveRow.status,
                DossierRow.received_at,
                MoveRow.due_at,
                DossierRow.solved_at,
                DossierRow.returned_at,
                DossierRow.ended_at,
            )
            .join(MoveRow, MoveRow.id == last)
            .where(DossierRow.received_at < end)
            .where(or_(DossierRow.ended_at.is_(None), DossierRow.ended_at >= start))
        )
        for code, domain, channel, status, received, due, solved, returned, ended in self._session.execute(
            query
        ):
            yield CaseFacts(
                code=DossierCode(code),
                domain=domain,
                channel=Channel(channel),
                status=DossierStatus(status),
                received_at=received,
                due_at=due,
                solved_at=_before(solved, end),
                returned_at=_before(returned, end),
                ended_at=_before(ended, end),
            )

    def received(self, start: datetime, end: datetime) -> tuple[DossierCode, ...]:
        """Return the codes of the dossiers received from `start` up to `end`, in the order of receipt."""
        query = (
            select(DossierRow.code)
            .where(DossierRow.received_at >= start, DossierRow.received_at < end)
            .order_by(DossierRow.received_at, DossierRow.id)
        )
        return tuple(DossierCode(code) for code in self._session.scalars(query))


def _before(moment: datetime | None, end: datetime) -> datetime | None:
    return moment if moment is not None and moment < end else None


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
