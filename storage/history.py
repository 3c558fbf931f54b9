"""Who did what when: written in the transaction of the deed, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.dossiers import require_dossier
from storage.model import DossierCode, HistoryEntry
from storage.tables import HistoryRow


class History:
    """The history as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self, dossier: DossierCode, step: str, actor: str, at: datetime, detail: Mapping[str, object]
    ) -> None:
        """Write that `actor` did `step`; `detail` is JSON without personal data of applicants."""
        require_dossier(self._session, dossier)
        self._session.add(HistoryRow(dossier=dossier, step=step, actor=actor, at=at, detail=dict(detail)))
        self._session.flush()

    def of(self, dossier: DossierCode) -> tuple[HistoryEntry, ...]:
        """Return what happened to `dossier`, in the order it was written."""
        rows = self._session.scalars(
            select(HistoryRow).where(HistoryRow.dossier == dossier).order_by(HistoryRow.id)
        )
        return tuple(HistoryEntry(dossier, row.step, row.actor, row.at, row.detail) for row in rows)
