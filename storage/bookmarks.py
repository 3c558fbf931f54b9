"""How far sources of online dossiers were read."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage.tables import BookmarkRow


class Bookmarks:
    """The bookmarks as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, source: str) -> str:
        """Return the place reached in `source`, empty before its beginning."""
        row = self._session.get(BookmarkRow, source)
        return "" if row is None else row.place

    def put(self, source: str, place: str) -> None:
        """Remember the place reached in `source`."""
        self._session.merge(BookmarkRow(source=source, place=place))
        self._session.flush()
