"""Documents in the database: one current in each slot of a dossier, the earlier ones kept behind it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.clock import Clock
from storage.dossiers import require_dossier
from storage.model import ContentId, Document, DocumentKind, DocumentStage, DossierCode
from storage.tables import DocumentRow, DossierRow

_CURRENT = DocumentRow.superseded_at.is_(None)


class Documents:
    """The documents as one unit of work sees them; a slot is (dossier, kind, component)."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def put(self, document: Document) -> Document:
        """Make `document` the current one of its slot; the one before stays in the earlier versions."""
        require_dossier(self._session, document.dossier)
        self.withdraw(document.dossier, document.kind, document.component)
        self._session.add(_row(document))
        self._session.flush()
        return document

    def withdraw(self, dossier: DossierCode, kind: DocumentKind, component: str | None = None) -> None:
        """Leave a slot empty, because what is in it no longer holds; it stays in the earlier versions."""
        self._session.execute(
            update(DocumentRow)
            .where(_CURRENT, *_slot(dossier, kind, component))
            .values(superseded_at=self._clock.now())
        )

    def of(self, dossier: DossierCode) -> tuple[Document, ...]:
        """Return the current documents of `dossier` in the order their slots were last filled."""
        return self._select(DocumentRow.dossier == dossier, _CURRENT)

    def of_many(self, dossiers: Collection[DossierCode]) -> tuple[Document, ...]:
        """Return the current documents of several dossiers, those of each as `of` does, with one question."""
        return self._select(DocumentRow.dossier.in_(dossiers), _CURRENT)

    def current(
        self, dossier: DossierCode, kind: DocumentKind, component: str | None = None
    ) -> Document | None:
        """Return the current document of a slot, or None."""
        found = self._select(_CURRENT, *_slot(dossier, kind, component))
        return found[0] if found else None

    def decisions_at(self, stage: DocumentStage) -> tuple[Document, ...]:
        """Return the current decisions at a stage, of dossiers that are kept, the first due first."""
        query = (
            select(DocumentRow)
            .join(DossierRow, DossierRow.code == DocumentRow.dossier)
            .where(_CURRENT, DocumentRow.kind == DocumentKind.DECISION, DocumentRow.stage == stage)
            .where(DossierRow.removed_at.is_(None))
            .order_by(DossierRow.due_at, DossierRow.id)
        )
        return tuple(document_of(row) for row in self._session.scalars(query))

    def versions(
        self, dossier: DossierCode, kind: DocumentKind, component: str | None = None
    ) -> tuple[Document, ...]:
        """Return everything that ever was in a slot, the oldest first."""
        return self._select(*_slot(dossier, kind, component))

    def _select(self, *where: ColumnElement[bool]) -> tuple[Document, ...]:
        rows = self._session.scalars(select(DocumentRow).where(*where).order_by(DocumentRow.id))
        return tuple(document_of(row) for row in rows)


def document_of(row: DocumentRow) -> Document:
    """Return what `row` says."""
    return Document(
        dossier=DossierCode(row.dossier),
        kind=DocumentKind(row.kind),
        component=row.component or None,
        stage=DocumentStage(row.stage),
        content=ContentId(row.content),
        file_name=row.file_name,
        pages=row.pages,
        bytes=row.bytes,
        verdict=row.verdict,
        level=row.level,
        wanted_level=row.wanted_level,
        created_at=row.created_at,
        evidence=ContentId(row.evidence) if row.evidence else None,
    )


def _slot(dossier: DossierCode, kind: DocumentKind, component: str | None) -> tuple[ColumnElement[bool], ...]:
    return (
        DocumentRow.dossier == dossier,
        DocumentRow.kind == kind.value,
        DocumentRow.component == (component or ""),
    )


def _row(document: Document) -> DocumentRow:
    return DocumentRow(
        dossier=document.dossier,
        kind=document.kind.value,
        component=document.component or "",
        stage=document.stage.value,
        content=document.content,
        file_name=document.file_name,
        pages=document.pages,
        bytes=document.bytes,
        verdict=document.verdict,
        level=document.level,
        wanted_level=document.wanted_level,
        created_at=document.created_at,
        evidence=document.evidence,
    )
