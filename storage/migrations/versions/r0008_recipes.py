"""How a page is made from its original.

Revision 0008, from 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add a column; the pages that are there were left to the program."""
    op.add_column("pages", sa.Column("recipe", sa.JSON(), server_default="{}", nullable=False))
