"""What goes out and comes in, and signatures that wait for more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import CODE, DIGEST, Row, UtcDateTime


class OutboxRow(Row):
    """An intent to send a dossier, and what came of it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "priority", "next_attempt_at", "id"),
        {"sqlite_autoincrement": True},  # entries are deleted, their numbers must not come back
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(DIGEST), unique=True)
    kind: Mapped[str] = mapped_column(String(CODE), server_default="submission")
    note: Mapped[str] = mapped_column(Text, server_default="")
    last_step: Mapped[int] = mapped_column(server_default="0")
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"), index=True)
    state: Mapped[str] = mapped_column(String(CODE))
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


class UpgradeRow(Row):
    """A document whose signatures wait for a higher level or for a fresh archive time stamp."""

    __tablename__ = "upgrades"
    __table_args__ = (UniqueConstraint("dossier", "kind", "component"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossiers.code"))
    kind: Mapped[str] = mapped_column(String(CODE))
    component: Mapped[str] = mapped_column(String(CODE))  # "" where there is none, as in documents
    content: Mapped[str] = mapped_column(String(DIGEST))
    wanted_level: Mapped[str] = mapped_column(String(CODE))
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_reason: Mapped[str | None] = mapped_column(String(200))


class KeyRow(Row):
    """A key that the centre made for itself; `value` in hexadecimal."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    value: Mapped[str] = mapped_column(String(DIGEST))
