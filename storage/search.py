"""Find dossiers by names, ids, codes and the text of their pages, diacritics optional (SQLite FTS5)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from storage.folding import folded
from storage.model import Dossier, DossierCode
from storage.tables import SearchTextRow

MOST_RANKED = 10_000
"""With more hits than these a word is common, and what is newest matters more than what is nearest."""

_CONTEXT = 60
_INSERT = text("INSERT INTO search_index (rowid, folded) VALUES (:id, :folded)")
_COUNT = text("SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :query LIMIT :most)")
_NEAREST = text("SELECT rowid FROM search_index WHERE search_index MATCH :query ORDER BY rank LIMIT :limit")
_NEWEST = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :query ORDER BY rowid DESC LIMIT :limit"
)
_OF_DOSSIER = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: `page` is the page's id, None for the dossier's own facts.

    `snippet` is the text around the first word, with everything that is in it.
    """

    dossier: DossierCode
    page: int | None
    snippet: str


class Search:
    """The index as one unit of work sees it; it changes in the transaction of what it tells of."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def index_dossier(self, dossier: Dossier) -> None:
        """Make a dossier findable by its code, its procedure and its people."""
        people = [dossier.applicant, *filter(None, [dossier.submitter])]
        facts = [dossier.code, dossier.procedure_code, dossier.procedure_name]
        for person in people:
            facts += [person.full_name, person.id_number, person.phone, person.email, person.address]
        self._put(dossier.code, _OF_DOSSIER, "\n".join(filter(None, facts)))

    def index_page(self, dossier: DossierCode, page: int, words: str) -> None:
        """Make a page findable by its text."""
        self._put(dossier, page, words)

    def find(self, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return where every word occurs, the nearest first; the last word may be a beginning.

        Words between quotes stand next to each other. Of very common words the newest places come first.
        """
        query = match_query(words)
        if not query:
            return ()
        statement = _NEWEST if self._is_common(query) else _NEAREST
        found = self._session.execute(statement, {"query": query, "limit": limit})
        ids = [row[0] for row in found]
        rows = {
            row.id: row
            for row in self._session.scalars(select(SearchTextRow).where(SearchTextRow.id.in_(ids)))
        }
        return tuple(_hit(rows[each], words) for each in ids)

    def _is_common(self, query: str) -> bool:
        found = self._session.scalar(_COUNT, {"query": query, "most": MOST_RANKED + 1})
        return int(found or 0) > MOST_RANKED

    def _put(self, dossier: DossierCode, page: int, words: str) -> None:
        row = self._session.scalar(
            select(SearchTextRow).where(SearchTextRow.dossier == dossier, SearchTextRow.page == page)
        )
        if row is None:
            row = SearchTextRow(dossier=dossier, page=page, text=words)
            self._session.add(row)
        row.text = words
        self._session.flush()
        self._session.execute(text("DELETE FROM search_index WHERE rowid = :id"), {"id": row.id})
        self._session.execute(_INSERT, {"id": row.id, "folded": folded(words)})


def rebuild_index(connection: Connection) -> None:
    """Make the index anew from the texts, after they were put in as rows."""
    connection.execute(text("DELETE FROM search_index"))
    for number, words in connection.execute(select(SearchTextRow.id, SearchTextRow.text)).all():
        connection.execute(_INSERT, {"id": number, "folded": folded(words)})


def match_query(words: str) -> str:
    """Return the query for FTS5: each word quoted, so that no sign of its own language works.

    A code such as `H92.01.13-261125-0001` is several tokens to the index and therefore a phrase.
    """
    parts = folded(words).split('"')
    terms: list[str] = []
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1
        terms += [part] if quoted else part.split()
    kept = [f'"{term.strip()}"' for term in terms if any(map(str.isalnum, term))]
    if not kept:
        return ""
    return " ".join(kept) + ("" if words.rstrip().endswith('"') else "*")


def _hit(row: SearchTextRow, words: str) -> Hit:
    bare, first = folded(row.text), next(iter(folded(words).replace('"', " ").split()), "")
    place = max(bare.find(first), 0)
    start = max(place - _CONTEXT, 0)
    snippet = " ".join(row.text[start : place + len(first) + _CONTEXT].split())
    return Hit(DossierCode(row.dossier), row.page or None, snippet)
