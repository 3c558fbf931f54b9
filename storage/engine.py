"""How every connection behaves, and what its errors mean to the clerk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import InterfaceError, OperationalError

from storage.errors import DatabaseBusy, DatabaseUnusable, DiskFull, StorageError

_BUSY_TIMEOUT_MS = 10_000
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNUSABLE = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)

READING = {"begin": "BEGIN"}
"""Engine options of a transaction that only reads."""
NO_TRANSACTION = {"begin": ""}
"""Engine options where SQLite wants a statement outside of transactions."""


def open_engine(url: str | None, home: Path) -> Engine:
    """Return the one engine of the program for `url`, by default `home/clerk.sqlite`; connects lazily."""
    target = url or URL.create("sqlite", database=str(home / "clerk.sqlite"))
    engine = create_engine(target, hide_parameters=True)  # parameters are personal data, errors get logged
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)

    def translate(context: ExceptionContext) -> StorageError | None:
        return _meaning(context, home)

    event.listen(engine, "handle_error", translate)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # else the driver ends transactions before DDL: no atomic migration
    for pragma in (
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "foreign_keys = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock first: a reader that turns writer could only fail, not wait.
    statement = connection.get_execution_options().get("begin", "BEGIN IMMEDIATE")
    if statement:
        connection.exec_driver_sql(statement)


def _meaning(context: ExceptionContext, home: Path) -> StorageError | None:
    original = context.original_exception
    if isinstance(original, sqlite3.Error):
        return _meaning_of_sqlite(original, home)
    if isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError):
        return DatabaseUnusable(type(original).__name__)
    return None


def _meaning_of_sqlite(error: sqlite3.Error, home: Path) -> StorageError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bytes say more than a clerk can use
    if primary in _BUSY:
        return DatabaseBusy()
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull(home)
    if primary in _UNUSABLE:
        return DatabaseUnusable(error.sqlite_errorname)
    return None
