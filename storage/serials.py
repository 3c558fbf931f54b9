"""Numbers without gaps: the next one is taken under a lock that holds until the transaction ends."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.tables import SerialRow


def locked_serial(session: Session, agency_code: str, series: str) -> SerialRow:
    """Return the row that counts a series (at most 6 letters) of an agency; whoever else wants it waits.

    A number taken in a transaction that is rolled back is given to the next.
    """
    key = (agency_code, series)
    row = session.get(SerialRow, key, with_for_update=True, populate_existing=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(SerialRow(agency_code=agency_code, day=series, last=0))
    except IntegrityError:
        pass  # another process was first; on SQLite the write lock rules this out
    return session.get_one(SerialRow, key, with_for_update=True, populate_existing=True)
