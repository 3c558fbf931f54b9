"""Who may do what, and who did what when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import CODE, DIGEST, Row, UtcDateTime


class AccountRow(Row):
    """A person's account."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    full_name: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON)
    password_hash: Mapped[str] = mapped_column(Text)
    password_given: Mapped[bool]
    certificate: Mapped[str | None] = mapped_column(String(DIGEST))
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


class ChainRow(Row):
    """A chain of audit entries and its last one; the own chain is the one this database writes to."""

    __tablename__ = "chains"

    id: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    own: Mapped[bool]
    last: Mapped[int]
    digest: Mapped[str] = mapped_column(String(DIGEST))


class AuditRow(Row):
    """Who did what when, chained by digests; never changed."""

    __tablename__ = "audit"

    chain: Mapped[str] = mapped_column(ForeignKey("chains.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    step: Mapped[str] = mapped_column(String(CODE))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(DIGEST))
