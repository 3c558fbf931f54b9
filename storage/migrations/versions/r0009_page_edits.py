"""What people did to pages, and pages they removed.

Revision 0009, from 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add a column and two tables; no page that is there was removed."""
    op.add_column("pages", sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "page_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_page_edits_dossier_dossiers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_edits")),
        sa.UniqueConstraint("dossier", "number", name=op.f("uq_page_edits_dossier_number")),
    )
    op.create_table(
        "page_versions",
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("after", sa.Boolean(), nullable=False),
        sa.Column("component", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("cleaned", sa.String(64), nullable=True),
        sa.Column("words", sa.String(64), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["edit"], ["page_edits.id"], name=op.f("fk_page_versions_edit_page_edits")),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name=op.f("fk_page_versions_page_pages")),
        sa.PrimaryKeyConstraint("edit", "page", "after", name=op.f("pk_page_versions")),
    )
