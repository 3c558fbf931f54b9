"""An outbox that can be paused, evidence beside documents, indexes that spare sorting.

Revision 0006, from 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create table, column and indexes; the indexes take the place of shorter ones."""
    op.add_column("documents", sa.Column("evidence", sa.String(64), nullable=True))
    op.create_table(
        "outbox_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_pauses")),
    )
    op.drop_index(op.f("ix_outbox_state_next_attempt_at"), "outbox")
    columns = ["state", "priority", "next_attempt_at", "id"]
    op.create_index(op.f("ix_outbox_state_priority_next_attempt_at_id"), "outbox", columns, unique=False)
    op.drop_index(op.f("ix_moves_dossier_at"), "moves")
    op.create_index(op.f("ix_moves_dossier_at_id"), "moves", ["dossier", "at", "id"], unique=False)
