"""A whole home in one file, taken while others work, and checked byte by byte when it is put back.

The file is a tar: `manifest.json` last (so that a file cut short has none), `tables/NAME.jsonl` with one
row a line, `contents/SHA256` for every file that a row names. Rows come from one transaction: the state of
one moment.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from sqlalchemy import Column, Connection, Date, Integer, Table, func, insert, select

from storage.database import Storage
from storage.disk import flush_folder, space_on
from storage.errors import BackupDamaged, HomeNotEmpty
from storage.migrations import HEAD
from storage.model import ContentId, Progress, Report
from storage.search import rebuild_index
from storage.tables import DocumentRow, PageRow, PageVersionRow, Row, UtcDateTime

_FORMAT = 1
_MANIFEST = "manifest.json"
_CONTENT_COLUMNS = (
    PageRow.original,
    PageRow.cleaned,
    PageRow.words,
    PageVersionRow.cleaned,
    PageVersionRow.words,
    DocumentRow.content,
    DocumentRow.evidence,
)
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup holds: rows by table, and how many files."""

    revision: str
    rows: Mapping[str, int]
    contents: int


def write_backup(storage: Storage, file: Path, report: Report) -> BackupFacts:
    """Write everything that `storage` holds to `file`; the file appears whole or not at all.

    Raises:
        DamagedContent, UnknownContent: a kept file is not what it was: restore it first.
        DiskFull: there is no room; nothing was left behind.
    """
    temporary = file.with_name(file.name + ".part")
    try:
        with space_on(file.parent), tarfile.open(temporary, "w") as tar:
            facts = _write_all(storage, tar, report)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(file)
        flush_folder(file.absolute().parent)
    finally:
        temporary.unlink(missing_ok=True)
    return facts


def restore_backup(file: Path, storage: Storage, report: Report) -> BackupFacts:
    """Put a backup into an empty home, every file checked against its name.

    Files are put in first and rows last, in one transaction: interrupted, the home is still empty and the
    restore can be started again.

    Raises:
        HomeNotEmpty: there are dossiers already.
        BackupDamaged: cut short, changed, or of a newer program; the rows were not touched.
    """
    with storage.connection() as connection:
        if any(connection.scalar(select(func.count()).select_from(table)) for table in _tables()):
            raise HomeNotEmpty(storage.home)
    try:
        with tarfile.open(file, "r:") as tar:
            return _restore_all(tar, storage, report)
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise BackupDamaged(type(error).__name__) from error


def _write_all(storage: Storage, tar: tarfile.TarFile, report: Report) -> BackupFacts:
    rows: dict[str, int] = {}
    with storage.connection() as connection:
        for table in _tables():
            rows[table.name] = _write_table(connection, table, tar)
        contents = sorted(_contents(connection))
    for done, content in enumerate(contents, 1):
        storage.contents.verify(content)
        tar.add(storage.contents.path(content), f"contents/{content}", filter=_anonymous)
        report(Progress("backup", done, len(contents)))
    facts = BackupFacts(HEAD, rows, len(contents))
    data = {"format": _FORMAT, "revision": HEAD, "rows": rows, "contents": len(contents)}
    _add(tar, _MANIFEST, json.dumps(data).encode())
    return facts


def _restore_all(tar: tarfile.TarFile, storage: Storage, report: Report) -> BackupFacts:
    facts = read_manifest(tar)
    read_contents(tar, storage, report, facts.contents)
    with storage.connection(writing=True) as connection:
        for table in _tables():
            rows = read_rows(tar, table)
            if len(rows) != facts.rows.get(table.name):
                raise BackupDamaged(table.name)
            for part in _parts(rows):
                connection.execute(insert(table), part)
        continue_numbering(connection)
        rebuild_index(connection)
        connection.commit()
    return facts


def read_contents(tar: tarfile.TarFile, storage: Storage, report: Report, wanted: int) -> None:
    """Put the files of a backup into the store, each checked against its name.

    Raises:
        BackupDamaged: one is missing or is not what its name says.
    """
    contents = [member for member in tar.getmembers() if member.name.startswith("contents/")]
    if len(contents) != wanted:
        raise BackupDamaged("contents")
    for done, member in enumerate(contents, 1):
        stream = tar.extractfile(member)
        name = member.name.removeprefix("contents/")
        if stream is None or storage.contents.put(cast(BinaryIO, stream)) != name:
            raise BackupDamaged(member.name)
        report(Progress("restore", done, len(contents)))


def continue_numbering(connection: Connection) -> None:
    """Let new rows be numbered behind those that were put in with their numbers (PostgreSQL counts apart)."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        if "id" in table.columns and isinstance(table.columns["id"].type, Integer):
            last = select(func.max(table.columns["id"])).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, func.coalesce(last, 0) + 1, False)))


def read_manifest(tar: tarfile.TarFile) -> BackupFacts:
    """Return what a backup says it holds.

    Raises:
        BackupDamaged: it is of another version of the program.
        KeyError: it was cut short and says nothing.
    """
    stream = tar.extractfile(_MANIFEST)
    if stream is None:
        raise BackupDamaged(_MANIFEST)
    data = json.load(stream)
    if data["format"] != _FORMAT or data["revision"] != HEAD:
        raise BackupDamaged(f"revision {data['revision']}")
    return BackupFacts(data["revision"], data["rows"], data["contents"])


def _tables() -> list[Table]:
    return Row.metadata.sorted_tables


def _contents(connection: Connection) -> set[ContentId]:
    found: set[ContentId] = set()
    for column in _CONTENT_COLUMNS:
        found |= {ContentId(each) for each in connection.scalars(select(column).distinct()) if each}
    return found


def _write_table(connection: Connection, table: Table, tar: tarfile.TarFile) -> int:
    lines = [
        json.dumps([_plain(value) for value in row], ensure_ascii=False)
        for row in connection.execute(select(table).order_by(*table.primary_key.columns))
    ]
    heads = json.dumps([column.name for column in table.columns])
    _add(tar, f"tables/{table.name}.jsonl", "\n".join([heads, *lines]).encode())
    return len(lines)


def read_rows(tar: tarfile.TarFile, table: Table) -> list[dict[str, Any]]:
    """Return the rows of one table in a backup."""
    stream = tar.extractfile(f"tables/{table.name}.jsonl")
    if stream is None:
        raise BackupDamaged(table.name)
    lines = stream.read().decode().split("\n")
    columns = [table.columns[name] for name in json.loads(lines[0])]
    return [_row(columns, json.loads(line)) for line in lines[1:]]


def _row(columns: list[Column[Any]], values: list[Any]) -> dict[str, Any]:
    return {column.name: _typed(column, value) for column, value in zip(columns, values, strict=True)}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows[at : at + _ROWS_AT_ONCE]


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(_anonymous(info), io.BytesIO(data))


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out whose file it was: only bytes and names matter."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
