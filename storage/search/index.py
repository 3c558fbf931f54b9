"""The full-text indexes of each database: FTS5 in SQLite, text vectors with GIN indexes in PostgreSQL.

There are two: of what identifies a dossier (names, ids, codes), where the last word may be a beginning, and
of the pages, where words are whole: beginnings of syllables occur on nearly every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, TextClause, text

from storage.search.query import Query

MOST_RANKED = 10_000
"""With more hits than these a word is common, and what is newest matters more than what is nearest."""


class Shelf(StrEnum):
    """Which index; the name of its table."""

    NAMES = "search_names"
    PAGES = "search_index"


class Index(Protocol):
    """Rows under the ids of `search_texts`."""

    def create(self, connection: Connection, shelf: Shelf) -> None:
        """Make an empty index."""

    def put(self, connection: Connection, shelf: Shelf, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""

    def put_new(self, connection: Connection, shelf: Shelf, texts: Sequence[tuple[int, str]]) -> None:
        """Index many texts under numbers that are not there yet."""

    def remove(self, connection: Connection, shelf: Shelf, number: int) -> None:
        """Forget the text of a number."""

    def clear(self, connection: Connection, shelf: Shelf) -> None:
        """Forget everything."""

    def find(self, connection: Connection, shelf: Shelf, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""


class Fts5Index:
    """SQLite's own."""

    _COUNT = "SELECT count(*) FROM (SELECT 1 FROM {0} WHERE {0} MATCH :query LIMIT :most)"
    _NEAREST = "SELECT rowid FROM {0} WHERE {0} MATCH :query ORDER BY rank LIMIT :limit"
    _NEWEST = "SELECT rowid FROM {0} WHERE {0} MATCH :query ORDER BY rowid DESC LIMIT :limit"

    def create(self, connection: Connection, shelf: Shelf) -> None:
        """Make an empty index."""
        prefixes = ", prefix = '1 2 3 4'" if shelf is Shelf.NAMES else ""
        columns = f"folded, tokenize = 'unicode61'{prefixes}"
        connection.execute(text(f"CREATE VIRTUAL TABLE {shelf} USING fts5({columns})"))

    def put(self, connection: Connection, shelf: Shelf, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""
        self.remove(connection, shelf, number)
        self.put_new(connection, shelf, [(number, folded_text)])

    def put_new(self, connection: Connection, shelf: Shelf, texts: Sequence[tuple[int, str]]) -> None:
        """Index many texts under numbers that are not there yet."""
        values = [{"id": number, "folded": folded_text} for number, folded_text in texts]
        connection.execute(_sql("INSERT INTO {} (rowid, folded) VALUES (:id, :folded)", shelf), values)

    def remove(self, connection: Connection, shelf: Shelf, number: int) -> None:
        """Forget the text of a number."""
        connection.execute(_sql("DELETE FROM {} WHERE rowid = :id", shelf), {"id": number})

    def clear(self, connection: Connection, shelf: Shelf) -> None:
        """Forget everything."""
        connection.execute(_sql("DELETE FROM {}", shelf))

    def find(self, connection: Connection, shelf: Shelf, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""
        values = {"query": fts5_query(query, beginnings=shelf is Shelf.NAMES), "limit": limit}
        found = connection.scalar(_sql(self._COUNT, shelf), values | {"most": MOST_RANKED + 1})
        statement = self._NEWEST if int(found or 0) > MOST_RANKED else self._NEAREST
        return list(connection.scalars(_sql(statement, shelf), values))


def fts5_query(query: Query, *, beginnings: bool) -> str:
    """Return the query in FTS5's language; each phrase is quoted, so that no sign of that language works."""
    phrases = " ".join(f'"{" ".join(phrase)}"' for phrase in query.phrases)
    return phrases + ("*" if beginnings and query.open_end else "")


class PostgresIndex:
    """PostgreSQL's own, over words that were folded already (configuration `simple`)."""

    _COUNT = (
        "SELECT count(*) FROM"
        " (SELECT 1 FROM {0} WHERE folded @@ to_tsquery('simple', :query) LIMIT :most) AS found"
    )
    _NEAREST = (
        "SELECT id FROM {0}, to_tsquery('simple', :query) AS query WHERE folded @@ query"
        " ORDER BY ts_rank(folded, query, 1) DESC, id DESC LIMIT :limit"
    )
    _NEWEST = "SELECT id FROM {0} WHERE folded @@ to_tsquery('simple', :query) ORDER BY id DESC LIMIT :limit"

    def create(self, connection: Connection, shelf: Shelf) -> None:
        """Make an empty index."""
        connection.execute(_sql("CREATE TABLE {} (id integer PRIMARY KEY, folded tsvector NOT NULL)", shelf))
        connection.execute(_sql("CREATE INDEX ix_{0}_folded ON {0} USING gin (folded)", shelf))

    def put(self, connection: Connection, shelf: Shelf, number: int, folded_text: str) -> None:
        """Index a text under its number, in place of what was there."""
        statement = _sql(
            "INSERT INTO {} (id, folded) VALUES (:id, to_tsvector('simple', :folded))"
            " ON CONFLICT (id) DO UPDATE SET folded = excluded.folded",
            shelf,
        )
        connection.execute(statement, {"id": number, "folded": words_of(folded_text)})

    def put_new(self, connection: Connection, shelf: Shelf, texts: Sequence[tuple[int, str]]) -> None:
        """Index many texts under numbers that are not there yet."""
        values = [{"id": number, "folded": words_of(folded_text)} for number, folded_text in texts]
        statement = "INSERT INTO {} (id, folded) VALUES (:id, to_tsvector('simple', :folded))"
        connection.execute(_sql(statement, shelf), values)

    def remove(self, connection: Connection, shelf: Shelf, number: int) -> None:
        """Forget the text of a number."""
        connection.execute(_sql("DELETE FROM {} WHERE id = :id", shelf), {"id": number})

    def clear(self, connection: Connection, shelf: Shelf) -> None:
        """Forget everything."""
        connection.execute(_sql("DELETE FROM {}", shelf))

    def find(self, connection: Connection, shelf: Shelf, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""
        values = {"query": postgres_query(query, beginnings=shelf is Shelf.NAMES), "limit": limit}
        found = connection.scalar(_sql(self._COUNT, shelf), values | {"most": MOST_RANKED + 1})
        statement = self._NEWEST if int(found or 0) > MOST_RANKED else self._NEAREST
        return list(connection.scalars(_sql(statement, shelf), values))


def words_of(folded_text: str) -> str:
    """Return a text as bare words: PostgreSQL's parser would take `a.b` for a host and `1-2` for a number."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded_text).split())


def postgres_query(query: Query, *, beginnings: bool) -> str:
    """Return the query in PostgreSQL's language (to_tsquery); words hold letters and digits only."""
    phrases = [" <-> ".join(phrase) for phrase in query.phrases]
    return " & ".join(phrases) + (":*" if beginnings and query.open_end else "")


def index_of(dialect: str) -> Index:
    """Return the indexes that a database has."""
    return PostgresIndex() if dialect == "postgresql" else Fts5Index()


def _sql(statement: str, shelf: Shelf) -> TextClause:
    """Return a statement about one index; the only names that can stand in it are those of `Shelf`."""
    return text(statement.format(shelf.value))
