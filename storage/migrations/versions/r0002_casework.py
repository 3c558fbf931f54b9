"""Casework: who submitted, where a dossier stands and stood, imported procedures.

Revision 0002, from 0001. Dossiers from before have their acceptance as their only step.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_EMPTY_TEXTS = ("authorisation", "originals_at")
_SUBMITTER = ("submitter_name", "submitter_address", "submitter_email")
_TIMES = ("stopped_at", "solved_at", "returned_at", "ended_at")


def upgrade() -> None:
    """Widen dossiers, create the new tables, and give every dossier its first step."""
    _widen_dossiers()
    _create_moves()
    _create_procedures()
    op.execute(
        "INSERT INTO moves (dossier, move, status, due_at, at, actor, reason, note) "
        "SELECT code, 'accept', status, due_at, received_at, '', '', '' FROM dossiers"
    )


def _widen_dossiers() -> None:
    for name, length in (("domain", 64), ("limit_unit", 64), ("holder", 200)):
        op.add_column("dossiers", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    for name in _EMPTY_TEXTS:
        op.add_column("dossiers", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in _SUBMITTER:
        op.add_column("dossiers", sa.Column(name, sa.Text(), nullable=True))
    for name in ("submitter_id_number", "submitter_phone"):
        op.add_column("dossiers", sa.Column(name, sa.String(64), nullable=True))
    for name in _TIMES:
        op.add_column("dossiers", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_dossiers_ended_at"), "dossiers", ["ended_at"], unique=False)


def _create_moves() -> None:
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("move", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_moves_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    op.create_index(op.f("ix_moves_dossier_at"), "moves", ["dossier", "at"], unique=False)


def _create_procedures() -> None:
    op.create_table(
        "procedures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_procedures_code_version")),
    )
    op.create_index(op.f("ix_procedures_code"), "procedures", ["code"], unique=False)
