"""Documents whose signatures wait for a higher level or for a fresh archive time stamp.

Revision 0005, from 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "upgrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("component", sa.String(64), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("wanted_level", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("last_reason", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_upgrades_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upgrades")),
        sa.UniqueConstraint("dossier", "kind", "component", name=op.f("uq_upgrades_dossier_kind_component")),
    )
    op.create_index(op.f("ix_upgrades_next_try_at"), "upgrades", ["next_try_at"])
