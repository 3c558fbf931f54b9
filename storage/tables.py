"""The tables as SQLAlchemy sees them; rows never leave storage."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

_CODE = 64
_DIGEST = 64


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC also where the database knows no zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC; a naive one is a bug and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """What all tables share: how constraints are named, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(kind: type[Row]) -> Table:
    """Return the table of a kind of row, for statements that need no objects."""
    return Row.metadata.tables[kind.__tablename__]


class SerialRow(Row):
    """The last serial given by an agency on a day."""

    __tablename__ = "serials"

    agency_code: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    day: Mapped[str] = mapped_column(String(6), primary_key=True)
    last: Mapped[int]


class DossierRow(Row):
    """A dossier."""

    __tablename__ = "dossiers"
    __table_args__ = (Index(None, "received_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(_CODE), unique=True)
    request_key: Mapped[str] = mapped_column(String(200), unique=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    procedure_code: Mapped[str] = mapped_column(String(_CODE))
    procedure_name: Mapped[str] = mapped_column(Text)
    procedure_version: Mapped[str] = mapped_column(String(_CODE))
    applicant_name: Mapped[str] = mapped_column(Text)
    applicant_id_number: Mapped[str] = mapped_column(String(_CODE))
    applicant_address: Mapped[str] = mapped_column(Text)
    applicant_phone: Mapped[str] = mapped_column(String(_CODE))
    applicant_email: Mapped[str] = mapped_column(Text)
    channel: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[int]
    version: Mapped[int]
    portal_receipt: Mapped[str | None] = mapped_column(String(200))
    domain: Mapped[str] = mapped_column(String(_CODE), server_default="")
    limit_unit: Mapped[str] = mapped_column(String(_CODE), server_default="")
    submitter_name: Mapped[str | None] = mapped_column(Text)
    submitter_id_number: Mapped[str | None] = mapped_column(String(_CODE))
    submitter_address: Mapped[str | None] = mapped_column(Text)
    submitter_phone: Mapped[str | None] = mapped_column(String(_CODE))
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
    code: Mapped[str] = mapped_column(String(_CODE))
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
    component: Mapped[str] = mapped_column(String(_CODE))
    batch: Mapped[str] = mapped_column(String(_CODE))
    sheet: Mapped[int]
    original: Mapped[str] = mapped_column(String(_DIGEST))
    original_dpi: Mapped[int]
    number: Mapped[int]
    cleaned: Mapped[str | None] = mapped_column(String(_DIGEST))
    findings: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str | None] = mapped_column(String(_DIGEST))
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class PageEditRow(Row):
    """What a person did to pages of a dossier, in order; undone edits wait to be done again."""

    __tablename__ = "page_edits"
    __table_args__ = (UniqueConstraint("dossier", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(_CODE))
    actor: Mapped[str] = mapped_column(String(_CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone: Mapped[bool]


class PageVersionRow(Row):
    """A page before or after an edit."""

    __tablename__ = "page_versions"

    edit: Mapped[int] = mapped_column(ForeignKey("page_edits.id"), primary_key=True)
    page: Mapped[int] = mapped_column(ForeignKey("pages.id"), primary_key=True)
    after: Mapped[bool] = mapped_column(primary_key=True)
    component: Mapped[str] = mapped_column(String(_CODE))
    number: Mapped[int]
    removed: Mapped[bool]
    cleaned: Mapped[str | None] = mapped_column(String(_DIGEST))
    words: Mapped[str | None] = mapped_column(String(_DIGEST))
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
    kind: Mapped[str] = mapped_column(String(_CODE))
    component: Mapped[str] = mapped_column(String(_CODE))  # "" where there is none: NULLs are never equal
    stage: Mapped[str] = mapped_column(String(_CODE))
    content: Mapped[str] = mapped_column(String(_DIGEST))
    file_name: Mapped[str] = mapped_column(String(255))
    pages: Mapped[int]
    bytes: Mapped[int]
    verdict: Mapped[str | None] = mapped_column(Text)
    level: Mapped[str | None] = mapped_column(String(_CODE))
    wanted_level: Mapped[str | None] = mapped_column(String(_CODE))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evidence: Mapped[str | None] = mapped_column(String(_DIGEST))
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ChainRow(Row):
    """A chain of audit entries and its last one; the own chain is the one this database writes to."""

    __tablename__ = "chains"

    id: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    own: Mapped[bool]
    last: Mapped[int]
    digest: Mapped[str] = mapped_column(String(_DIGEST))


class AuditRow(Row):
    """Who did what when, chained by digests; never changed."""

    __tablename__ = "audit"

    chain: Mapped[str] = mapped_column(ForeignKey("chains.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    step: Mapped[str] = mapped_column(String(_CODE))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(_DIGEST))


class AccountRow(Row):
    """A person's account."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    full_name: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON)
    password_hash: Mapped[str] = mapped_column(Text)
    password_given: Mapped[bool]
    certificate: Mapped[str | None] = mapped_column(String(_DIGEST))
    failures: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DelegationRow(Row):
    """Who stands in for whom, on which days (both belong to it)."""

    __tablename__ = "delegations"

    id: Mapped[int] = mapped_column(primary_key=True)
    absent: Mapped[str] = mapped_column(ForeignKey("accounts.name"), index=True)
    deputy: Mapped[str] = mapped_column(ForeignKey("accounts.name"), index=True)
    first: Mapped[date]
    last: Mapped[date]


class ClosingRow(Row):
    """The closing of a day's takings."""

    __tablename__ = "closings"

    day: Mapped[date] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))


class PaymentRow(Row):
    """A fee that was taken; what was taken by mistake is marked void and stays."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("agency_code", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    year: Mapped[int]
    number: Mapped[int]
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int]
    method: Mapped[str] = mapped_column(String(_CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_reason: Mapped[str] = mapped_column(Text)


class MoveRow(Row):
    """A step of a dossier; never changed."""

    __tablename__ = "moves"
    __table_args__ = (Index(None, "dossier", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    move: Mapped[str] = mapped_column(String(_CODE))
    status: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class ProcedureRow(Row):
    """A version of a procedure that was imported; it stands over the published one from its day on."""

    __tablename__ = "procedures"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(_CODE), index=True)
    version: Mapped[str] = mapped_column(String(_CODE))
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


class OutboxRow(Row):
    """An intent to send a dossier, and what came of it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "priority", "next_attempt_at", "id"),
        {"sqlite_autoincrement": True},  # entries are deleted, their numbers must not come back
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(_DIGEST), unique=True)
    kind: Mapped[str] = mapped_column(String(_CODE), server_default="submission")
    note: Mapped[str] = mapped_column(Text, server_default="")
    last_step: Mapped[int] = mapped_column(server_default="0")
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"), index=True)
    state: Mapped[str] = mapped_column(String(_CODE))
    priority: Mapped[int]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    owner: Mapped[str | None] = mapped_column(String(300))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    receipt: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)


class PauseRow(Row):
    """While there is one, nothing goes out; who said so."""

    __tablename__ = "outbox_pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxDocumentRow(Row):
    """Which documents an entry sends: those of the moment it was queued, whatever supersedes them later."""

    __tablename__ = "outbox_documents"

    entry: Mapped[int] = mapped_column(ForeignKey("outbox.id"), primary_key=True, autoincrement=False)
    document: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)


class BookmarkRow(Row):
    """How far a source of online dossiers was read; `place` is its own word for it."""

    __tablename__ = "bookmarks"

    source: Mapped[str] = mapped_column(String(200), primary_key=True)
    place: Mapped[str] = mapped_column(String(200))


class KeyRow(Row):
    """A key that the centre made for itself; `value` in hexadecimal."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    value: Mapped[str] = mapped_column(String(_DIGEST))


class UpgradeRow(Row):
    """A document whose signatures wait for a higher level or for a fresh archive time stamp."""

    __tablename__ = "upgrades"
    __table_args__ = (UniqueConstraint("dossier", "kind", "component"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    kind: Mapped[str] = mapped_column(String(_CODE))
    component: Mapped[str] = mapped_column(String(_CODE))  # "" where there is none, as in documents
    content: Mapped[str] = mapped_column(String(_DIGEST))
    wanted_level: Mapped[str] = mapped_column(String(_CODE))
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_reason: Mapped[str | None] = mapped_column(String(200))


class TicketRow(Row):
    """Somebody who waits, is being served, or was; it holds no name."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("agency_code", "day", "series", "number"),
        Index(None, "agency_code", "state", "issued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    day: Mapped[date]
    series: Mapped[str] = mapped_column(String(4))
    number: Mapped[int]
    service: Mapped[str] = mapped_column(String(4))
    secret: Mapped[str] = mapped_column(String(_CODE), unique=True)
    priority: Mapped[str] = mapped_column(String(_CODE))
    appointed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(_CODE))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counter: Mapped[str] = mapped_column(String(_CODE), server_default="")
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TicketSeriesRow(Row):
    """The last number of a series on a day; whoever holds its row gives or calls numbers."""

    __tablename__ = "ticket_series"

    agency_code: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]


class TicketEventRow(Row):
    """What happened to a ticket; never changed."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index(None, "ticket", "id"), Index(None, "kind", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[str] = mapped_column(String(_CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    service: Mapped[str] = mapped_column(String(4))
    counter: Mapped[str] = mapped_column(String(_CODE))
    is_ahead: Mapped[bool]
    actor: Mapped[str] = mapped_column(String(200))


class CounterRow(Row):
    """Which services a counter serves; empty means all of them."""

    __tablename__ = "counters"

    agency_code: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    name: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    services: Mapped[list[str]] = mapped_column(JSON)


class RatingRow(Row):
    """What somebody thought of the service; nobody's name stands here."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    score: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class EquipmentRow(Row):
    """A machine or a line of the centre as it stands now."""

    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("agency_code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(_CODE))
    place: Mapped[str] = mapped_column(String(200))
    serial_number: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(_CODE))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class EquipmentEventRow(Row):
    """What happened to a piece of equipment; never changed."""

    __tablename__ = "equipment_events"
    __table_args__ = (Index(None, "equipment", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    equipment: Mapped[int] = mapped_column(ForeignKey("equipment.id"))
    state: Mapped[str] = mapped_column(String(_CODE))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(200))


class HelpRow(Row):
    """Somebody was helped with something; nobody's name stands here."""

    __tablename__ = "helps"
    __table_args__ = (Index(None, "agency_code", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(_CODE))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(_CODE))
    procedure: Mapped[str] = mapped_column(String(_CODE))
    minutes: Mapped[int]


class DutyRow(Row):
    """Who of the guidance team is on duty on a day."""

    __tablename__ = "duties"

    agency_code: Mapped[str] = mapped_column(String(_CODE), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
