"""See to it that the database has the shape this program expects."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from storage.engine import NO_TRANSACTION, READING
from storage.errors import DatabaseBusy
from storage.lock import locked
from storage.migrations import HEAD

_WAIT_SECONDS = 60.0
_LOCK_KEY = 0x636C65726B
"""Of the lock on PostgreSQL: "clerk"."""


def ensure_current(engine: Engine, lock: Path) -> None:
    """Migrate unless the database is at the newest revision; one process at a time.

    Killed at any moment, it leaves a database that the next call migrates.

    Raises:
        DatabaseUnusable: it is of a newer program, or not a database.
        DatabaseBusy: another process held the lock for a minute.
    """
    if _is_current(engine):
        return
    try:
        with locked(lock, wait_seconds=_WAIT_SECONDS):
            if not _is_current(engine):
                _migrate(engine)
    except TimeoutError as error:
        raise DatabaseBusy from error


def _is_current(engine: Engine) -> bool:
    with engine.execution_options(**READING).connect() as connection:
        if engine.dialect.name == "sqlite":
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            if mode != "wal":
                return False
        if not inspect(connection).has_table("alembic_version"):
            return False
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(revision) == HEAD


def _migrate(engine: Engine) -> None:
    # Alembic costs a quarter of a second to load, and is needed once in the life of a revision.
    from storage.migrations.upgrade import upgrade

    if engine.dialect.name == "sqlite":
        with engine.execution_options(**NO_TRANSACTION).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Other workstations have other folders: the lock that all of them see is the server's.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        upgrade(connection)
