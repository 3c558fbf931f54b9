"""Dossiers, their papers and documents, and what was done with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import CODE, DIGEST, Row, UtcDateTime


class SerialRow(Row):
    """The last serial given by an agency on a day."""

    __tablename__ = "serials"

    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    day: Mapped[str] = mapped_column(String(6), primary_key=True)
    last: Mapped[int]


class DossierRow(Row):
    """A dossier."""

    __tablename__ = "dossiers"
    __table_args__ = (Index(None, "received_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(CODE), unique=True)
    request_key: Mapped[str] = mapped_column(String(200), unique=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    procedure_code: Mapped[str] = mapped_column(String(CODE))
    procedure_name: Mapped[str] = mapped_column(Text)
    procedure_version: Mapped[str] = mapped_column(String(CODE))
    applicant_name: Mapped[str] = mapped_column(Text)
    applicant_id_number: Mapped[str] = mapped_column(String(CODE))
    applicant_address: Mapped[str] = mapped_column(Text)
    applicant_phone: Mapped[str] = mapped_column(String(CODE))
    applicant_email: Mapped[str] = mapped_column(Text)
    channel: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[int]
    version: Mapped[int]
    portal_receipt: Mapped[str | None] = mapped_column(String(200))
    domain: Mapped[str] = mapped_column(String(CODE), server_default="")
    limit_unit: Mapped[str] = mapped_column(String(CODE), server_default="")
    submitter_name: Mapped[str | None] = mapped_column(Text)
    submitter_id_number: Mapped[str | None] = mapped_column(String(CODE))
    submitter_address: Mapped[str | None] = mapped_column(Text)
    submitter_phone: Mapped[str | None] = mapped_column(String(CODE))
    submitter_email: Mapped[str | None] = mapped_column(Text)
    authorisation: Mapped[str] = mapped_column(Text, server_default="")
    holder: Mapped[str] = mapped_column(String(200), server_default="")
    originals_at: Mapped[str] = mapped_column(Text, server_default="")
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    solved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    components: Mapped[list[ComponentRow]] = relationship(
        order_by="ComponentRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class ComponentRow(Row):
    """A paper of a dossier, in the order of its procedure."""

    __tablename__ = "components"

    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(CODE))
    name: Mapped[str] = mapped_column(Text)
    originals: Mapped[int]
    copies: Mapped[int]
    shown_only: Mapped[bool]
    received: Mapped[bool] = mapped_column(server_default=true())
    reused_from: Mapped[str] = mapped_column(String(200), server_default="")


class PageRow(Row):
    """A scanned page."""

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("dossier", "batch", "sheet"),
        Index(None, "dossier", "component", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    component: Mapped[str] = mapped_column(String(CODE))
    batch: Mapped[str] = mapped_column(String(CODE))
    sheet: Mapped[int]
    original: Mapped[str] = mapped_column(String(DIGEST))
    original_dpi: Mapped[int]
    number: Mapped[int]
    cleaned: Mapped[str | None] = mapped_column(String(DIGEST))
    findings: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str | None] = mapped_column(String(DIGEST))
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class PageEditRow(Row):
    """What a person did to pages of a dossier, in order; undone edits wait to be done again."""

    __tablename__ = "page_edits"
    __table_args__ = (UniqueConstraint("dossier", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(CODE))
    actor: Mapped[str] = mapped_column(String(CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone: Mapped[bool]


class PageVersionRow(Row):
    """A page before or after an edit."""

    __tablename__ = "page_versions"

    edit: Mapped[int] = mapped_column(ForeignKey("page_edits.id"), primary_key=True)
    page: Mapped[int] = mapped_column(ForeignKey("pages.id"), primary_key=True)
    after: Mapped[bool] = mapped_column(primary_key=True)
    component: Mapped[str] = mapped_column(String(CODE))
    number: Mapped[int]
    removed: Mapped[bool]
    cleaned: Mapped[str | None] = mapped_column(String(DIGEST))
    words: Mapped[str | None] = mapped_column(String(DIGEST))
    findings: Mapped[dict[str, Any]] = mapped_column(JSON)
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)


class DocumentRow(Row):
    """A document; the current one of its slot is the one not superseded."""

    __tablename__ = "documents"
    __table_args__ = (
        Index(
            "uq_documents_current",
            "dossier",
            "kind",
            "component",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    kind: Mapped[str] = mapped_column(String(CODE))
    component: Mapped[str] = mapped_column(String(CODE))  # "" where there is none: NULLs are never equal
    stage: Mapped[str] = mapped_column(String(CODE))
    content: Mapped[str] = mapped_column(String(DIGEST))
    file_name: Mapped[str] = mapped_column(String(255))
    pages: Mapped[int]
    bytes: Mapped[int]
    verdict: Mapped[str | None] = mapped_column(Text)
    level: Mapped[str | None] = mapped_column(String(CODE))
    wanted_level: Mapped[str | None] = mapped_column(String(CODE))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evidence: Mapped[str | None] = mapped_column(String(DIGEST))
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MoveRow(Row):
    """A step of a dossier; never changed."""

    __tablename__ = "moves"
    __table_args__ = (Index(None, "dossier", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    move: Mapped[str] = mapped_column(String(CODE))
    status: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class PaymentRow(Row):
    """A fee that was taken; what was taken by mistake is marked void and stays."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("agency_code", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE))
    year: Mapped[int]
    number: Mapped[int]
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int]
    method: Mapped[str] = mapped_column(String(CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_reason: Mapped[str] = mapped_column(Text)


class IssuedRow(Row):
    """A number of the register of outgoing papers, or several given elsewhere: `first` to `number`."""

    __tablename__ = "issued_numbers"

    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int]
    issued_on: Mapped[date]
    subject: Mapped[str] = mapped_column(Text)
    dossier: Mapped[str | None] = mapped_column(String(CODE))
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClosingRow(Row):
    """The closing of a day's takings."""

    __tablename__ = "closings"

    day: Mapped[date] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))


class ProcedureRow(Row):
    """A version of a procedure that was imported; it stands over the published one from its day on."""

    __tablename__ = "procedures"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(CODE), index=True)
    version: Mapped[str] = mapped_column(String(CODE))
    effective_from: Mapped[date]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class SearchTextRow(Row):
    """A text that can be found: of a dossier (page 0) or of one of its pages; its index is `search_index`."""

    __tablename__ = "search_texts"
    __table_args__ = (UniqueConstraint("dossier", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    page: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
