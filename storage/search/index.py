"""The full-text indexes of each database: FTS5 in SQLite, text vectors with GIN indexes in PostgreSQL.

There are two: of what identifies a dossier (names, ids, codes), where the last word may be a beginning, and
of the pages, where words are whole: beginnings of syllables occur on nearly every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Protocol

from sqlalchemy import Connection, TextClause, text

from storage.folding import folded
from storage.model import DossierCode
from storage.search.query import Query, words_in
from storage.writes import Writes

MOST_RANKED = 10_000
"""With more hits than these a word is common, and what is newest matters more than what is nearest."""

OF_DOSSIER = 0
"""Stands for the page where a text is of the dossier itself."""
_KEEP = (
    "INSERT INTO search_texts (dossier, page, text) VALUES (:dossier, :page, :text)"
    " ON CONFLICT (dossier, page) DO UPDATE SET text = excluded.text RETURNING id"
)


class Shelf(StrEnum):
    """Which index; the name of its table."""

    NAMES = "search_names"
    PAGES = "search_index"


def shelf_of(page: int) -> Shelf:
    """Return the index that the text of a page is in; page 0 is the dossier itself."""
    return Shelf.NAMES if page == OF_DOSSIER else Shelf.PAGES


class Index(Protocol):
    """Rows under the ids of `search_texts`."""

    def create(self, connection: Connection, shelf: Shelf) -> None:
        """Make an empty index."""

    def put(self, writes: Writes, dossier: DossierCode, page: int, words: str) -> None:
        """Keep a text in `search_texts` and index it, in place of what was there."""

    def put_new(self, connection: Connection, shelf: Shelf, texts: Sequence[tuple[int, str]]) -> None:
        """Index many texts under numbers that are not there yet."""

    def remove(self, connection: Connection, shelf: Shelf, number: int) -> None:
        """Forget the text of a number."""

    def clear(self, connection: Connection, shelf: Shelf) -> None:
        """Forget everything."""

    def filling(self, connection: Connection) -> AbstractContextManager[None]:
        """Let very many texts be put in between, faster."""

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

    def put(self, writes: Writes, dossier: DossierCode, page: int, words: str) -> None:
        """Keep a text in `search_texts` and index it, in place of what was there."""
        connection = writes.connection
        number = int(connection.scalar(text(_KEEP), {"dossier": dossier, "page": page, "text": words}) or 0)
        shelf = shelf_of(page)
        self.remove(connection, shelf, number)
        self.put_new(connection, shelf, [(number, folded(words))])

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

    def filling(self, _connection: Connection) -> AbstractContextManager[None]:
        """Do nothing: FTS5 puts rows in about as fast as it merges them later."""
        return nullcontext()

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
    """PostgreSQL's own: the words of a text and its pairs of neighbours, as text vectors without places.

    A phrase is looked for by its pairs: with places, PostgreSQL reads every page that holds the words to see
    whether they stand together. What is nearest has the fewest words around what was looked for.
    """

    _COUNT = (
        "SELECT count(*) FROM"
        " (SELECT 1 FROM {0} WHERE folded @@ CAST(:query AS tsquery) LIMIT :most) AS found"
    )
    _GUESS = "EXPLAIN (FORMAT JSON) SELECT 1 FROM {0} WHERE folded @@ CAST(:query AS tsquery)"
    _NEAREST = (
        "SELECT id FROM {0} WHERE folded @@ CAST(:query AS tsquery) ORDER BY words, id DESC LIMIT :limit"
    )
    _NEWEST = "SELECT id FROM {0} WHERE folded @@ CAST(:query AS tsquery) ORDER BY id DESC LIMIT :limit"
    _PUT = "INSERT INTO {} (id, words, folded) VALUES (:id, :words, CAST(:vector AS tsvector))"
    _KEEP_AND_PUT = (
        "WITH kept AS ({keep}) INSERT INTO {0} (id, words, folded)"
        " SELECT id, :words, CAST(:vector AS tsvector) FROM kept"
        " ON CONFLICT (id) DO UPDATE SET words = excluded.words, folded = excluded.folded"
    )
    _CREATE_INDEX = "CREATE INDEX ix_{0}_folded ON {0} USING gin (folded)"
    _SURELY_COMMON = 5 * MOST_RANKED

    def create(self, connection: Connection, shelf: Shelf) -> None:
        """Make an empty index."""
        columns = "id integer PRIMARY KEY, words integer NOT NULL, folded tsvector NOT NULL"
        connection.execute(text(f"CREATE TABLE {shelf} ({columns})"))
        connection.execute(_sql(self._CREATE_INDEX, shelf))

    def put(self, writes: Writes, dossier: DossierCode, page: int, words: str) -> None:
        """Keep a text in `search_texts` and index it, in place of what was there."""
        values = {"dossier": dossier, "page": page, "text": words} | _vector(folded(words))
        writes.add(_sql(self._KEEP_AND_PUT, shelf_of(page)), values)

    def put_new(self, connection: Connection, shelf: Shelf, texts: Sequence[tuple[int, str]]) -> None:
        """Index many texts under numbers that are not there yet."""
        values = [{"id": number} | _vector(folded_text) for number, folded_text in texts]
        connection.execute(_sql(self._PUT, shelf), values)

    def remove(self, connection: Connection, shelf: Shelf, number: int) -> None:
        """Forget the text of a number."""
        connection.execute(_sql("DELETE FROM {} WHERE id = :id", shelf), {"id": number})

    def clear(self, connection: Connection, shelf: Shelf) -> None:
        """Forget everything."""
        connection.execute(_sql("DELETE FROM {}", shelf))

    @contextmanager
    def filling(self, connection: Connection) -> Iterator[None]:
        """Take the indexes away and build them at the end, sorted; word by word takes many times as long."""
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        for shelf in Shelf:
            connection.execute(_sql("DROP INDEX ix_{0}_folded", shelf))
        yield
        for shelf in Shelf:
            connection.execute(_sql(self._CREATE_INDEX, shelf))

    def find(self, connection: Connection, shelf: Shelf, query: Query, limit: int) -> Sequence[int]:
        """Return numbers of texts that hold every phrase: the nearest first, of common words the newest."""
        match = postgres_query(query, beginnings=shelf is Shelf.NAMES)
        common = self._is_common(connection, shelf, match)
        statement = self._NEWEST if common else self._NEAREST
        return list(connection.scalars(_sql(statement, shelf), {"query": match, "limit": limit}))

    def _is_common(self, connection: Connection, shelf: Shelf, match: str) -> bool:
        """Ask the planner first: counting what is on every page reads the whole index of it."""
        plan = connection.scalar(_sql(self._GUESS, shelf), {"query": match})
        if plan is not None and plan[0]["Plan"]["Plan Rows"] > self._SURELY_COMMON:
            return True
        found = connection.scalar(_sql(self._COUNT, shelf), {"query": match, "most": MOST_RANKED + 1})
        return int(found or 0) > MOST_RANKED


def _vector(folded_text: str) -> dict[str, object]:
    words = words_in(folded_text)
    terms = {*words, *map(" ".join, pairwise(words))}
    return {"words": len(words), "vector": " ".join(f"'{term}'" for term in terms)}


def postgres_query(query: Query, *, beginnings: bool) -> str:
    """Return the query as a tsquery; words hold letters and digits only, so that quotes are safe."""
    terms = []
    for phrase in query.phrases:
        terms += [" ".join(pair) for pair in pairwise(phrase)] or [phrase[0]]
    quoted = [f"'{term}'" for term in terms]
    if beginnings and query.open_end:
        quoted[-1] += ":*"
    return " & ".join(quoted)


def index_of(dialect: str) -> Index:
    """Return the indexes that a database has."""
    return PostgresIndex() if dialect == "postgresql" else Fts5Index()


@cache
def _sql(statement: str, shelf: Shelf) -> TextClause:
    """Return a statement about one index; the only names that can stand in it are those of `Shelf`."""
    return text(statement.format(shelf.value, keep=_KEEP))
