"""Hear of what other workstations changed, at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine, text

CHANNEL = "clerk"
"""Where PostgreSQL is told of every commit, by the unit of work."""
_LOOK_EVERY_SECONDS = 0.2


class Changes(Protocol):
    """Waits for a change of the records by anybody else."""

    def wait(self, seconds: float) -> bool:
        """Return True as soon as something was committed since the last call, False after `seconds`."""


@contextmanager
def watching(engine: Engine) -> Iterator[Changes]:
    """Yield somebody who hears of changes, on a connection of its own.

    Raises:
        ServerGone: of `wait` too, when the server went away.
    """
    options = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {"begin": ""}
    with engine.connect().execution_options(**options) as connection:
        yield _Notified(connection) if engine.dialect.name == "postgresql" else _Polled(connection)


class _Notified:
    """PostgreSQL tells by itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.execute(text(f"LISTEN {CHANNEL}"))

    def wait(self, seconds: float) -> bool:
        driver = self._connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - an open connection has one
        return next(iter(driver.notifies(timeout=seconds, stop_after=1)), None) is not None


class _Polled:
    """SQLite counts the commits of others (PRAGMA data_version); asking costs microseconds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while (now := self._version()) == self._seen and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_SECONDS)
        changed, self._seen = now != self._seen, now
        return changed

    def _version(self) -> int:
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())
