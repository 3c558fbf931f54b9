"""Find dossiers by names, ids, codes and the text of their pages, diacritics optional."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from storage.folding import folded
from storage.model import Dossier, DossierCode
from storage.search.index import OF_DOSSIER, Shelf, index_of, shelf_of
from storage.search.query import parsed
from storage.tables import SearchTextRow
from storage.writes import Writes

_CONTEXT = 60
_CUT_AT_START, _CUT_AT_END = re.compile(r"^\S*\s"), re.compile(r"\s\S*$")
"""Letters around what was found; a word that is cut there is left out."""
_ROWS_AT_ONCE = 1000


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

    def __init__(self, session: Session, writes: Writes) -> None:
        self._session = session
        self._writes = writes
        self._index = index_of(session.get_bind().dialect.name)

    def index_dossier(self, dossier: Dossier) -> None:
        """Make a dossier findable by its code, its procedure and its people."""
        people = [dossier.applicant, *filter(None, [dossier.submitter])]
        facts = [dossier.code, dossier.procedure_code, dossier.procedure_name]
        for person in people:
            facts += [person.full_name, person.id_number, person.phone, person.email, person.address]
        self.index_page(dossier.code, OF_DOSSIER, "\n".join(filter(None, facts)))

    def index_page(self, dossier: DossierCode, page: int, words: str) -> None:
        """Make a page findable by its text."""
        self._index.put(self._writes, dossier, page, words)

    def find(self, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return where every word occurs: names, ids and codes first, then pages.

        Each in order of nearness, or of very common words the newest first. Words between quotes stand next
        to each other. The last word may be the beginning of a name, an id or a code.
        """
        self._writes.flush()
        query = parsed(words)
        if query is None:
            return ()
        connection = self._session.connection()
        ids = list(self._index.find(connection, Shelf.NAMES, query, limit))
        if len(ids) < limit:
            ids += self._index.find(connection, Shelf.PAGES, query, limit - len(ids))
        rows = {
            row.id: row
            for row in self._session.scalars(select(SearchTextRow).where(SearchTextRow.id.in_(ids)))
        }
        return tuple(_hit(rows[each], query.first) for each in ids)

    def forget(self, dossier: DossierCode) -> None:
        """Let nothing of a dossier be found any more."""
        self._writes.flush()
        connection = self._session.connection()
        for row in self._session.scalars(select(SearchTextRow).where(SearchTextRow.dossier == dossier)):
            self._index.remove(connection, shelf_of(row.page), row.id)
            self._session.delete(row)
        self._session.flush()


def rebuild_index(connection: Connection) -> None:
    """Make the indexes anew from the texts, after they were put in as rows."""
    index = index_of(connection.dialect.name)
    for shelf in Shelf:
        index.clear(connection, shelf)
    columns = (SearchTextRow.id, SearchTextRow.page, SearchTextRow.text)
    rows = connection.execute(select(*columns).execution_options(yield_per=_ROWS_AT_ONCE))
    with index.filling(connection):
        for part in rows.partitions():
            put_texts(connection, [(number, page, words) for number, page, words in part])


def put_texts(connection: Connection, texts: Sequence[tuple[int, int, str]]) -> None:
    """Index many texts that are not there yet: number, page and words."""
    index = index_of(connection.dialect.name)
    for shelf in Shelf:
        mine = [(number, folded(words)) for number, page, words in texts if shelf_of(page) is shelf]
        if mine:
            index.put_new(connection, shelf, mine)


def _hit(row: SearchTextRow, first: str) -> Hit:
    place = max(folded(row.text).find(first), 0)
    end = place + len(first)
    before = row.text[max(place - _CONTEXT - 1, 0) : place]
    after = row.text[end : end + _CONTEXT + 1]
    if place > _CONTEXT:  # the first word there may be the rest of one
        before = _CUT_AT_START.sub("", before)
    if len(after) > _CONTEXT:
        after = _CUT_AT_END.sub("", after)
    snippet = " ".join(f"{before}{row.text[place:end]}{after}".split())
    return Hit(DossierCode(row.dossier), row.page or None, snippet)
