"""What the VXP side remembers over restarts: sessions, dossiers, and their progress."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, until TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dossiers (code TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS progress (code TEXT NOT NULL, item TEXT NOT NULL, UNIQUE (code, item));
"""


class VxpRecords:
    """Each method is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)

    def begin_session(self, until: datetime) -> str:
        """Return the token of a new session that ends at `until`."""
        token = secrets.token_urlsafe(24)
        with self._transaction() as connection:
            connection.execute("INSERT INTO sessions VALUES (?, ?)", (token, until.isoformat()))
        return token

    def session_holds(self, token: str, now: datetime) -> bool:
        """Tell whether a session was begun and has not ended."""
        with self._transaction() as connection:
            row = connection.execute("SELECT until FROM sessions WHERE token = ?", (token,)).fetchone()
        return row is not None and now < datetime.fromisoformat(row["until"])

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return the fields of a dossier as they stand."""
        with self._transaction() as connection:
            return _dossier(connection, code)

    def keep(self, code: str, fields: Mapping[str, Any]) -> None:
        """Keep the fields of a dossier in the place of those before."""
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO dossiers VALUES (?, ?)", (code, json.dumps(fields)))

    def tell(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Keep progress of dossiers that are here; the same item is kept once, the last gives the status."""
        with self._transaction() as connection:
            for item in items:
                code, text = item["MaHoSo"], json.dumps(item, sort_keys=True)
                connection.execute("INSERT OR IGNORE INTO progress VALUES (?, ?)", (code, text))
                fields = {**(_dossier(connection, code) or {}), "TrangThaiHoSo": item["TrangThai"]}
                connection.execute("UPDATE dossiers SET body = ? WHERE code = ?", (json.dumps(fields), code))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection


def _dossier(connection: sqlite3.Connection, code: str) -> dict[str, Any] | None:
    row = connection.execute("SELECT body FROM dossiers WHERE code = ?", (code,)).fetchone()
    return None if row is None else dict(json.loads(row["body"]))
