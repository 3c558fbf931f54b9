"""The sandbox's own database: uploads begun, answers given, receipts counted."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from storage.portal.sandbox.model import Case, Claim, Decision, Step, Upload, Withdrawal

_NEWLY_FILED, _ACCEPTED = 1, 2
_HANOI = timezone(timedelta(hours=7))
_TABLES = """
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL,
    media_type TEXT NOT NULL, bytes INTEGER NOT NULL, UNIQUE (key, sha256)
);
CREATE INDEX IF NOT EXISTS uploads_of_digest ON uploads (sha256);
CREATE TABLE IF NOT EXISTS submissions (
    key TEXT PRIMARY KEY, code TEXT NOT NULL, receipt TEXT, http_status INTEGER NOT NULL,
    answer TEXT NOT NULL, body TEXT NOT NULL, decided_at TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS one_accepted ON submissions (code)
    WHERE receipt IS NOT NULL AND withdrawn = 0;
CREATE TABLE IF NOT EXISTS receipts (day TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS steps (
    code TEXT NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL, at TEXT NOT NULL,
    due_at TEXT NOT NULL, who TEXT NOT NULL, unit TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (code, number)
);
CREATE TABLE IF NOT EXISTS filings (
    place INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS serials (day TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS withdrawals (
    key TEXT PRIMARY KEY, code TEXT NOT NULL, receipt TEXT NOT NULL, reason TEXT NOT NULL
);
"""


class Records:
    """What the sandbox remembers over restarts; each method is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = self._connect()  # whoever closes a database last waits for all of its log to be moved
        self._held.execute("PRAGMA journal_mode = WAL")
        self._held.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the database."""
        self._held.close()

    def begin_upload(self, upload: Upload) -> tuple[Upload, tuple[Upload, ...]]:
        """Return the upload of this key and digest, begun before or kept now, and others of the digest."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (upload.id, upload.key, upload.sha256, upload.name, upload.media_type, upload.bytes),
            )
            rows = connection.execute(
                "SELECT * FROM uploads WHERE sha256 = ? ORDER BY key <> ?", (upload.sha256, upload.key)
            ).fetchall()
        mine, *others = (Upload(**row) for row in rows)
        return mine, tuple(others)

    def upload(self, upload_id: str) -> Upload | None:
        """Return the upload `upload_id`, or None."""
        return self._one_upload("id = ?", upload_id)

    def find_upload(self, key: str, sha256: str) -> Upload | None:
        """Return the upload begun under `key` for this digest, or None."""
        return self._one_upload("key = ? AND sha256 = ?", key, sha256)

    def decision(self, key: str) -> Decision | None:
        """Return the answer given to `key`, or None."""
        with self._transaction() as connection:
            return _decision(connection, key)

    def receipt_of(self, code: str) -> str | None:
        """Return the receipt of the submission of dossier `code` that counts, None if there is none."""
        with self._transaction() as connection:
            return _receipt_of(connection, code)

    def decide(
        self,
        key: str,
        claim: Claim,
        reasons: tuple[str, ...],
        warnings: tuple[str, ...],
        *,
        taken: str,
        now: datetime,
    ) -> Decision:
        """Accept `claim` with a receipt, or refuse it; a key decided before keeps its answer.

        The receipt is a new one, or that of the submission it replaces. `taken` is the reason if another key
        was accepted for this dossier in the meantime.
        """
        with self._transaction() as connection:
            if known := _decision(connection, key):
                return known
            if not reasons and _receipt_of(connection, claim.code) != claim.replaces:
                reasons = (taken,)
            receipt = None
            if not reasons:
                _retire(connection, claim.code)
                receipt = claim.replaces or _next_receipt(connection, now)
            decision = _refusal(reasons) if receipt is None else _acceptance(receipt, warnings)
            connection.execute(
                "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (
                    key,
                    claim.code,
                    receipt,
                    decision.http_status,
                    decision.text,
                    json.dumps(_with_filed(connection, claim)),
                    now.isoformat(),
                ),
            )
        return decision

    def tell(self, code: str, steps: tuple[Step, ...]) -> str | None:
        """Keep the steps of the accepted dossier `code` and return its receipt; None if there is none.

        A number that was told before keeps what was told first.
        """
        with self._transaction() as connection:
            receipt = _receipt_of(connection, code)
            if receipt is not None:
                connection.executemany(
                    "INSERT OR IGNORE INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [(code, *astuple(step)) for step in steps],
                )
        return receipt

    def withdraw(self, key: str, code: str, withdrawal: Withdrawal) -> bool:
        """Withdraw the accepted dossier `code`; False if it was not accepted under that receipt.

        A key that came before gets the same answer.
        """
        with self._transaction() as connection:
            if connection.execute("SELECT 1 FROM withdrawals WHERE key = ?", (key,)).fetchone():
                return True
            if _receipt_of(connection, code) != withdrawal.receipt:
                return False
            _retire(connection, code)
            connection.execute("DELETE FROM steps WHERE code = ?", (code,))
            connection.execute(
                "INSERT INTO withdrawals VALUES (?, ?, ?, ?)",
                (key, code, withdrawal.receipt, withdrawal.reason),
            )
        return True

    def accepted(self, codes: Sequence[str]) -> list[dict[str, object]]:
        """Return the accepted dossiers (of `codes`, or without any all), in the order of their receipts."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT code, receipt, body FROM submissions"
                " WHERE receipt IS NOT NULL AND withdrawn = 0"
                " AND (? OR code IN (SELECT value FROM json_each(?))) ORDER BY rowid",
                (not codes, json.dumps(codes)),
            ).fetchall()
            return [_holding(connection, row) for row in rows]

    def with_digest(self, sha256: str) -> tuple[Upload, ...]:
        """Return the uploads of a digest, whole or not."""
        with self._transaction() as connection:
            rows = connection.execute("SELECT * FROM uploads WHERE sha256 = ?", (sha256,)).fetchall()
        return tuple(Upload(**row) for row in rows)

    def file(self, agency: str, body: dict[str, Any], now: datetime) -> str:
        """Take a dossier that a citizen files online, and return its code; it counts as accepted here.

        Its serial has six digits, as those from systems of ministries have.
        """
        day = f"{now.astimezone(_HANOI):%y%m%d}"
        with self._transaction() as connection:
            serial = _next(connection, "serials", day)
            receipt = _next_receipt(connection, now)
            code = f"{agency}-{day}-{serial:06d}"
            whole = body | {"code": code, "receipt": receipt, "filed_at": now.isoformat()}
            _keep_filing(connection, whole)
            connection.execute(
                "INSERT INTO submissions VALUES (?, ?, ?, 201, '', ?, ?, 0)",
                (f"filing:{code}", code, receipt, json.dumps(whole), now.isoformat()),
            )
        return code

    def supplement(self, code: str, files: list[dict[str, Any]], now: datetime) -> bool:
        """Add files to a dossier that was filed online; False if there is none."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT rowid, body FROM submissions"
                " WHERE code = ? AND receipt IS NOT NULL AND withdrawn = 0",
                (code,),
            ).fetchone()
            first = connection.execute("SELECT body FROM filings WHERE code = ? LIMIT 1", (code,)).fetchone()
            if row is None or first is None:
                return False
            _keep_filing(
                connection, json.loads(first["body"]) | {"files": files, "filed_at": now.isoformat()}
            )
            body = json.loads(row["body"])
            body["files"] = [*body["files"], *files]
            connection.execute(
                "UPDATE submissions SET body = ? WHERE rowid = ?", (json.dumps(body), row["rowid"])
            )
        return True

    def filings(self, after: int, limit: int) -> list[dict[str, Any]]:
        """Return what was filed behind the place `after`, the oldest first."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT place, body FROM filings WHERE place > ? ORDER BY place LIMIT ?", (after, limit)
            ).fetchall()
        return [json.loads(row["body"]) | {"place": str(row["place"])} for row in rows]

    def whole(self, code: str) -> Case | None:
        """Return everything told of the accepted dossier `code`, None if there is none."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT receipt, body FROM submissions"
                " WHERE code = ? AND receipt IS NOT NULL AND withdrawn = 0",
                (code,),
            ).fetchone()
            steps = connection.execute(
                "SELECT number, status, at, due_at, who, unit, content FROM steps WHERE code = ?"
                " ORDER BY number",
                (code,),
            ).fetchall()
            filed = _was_filed(connection, code)
        if row is None:
            return None
        told = tuple(Step(**step) for step in steps)
        return Case(code, row["receipt"], json.loads(row["body"]), told, filed_online=filed)

    def _one_upload(self, where: str, *values: str) -> Upload | None:
        with self._transaction() as connection:
            row = connection.execute(f"SELECT * FROM uploads WHERE {where}", values).fetchone()  # noqa: S608
        return None if row is None else Upload(**row)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def new_upload_id() -> str:
    """Return a name nobody can guess."""
    return secrets.token_hex(16)


def _decision(connection: sqlite3.Connection, key: str) -> Decision | None:
    row = connection.execute("SELECT http_status, answer FROM submissions WHERE key = ?", (key,)).fetchone()
    return None if row is None else Decision(row["http_status"], row["answer"])


def _receipt_of(connection: sqlite3.Connection, code: str) -> str | None:
    row = connection.execute(
        "SELECT receipt FROM submissions WHERE code = ? AND receipt IS NOT NULL AND withdrawn = 0", (code,)
    ).fetchone()
    return None if row is None else str(row["receipt"])


def _retire(connection: sqlite3.Connection, code: str) -> bool:
    """Let the accepted submission of a dossier no longer count; tell whether there was one."""
    changed = connection.execute(
        "UPDATE submissions SET withdrawn = 1 WHERE code = ? AND receipt IS NOT NULL AND withdrawn = 0",
        (code,),
    ).rowcount
    return changed > 0


def _holding(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, object]:
    last = connection.execute(
        "SELECT number, status FROM steps WHERE code = ? ORDER BY number DESC LIMIT 1", (row["code"],)
    ).fetchone()
    return {
        "code": row["code"],
        "receipt": row["receipt"],
        "status": last["status"] if last else first_status(filed_online=_was_filed(connection, row["code"])),
        "steps": last["number"] if last else 0,
        "files": _files(json.loads(row["body"])),
    }


def first_status(*, filed_online: bool) -> int:
    """Return the national number of a dossier of which no step was told."""
    return _NEWLY_FILED if filed_online else _ACCEPTED


def _was_filed(connection: sqlite3.Connection, code: str) -> bool:
    return connection.execute("SELECT 1 FROM filings WHERE code = ?", (code,)).fetchone() is not None


def _with_filed(connection: sqlite3.Connection, claim: Claim) -> dict[str, Any]:
    """Return a submission with what the citizen filed before it: the ward adds to that, and takes nothing."""
    rows = connection.execute(
        "SELECT body FROM filings WHERE code = ? ORDER BY place", (claim.code,)
    ).fetchall()
    sent = {file["sha256"] for file in claim.files}
    filed = [file for row in rows for file in json.loads(row["body"])["files"] if file["sha256"] not in sent]
    return claim.body | {"files": [*filed, *claim.files]}


def _keep_filing(connection: sqlite3.Connection, body: dict[str, Any]) -> None:
    connection.execute("INSERT INTO filings (code, body) VALUES (?, ?)", (body["code"], json.dumps(body)))


def _next_receipt(connection: sqlite3.Connection, now: datetime) -> str:
    day = f"{now.astimezone(_HANOI):%Y%m%d}"
    return f"DVC-{day}-{_next(connection, 'receipts', day):06d}"


def _next(connection: sqlite3.Connection, series: str, day: str) -> int:
    connection.execute(
        f"INSERT INTO {series} VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET last = last + 1",  # noqa: S608
        (day,),
    )
    return int(connection.execute(f"SELECT last FROM {series} WHERE day = ?", (day,)).fetchone()["last"])  # noqa: S608


def _acceptance(receipt: str, warnings: tuple[str, ...]) -> Decision:
    answer = {"status": "accepted", "receipt": receipt, "warnings": list(warnings)}
    return Decision(201, json.dumps(answer, ensure_ascii=False))


def _refusal(reasons: tuple[str, ...]) -> Decision:
    return Decision(422, json.dumps({"status": "refused", "reasons": list(reasons)}, ensure_ascii=False))


def _files(body: dict[str, Any]) -> list[dict[str, object]]:
    return [{name: file[name] for name in ("name", "sha256", "bytes")} for file in body["files"]]
