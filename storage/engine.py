"""How every connection behaves, and what its errors mean to the clerk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseBusy, DatabaseUnusable, DiskFull, ServerGone, StorageError

_BUSY_TIMEOUT_MS = 10_000
_CONNECT_TIMEOUT_SECONDS = 10
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
_POSTGRES_FULL = "53100"
_POSTGRES_BUSY = ("40001", "40P01", "55P03", "57014")
"""Serialisation failure, deadlock, a lock or a statement that took too long."""
_POSTGRES_REFUSES = ("28", "3D", "42", "53", "XX")
"""Classes: authentication, no such database, rights, resources, corruption."""

READING = {"begin": "BEGIN"}
"""Engine options of a transaction that only reads."""
NO_TRANSACTION = {"begin": ""}
"""Engine options where SQLite wants a statement outside of transactions."""


def open_engine(url: str | None, home: Path) -> Engine:
    """Return the one engine of the program for `url`, by default `home/clerk.sqlite`; connects lazily.

    A URL of PostgreSQL needs no driver and no password in it: libpq finds the password in the environment or
    in the person's `.pgpass`.

    Raises:
        DatabaseUnusable: `url` is none.
    """
    try:
        target = make_url(url) if url else URL.create("sqlite", database=str(home / "clerk.sqlite"))
    except ArgumentError as error:
        raise DatabaseUnusable("URL") from error
    engine = _engine(target)

    def translate(context: ExceptionContext) -> StorageError | None:
        return _meaning(context, home)

    event.listen(engine, "handle_error", translate)
    return engine


def _engine(target: URL) -> Engine:
    # hide_parameters: they are personal data, and errors get logged
    if target.get_backend_name() == "postgresql":
        return create_engine(
            target.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,  # a workstation sleeps at night, the server may have been started anew
            connect_args={"connect_timeout": _CONNECT_TIMEOUT_SECONDS},
        )
    engine = create_engine(target, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
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


def meaning_of(error: BaseException, home: Path) -> BaseException:
    """Return what an error of PostgreSQL's driver means; itself if it is a bug of ours."""
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _meaning_of_postgres(state, home) or error
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return ServerGone("database") if kinds & {"OperationalError", "InterfaceError"} else error


def _meaning(context: ExceptionContext, home: Path) -> StorageError | None:
    original = context.original_exception
    if isinstance(original, sqlite3.Error):
        return _meaning_of_sqlite(original, home)
    found = meaning_of(original, home)
    return found if isinstance(found, StorageError) else None


def _meaning_of_postgres(state: str, home: Path) -> StorageError | None:
    """Return what an SQLSTATE means (PostgreSQL, appendix A); None for what is a bug of ours."""
    if state == _POSTGRES_FULL:
        return DiskFull(home)
    if state in _POSTGRES_BUSY:
        return DatabaseBusy()
    if state[:2] in ("08", "57"):
        return ServerGone("database")
    return DatabaseUnusable(state) if state[:2] in _POSTGRES_REFUSES else None


def _meaning_of_sqlite(error: sqlite3.Error, home: Path) -> StorageError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bytes say more than a clerk can use
    if primary in _BUSY:
        return DatabaseBusy()
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull(home)
    if primary in _UNUSABLE:
        return DatabaseUnusable(error.sqlite_errorname)
    return None
