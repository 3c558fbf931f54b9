"""Find dossiers by names, ids, codes and the text of their pages, diacritics optional."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from storage.folding import folded
from storage.model import Dossier, DossierCode
from storage.search.index import index_of
from storage.search.query import parsed
from storage.tables import SearchTextRow

_CONTEXT = 60
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
        self._index = index_of(session.get_bind().dialect.name)

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
        query = parsed(words)
        if query is None:
            return ()
        ids = self._index.find(self._session, query, limit)
        rows = {
            row.id: row
            for row in self._session.scalars(select(SearchTextRow).where(SearchTextRow.id.in_(ids)))
        }
        return tuple(_hit(rows[each], query.first) for each in ids)

    def forget(self, dossier: DossierCode) -> None:
        """Let nothing of a dossier be found any more."""
        for row in self._session.scalars(select(SearchTextRow).where(SearchTextRow.dossier == dossier)):
            self._index.remove(self._session, row.id)
            self._session.delete(row)
        self._session.flush()

    def _put(self, dossier: DossierCode, page: int, words: str) -> None:
        row = self._session.scalar(
            select(SearchTextRow).where(SearchTextRow.dossier == dossier, SearchTextRow.page == page)
        )
        if row is None:
            row = SearchTextRow(dossier=dossier, page=page, text=words)
            self._session.add(row)
        row.text = words
        self._session.flush()
        self._index.put(self._session, row.id, folded(words))


def rebuild_index(connection: Connection) -> None:
    """Make the index anew from the texts, after they were put in as rows."""
    index = index_of(connection.dialect.name)
    index.clear(connection)
    for number, words in connection.execute(select(SearchTextRow.id, SearchTextRow.text)).all():
        index.put(connection, number, folded(words))


def _hit(row: SearchTextRow, first: str) -> Hit:
    place = max(folded(row.text).find(first), 0)
    start = max(place - _CONTEXT, 0)
    snippet = " ".join(row.text[start : place + len(first) + _CONTEXT].split())
    return Hit(DossierCode(row.dossier), row.page or None, snippet)
