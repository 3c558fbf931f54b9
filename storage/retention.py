"""What may be removed, and what goes with it."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.model import ContentId, DossierCode
from storage.tables import (
    DocumentRow,
    DossierRow,
    MoveRow,
    OutboxDocumentRow,
    OutboxRow,
    PageEditRow,
    PageRow,
    PageVersionRow,
    PaymentRow,
    UpgradeRow,
)


class Retention:
    """The end of dossiers as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ended_before(self, moment: datetime) -> tuple[DossierCode, ...]:
        """Return the dossiers that ended before `moment` and were not emptied yet, the oldest first."""
        query = (
            select(DossierRow.code)
            .where(DossierRow.ended_at < moment, DossierRow.removed_at.is_(None))
            .order_by(DossierRow.ended_at, DossierRow.id)
        )
        return tuple(map(DossierCode, self._session.scalars(query)))

    def empty(self, dossier: DossierCode) -> tuple[ContentId, ...]:
        """Remove pages, documents, what was sent and the words of steps; return files nobody names now."""
        mine = self._contents(dossier)
        entries = select(OutboxRow.id).where(OutboxRow.dossier == dossier)
        self._session.execute(delete(OutboxDocumentRow).where(OutboxDocumentRow.entry.in_(entries)))
        edits = select(PageEditRow.id).where(PageEditRow.dossier == dossier)
        self._session.execute(delete(PageVersionRow).where(PageVersionRow.edit.in_(edits)))
        for kind in (OutboxRow, UpgradeRow, PageEditRow, PageRow, DocumentRow):
            self._session.execute(delete(kind).where(kind.dossier == dossier))
        self._session.execute(update(MoveRow).where(MoveRow.dossier == dossier).values(reason="", note=""))
        self._session.execute(update(PaymentRow).where(PaymentRow.dossier == dossier).values(void_reason=""))
        self._session.flush()
        return tuple(content for content in mine if not self._is_named(content))

    def _contents(self, dossier: DossierCode) -> list[ContentId]:
        pages = select(PageRow.original, PageRow.cleaned, PageRow.words).where(PageRow.dossier == dossier)
        documents = select(DocumentRow.content, DocumentRow.evidence).where(DocumentRow.dossier == dossier)
        versions = (
            select(PageVersionRow.cleaned, PageVersionRow.words)
            .join(PageEditRow, PageEditRow.id == PageVersionRow.edit)
            .where(PageEditRow.dossier == dossier)
        )
        named = chain.from_iterable(map(self._session.execute, (pages, versions, documents)))
        found = {content for row in named for content in row if content}
        return sorted(map(ContentId, found))

    def _is_named(self, content: ContentId) -> bool:
        page = select(PageRow.id).where(
            or_(PageRow.original == content, PageRow.cleaned == content, PageRow.words == content)
        )
        document = select(DocumentRow.id).where(
            or_(DocumentRow.content == content, DocumentRow.evidence == content)
        )
        version = select(PageVersionRow.page).where(
            or_(PageVersionRow.cleaned == content, PageVersionRow.words == content)
        )
        queries = (page, version, document)
        return any(self._session.scalar(query.limit(1)) is not None for query in queries)
