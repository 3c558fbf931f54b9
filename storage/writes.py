"""Statements whose answers nobody waits for: PostgreSQL gets them with the commit, in one message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, TextClause, text
from sqlalchemy.orm import Session

from storage.changes import CHANNEL

_KEPT_TOGETHER = (
    text(f"SELECT pg_notify('{CHANNEL}', ''), set_config('synchronous_commit', 'off', true)"),
    text("COMMIT"),
    text("SELECT pg_logical_emit_message(true, 'clerk', '')"),
)
"""Announced without waiting for the disk, kept, and waited for."""

Meaning = Callable[[BaseException], BaseException]
"""Turns an error of the driver into one of ours."""


class Writes:
    """The writes of one unit of work that nothing in it depends on; whoever reads them calls `flush` before.

    On SQLite, which is in the own process, they happen at once.
    """

    def __init__(self, session: Session, meaning: Meaning) -> None:
        self._session = session
        self._meaning = meaning
        self._is_server = session.get_bind().dialect.name == "postgresql"
        self._waiting: list[tuple[TextClause, Mapping[str, Any]]] = []

    @property
    def connection(self) -> Connection:
        """The connection of the unit of work."""
        return self._session.connection()

    def add(self, statement: TextClause, values: Mapping[str, Any]) -> None:
        """Let a statement be done before the commit."""
        if self._is_server:
            self._waiting.append((statement, values))
        else:
            self.connection.execute(statement, values)

    def flush(self) -> None:
        """Do what waits."""
        waiting, self._waiting = self._waiting, []
        for statement, values in waiting:
            self.connection.execute(statement, values)

    def commit(self) -> None:
        """Do what waits and keep everything."""
        if self._is_server:
            self._commit_together()
        self._session.commit()

    def _commit_together(self) -> None:
        """Tell the others, let go of the locks before the disk answers, then wait for it together with them.

        The next number and the end of the audit are locked until the transaction ends; with the disk's
        answer inside, ten workstations wait for ten answers one after the other. The second transaction waits
        for everything written before it, so that nothing is told to be kept before it is; a crash in between
        loses this transaction and whatever others built on it, never one without the other.
        """
        connection, waiting = self.connection, self._waiting
        self._waiting = []
        driver: Any = connection.connection.driver_connection
        dialect = connection.dialect
        try:
            with driver.pipeline():
                for statement, values in waiting:
                    driver.execute(_in_the_drivers_words(statement, dialect), values)
                for statement in _KEPT_TOGETHER:
                    driver.execute(_in_the_drivers_words(statement, dialect))
        except dialect.loaded_dbapi.Error as error:
            if driver.closed:
                connection.invalidate(error)
            raise self._meaning(error) from error


@lru_cache
def _in_the_drivers_words(statement: TextClause, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect))
