"""Accounts, fees, the history as a chain of audit entries; papers reused, tombstones, an index of names.

Revision 0004, from 0003. What the history told becomes the beginning of the chain.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from storage.audit import START, digest_of
from storage.model import AuditEntry
from storage.search import rebuild_index
from storage.search.index import Shelf, index_of

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_ENTRY = ("subject", "step", "actor", "at", "detail")


def _table(name: str, *columns: str) -> sa.TableClause:
    types: dict[str, sa.types.TypeEngine[Any]] = {"at": _MOMENT, "detail": sa.JSON(), "own": sa.Boolean()}
    return sa.table(name, *(sa.column(column, types.get(column)) for column in columns))


_HISTORY = _table("history", "id", "dossier", "step", "actor", "at", "detail")
_CHAINS = _table("chains", "id", "own", "last", "digest")
_AUDIT = _table("audit", "chain", "number", *_ENTRY, "digest")


def upgrade() -> None:
    """Create the new tables, widen the old ones, and chain the history."""
    _widen()
    _create_audit()
    _create_accounts()
    _create_payments()
    _chain_history()
    op.drop_table("history")
    index_of(op.get_bind().dialect.name).create(op.get_bind(), Shelf.NAMES)
    rebuild_index(op.get_bind())


def _widen() -> None:
    op.add_column("dossiers", sa.Column("removed_at", _MOMENT, nullable=True))
    times = ["received_at", "ended_at"]
    op.create_index(op.f("ix_dossiers_received_at_ended_at"), "dossiers", times, unique=False)
    op.add_column("components", sa.Column("received", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("components", sa.Column("reused_from", sa.String(200), nullable=False, server_default=""))


def _create_audit() -> None:
    op.create_table(
        "chains",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chains")),
    )
    op.create_table(
        "audit",
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["chain"], ["chains.id"], name=op.f("fk_audit_chain")),
        sa.PrimaryKeyConstraint("chain", "number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_given", sa.Boolean(), nullable=False),
        sa.Column("certificate", sa.String(64), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent", sa.String(200), nullable=False),
        sa.Column("deputy", sa.String(200), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["absent"], ["accounts.name"], name=op.f("fk_delegations_absent")),
        sa.ForeignKeyConstraint(["deputy"], ["accounts.name"], name=op.f("fk_delegations_deputy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    for column in ("absent", "deputy"):
        op.create_index(op.f(f"ix_delegations_{column}"), "delegations", [column], unique=False)


def _create_payments() -> None:
    op.create_table(
        "closings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agency_code", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("day", "agency_code", name=op.f("pk_closings")),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("voided_at", _MOMENT, nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_payments_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint(
            "agency_code", "year", "number", name=op.f("uq_payments_agency_code_year_number")
        ),
    )
    for column in ("day", "dossier"):
        op.create_index(op.f(f"ix_payments_{column}"), "payments", [column], unique=False)


def _chain_history() -> None:
    connection = op.get_bind()
    told = connection.execute(sa.select(_HISTORY).order_by(_HISTORY.c.id)).all()
    if not told:
        return
    chain, digest = str(uuid4()), START
    rows = []
    for number, (_id, *fields) in enumerate(told, 1):
        row = dict(zip(_ENTRY, fields, strict=True))
        row["at"] = _aware(row["at"])
        digest = digest_of(chain, number, AuditEntry(**row), digest)
        rows.append({"chain": chain, "number": number, **row, "digest": digest})
    end = {"id": chain, "own": True, "last": len(rows), "digest": digest}
    connection.execute(sa.insert(_CHAINS), end)
    connection.execute(sa.insert(_AUDIT), rows)


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
