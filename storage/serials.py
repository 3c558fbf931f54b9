"""Numbers without gaps: the next one is taken under a lock that holds until the transaction ends."""

from __future__ import annotations

from sqlalchemy import Connection, text

NEXT = (
    "INSERT INTO serials (agency_code, day, last) VALUES (:agency, :series, 1)"
    " ON CONFLICT (agency_code, day) DO UPDATE SET last = serials.last + 1 RETURNING last"
)
"""Asks for the next number of a series of an agency."""
_NEXT = text(NEXT)
_GIVE_BACK = text("UPDATE serials SET last = last - 1 WHERE agency_code = :agency AND day = :series")
_LOCK = text(
    "INSERT INTO serials (agency_code, day, last) VALUES (:agency, :series, 0)"
    " ON CONFLICT (agency_code, day) DO UPDATE SET last = serials.last RETURNING last"
)


def next_serial(connection: Connection, agency_code: str, series: str) -> int:
    """Return the next number of a series (at most 6 letters) of an agency; whoever else wants one waits.

    A number taken in a transaction that is rolled back is given to the next.
    """
    return int(connection.scalar(_NEXT, {"agency": agency_code, "series": series}) or 0)


def give_back(connection: Connection, agency_code: str, series: str) -> None:
    """Take the number back that was given last in this transaction."""
    connection.execute(_GIVE_BACK, {"agency": agency_code, "series": series})


def lock_series(connection: Connection, agency_code: str, series: str) -> None:
    """Let whoever wants a number wait until the transaction ends."""
    connection.execute(_LOCK, {"agency": agency_code, "series": series})
