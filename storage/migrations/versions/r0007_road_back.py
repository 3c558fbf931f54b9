"""Steps and withdrawals in the outbox; how far the inbox was read.

Revision 0007, from 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add columns and a table; what is in the outbox already is of the first kind."""
    op.add_column("outbox", sa.Column("kind", sa.String(64), server_default="submission", nullable=False))
    op.add_column("outbox", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("last_step", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "bookmarks",
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_bookmarks")),
    )
