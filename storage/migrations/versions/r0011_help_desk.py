"""The help desk: equipment and what happened to it, who was helped with what, who is on duty.

Revision 0011, from 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables of the help desk."""
    _equipment()
    op.create_table(
        "helps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("procedure", sa.String(64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helps")),
    )
    op.create_index(op.f("ix_helps_agency_code_day"), "helps", ["agency_code", "day"], unique=False)
    op.create_table(
        "duties",
        sa.Column("agency_code", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("agency_code", "day", "place", name=op.f("pk_duties")),
    )


def _equipment() -> None:
    op.create_table(
        "equipment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("serial_number", sa.String(200), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
        sa.UniqueConstraint("agency_code", "name", name=op.f("uq_equipment_agency_code_name")),
    )
    op.create_table(
        "equipment_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment"], ["equipment.id"], name=op.f("fk_equipment_events_equipment_equipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_events")),
    )
    op.create_index(
        op.f("ix_equipment_events_equipment_id"), "equipment_events", ["equipment", "id"], unique=False
    )
