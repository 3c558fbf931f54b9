"""Search: texts and their full-text index; dossiers from before are indexed by what they know of themselves.

Revision 0003, from 0002.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.folding import folded
from storage.search.index import Shelf, index_of

revision = "0003"
down_revision = "0002"

_FACTS = (
    "code",
    "procedure_code",
    "procedure_name",
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "applicant_email",
    "applicant_address",
)


def upgrade() -> None:
    """Create table and index, and fill them."""
    texts = op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_search_texts_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_texts")),
        sa.UniqueConstraint("dossier", "page", name=op.f("uq_search_texts_dossier_page")),
    )
    index = index_of(op.get_bind().dialect.name)
    index.create(op.get_bind(), Shelf.PAGES)
    columns: list[sa.ColumnElement[Any]] = [sa.column(name) for name in ("id", *_FACTS)]
    connection = op.get_bind()
    query = sa.select(*columns).select_from(sa.table("dossiers"))
    for number, code, *facts in connection.execute(query).all():
        text = "\n".join(filter(None, (code, *facts)))
        connection.execute(sa.insert(texts).values(id=number, dossier=code, page=0, text=text))
        index.put_new(connection, Shelf.PAGES, [(number, folded(text))])
