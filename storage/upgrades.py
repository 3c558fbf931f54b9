"""Which documents wait for a higher level of their signatures, or for a fresh archive time stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.model import ContentId, Document, DocumentKind, DossierCode
from storage.tables import UpgradeRow

_MOST = 100


@dataclass(frozen=True, slots=True)
class AwaitedUpgrade:
    """One document that waits; there is at most one for each slot of a dossier.

    ``content`` is the document as it was queued; ``last_reason`` names the error of the last try.
    """

    id: int
    dossier: DossierCode
    kind: DocumentKind
    component: str | None
    content: ContentId
    wanted_level: str
    tries: int
    next_try_at: datetime
    last_reason: str | None


class Upgrades:
    """The waiting documents as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def want(self, document: Document, level: str, at: datetime) -> None:
        """Let a document wait until `at`; it takes the place of what waited in its slot."""
        self.forget(document)
        self._session.add(
            UpgradeRow(
                dossier=document.dossier,
                kind=document.kind.value,
                component=document.component or "",
                content=document.content,
                wanted_level=level,
                tries=0,
                next_try_at=at,
            )
        )
        self._session.flush()

    def forget(self, document: Document) -> None:
        """Let nothing wait in a document's slot."""
        self._session.execute(
            delete(UpgradeRow).where(
                UpgradeRow.dossier == document.dossier,
                UpgradeRow.kind == document.kind.value,
                UpgradeRow.component == (document.component or ""),
            )
        )

    def due(self, now: datetime, limit: int = _MOST) -> tuple[AwaitedUpgrade, ...]:
        """Return what may be tried now, the longest waiting first."""
        rows = self._session.scalars(
            select(UpgradeRow)
            .where(UpgradeRow.next_try_at <= now)
            .order_by(UpgradeRow.next_try_at, UpgradeRow.id)
            .limit(limit)
        )
        return tuple(_awaited(row) for row in rows)

    def of(self, dossier: DossierCode) -> tuple[AwaitedUpgrade, ...]:
        """Return what waits of one dossier."""
        rows = self._session.scalars(
            select(UpgradeRow).where(UpgradeRow.dossier == dossier).order_by(UpgradeRow.id)
        )
        return tuple(_awaited(row) for row in rows)

    def postpone(self, awaited: AwaitedUpgrade, until: datetime, reason: str) -> None:
        """Count a try that failed because of `reason` (a class name), and wait until `until`."""
        self._session.execute(
            update(UpgradeRow)
            .where(UpgradeRow.id == awaited.id)
            .values(tries=UpgradeRow.tries + 1, next_try_at=until, last_reason=reason)
        )

    def settle(self, awaited: AwaitedUpgrade) -> None:
        """End the waiting."""
        self._session.execute(delete(UpgradeRow).where(UpgradeRow.id == awaited.id))


def _awaited(row: UpgradeRow) -> AwaitedUpgrade:
    return AwaitedUpgrade(
        id=row.id,
        dossier=DossierCode(row.dossier),
        kind=DocumentKind(row.kind),
        component=row.component or None,
        content=ContentId(row.content),
        wanted_level=row.wanted_level,
        tries=row.tries,
        next_try_at=row.next_try_at,
        last_reason=row.last_reason,
    )
