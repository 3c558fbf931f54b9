"""The full-text index of each database: FTS5 in SQLite, a text vector with a GIN index in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from storage.search.query import Query

MOST_RANKED = 10_000
"""With more hits than these a word is common, and what is newest matters more than what is nearest."""


class Index(Protocol):
    """Rows of `search_index` under the ids of `search_texts`."""

    def put(self, connection: Session | Connection, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""

    def remove(self, connection: Session | Connection, number: int) -> None:
        """Forget the text of a number."""

    def clear(self, connection: Connection) -> None:
        """Forget everything."""

    def find(self, session: Session, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""


class Fts5Index:
    """SQLite's own."""

    _PUT = text("INSERT INTO search_index (rowid, folded) VALUES (:id, :folded)")
    _REMOVE = text("DELETE FROM search_index WHERE rowid = :id")
    _COUNT = text(
        "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :query LIMIT :most)"
    )
    _NEAREST = text(
        "SELECT rowid FROM search_index WHERE search_index MATCH :query ORDER BY rank LIMIT :limit"
    )
    _NEWEST = text(
        "SELECT rowid FROM search_index WHERE search_index MATCH :query ORDER BY rowid DESC LIMIT :limit"
    )

    def put(self, connection: Session | Connection, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""
        self.remove(connection, number)
        connection.execute(self._PUT, {"id": number, "folded": folded_text})

    def remove(self, connection: Session | Connection, number: int) -> None:
        """Forget the text of a number."""
        connection.execute(self._REMOVE, {"id": number})

    def clear(self, connection: Connection) -> None:
        """Forget everything."""
        connection.execute(text("DELETE FROM search_index"))

    def find(self, session: Session, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""
        match = fts5_query(query)
        found = session.scalar(self._COUNT, {"query": match, "most": MOST_RANKED + 1})
        statement = self._NEWEST if int(found or 0) > MOST_RANKED else self._NEAREST
        return list(session.scalars(statement, {"query": match, "limit": limit}))


def fts5_query(query: Query) -> str:
    """Return the query in FTS5's language; each phrase is quoted, so that no sign of that language works."""
    phrases = " ".join(f'"{" ".join(phrase)}"' for phrase in query.phrases)
    return phrases + ("*" if query.open_end else "")


class PostgresIndex:
    """PostgreSQL's own, over words that were folded already (configuration `simple`)."""

    _PUT = text(
        "INSERT INTO search_index (id, folded) VALUES (:id, to_tsvector('simple', :folded))"
        " ON CONFLICT (id) DO UPDATE SET folded = excluded.folded"
    )
    _REMOVE = text("DELETE FROM search_index WHERE id = :id")
    _COUNT = text(
        "SELECT count(*) FROM (SELECT 1 FROM search_index"
        " WHERE folded @@ to_tsquery('simple', :query) LIMIT :most) AS found"
    )
    _NEAREST = text(
        "SELECT id FROM search_index, to_tsquery('simple', :query) AS query WHERE folded @@ query"
        " ORDER BY ts_rank(folded, query, 1) DESC, id DESC LIMIT :limit"
    )
    _NEWEST = text(
        "SELECT id FROM search_index WHERE folded @@ to_tsquery('simple', :query)"
        " ORDER BY id DESC LIMIT :limit"
    )

    def put(self, connection: Session | Connection, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""
        connection.execute(self._PUT, {"id": number, "folded": words_of(folded_text)})

    def remove(self, connection: Session | Connection, number: int) -> None:
        """Forget the text of a number."""
        connection.execute(self._REMOVE, {"id": number})

    def clear(self, connection: Connection) -> None:
        """Forget everything."""
        connection.execute(text("DELETE FROM search_index"))

    def find(self, session: Session, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""
        match = postgres_query(query)
        found = session.scalar(self._COUNT, {"query": match, "most": MOST_RANKED + 1})
        statement = self._NEWEST if int(found or 0) > MOST_RANKED else self._NEAREST
        return list(session.scalars(statement, {"query": match, "limit": limit}))


def words_of(folded_text: str) -> str:
    """Return a text as bare words: PostgreSQL's parser would take `a.b` for a host and `1-2` for a number."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded_text).split())


def postgres_query(query: Query) -> str:
    """Return the query in PostgreSQL's language (to_tsquery); words hold letters and digits only."""
    phrases = [" <-> ".join(phrase) for phrase in query.phrases]
    return " & ".join(phrases) + (":*" if query.open_end else "")


def index_of(dialect: str) -> Index:
    """Return the index that a database has."""
    return PostgresIndex() if dialect == "postgresql" else Fts5Index()
