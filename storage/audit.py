"""Who did what when: a chain of entries that shows any change, removal or truncation.

An entry's digest covers the entry and the digest before it. Whoever can write to the database could make the
whole chain anew; what an anchor outside of it remembers would then no longer be there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.orm import Session

from storage.model import AuditEntry
from storage.tables import AuditRow, ChainRow, table_of
from storage.writes import Writes

START = "0" * 64
"""What stands for the digest before the first entry."""
_ROWS_AT_ONCE = 1000
_EXTEND = text("""
WITH tip AS (
    UPDATE chains SET last = last + 1, digest = encode(sha256(convert_to(
        '["' || id || '",' || last + 1 || ',' || :told || ',"' || digest || '"]', 'UTF8'
    )), 'hex')
    WHERE own RETURNING id, last, digest
)
INSERT INTO audit (chain, number, subject, step, actor, at, detail, digest)
SELECT id, last, :subject, :step, :actor, :at, CAST(:detail AS json), digest FROM tip
""")
"""Does what `digest_of` does."""
_CHAIN_SEEN = "clerk: a chain of its own"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last entry of a chain at one moment, to be remembered outside of the database."""

    chain: str
    number: int
    digest: str


class Fault(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    TRUNCATED = "truncated"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AuditFault:
    """A place where a chain does not hold: `number` is the first entry concerned."""

    chain: str
    number: int
    fault: Fault


class Audit:
    """The audit as one unit of work sees it: entries are chained when the work is committed.

    The end of the chain is locked only then, so that workstations do not wait for each other's work.
    """

    def __init__(self, session: Session, writes: Writes) -> None:
        self._session = session
        self._writes = writes
        self._pending: list[AuditEntry] = []

    def record(self, subject: str, step: str, actor: str, at: datetime, detail: Mapping[str, object]) -> None:
        """Write that `actor` did `step` to `subject`; `detail` is JSON without personal data."""
        self._pending.append(AuditEntry(subject, step, actor, at, dict(detail)))

    def of(self, subject: str) -> tuple[AuditEntry, ...]:
        """Return what happened to `subject`, in the order it was written."""
        rows = self._session.scalars(
            select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.at, AuditRow.number)
        )
        return tuple(AuditEntry(row.subject, row.step, row.actor, row.at, row.detail) for row in rows)

    def chain_pending(self) -> None:
        """Put what was recorded at the end of the own chain; called by the unit of work as its last deed."""
        if not self._pending:
            return
        connection = self._session.connection()
        if connection.dialect.name == "postgresql":
            self._extend_there(connection)
        else:
            _extend(connection, self._pending)
        self._pending.clear()

    def _extend_there(self, connection: Connection) -> None:
        """Let the server compute the digests, so that whoever waits for the end of the chain waits shortly.

        That there is a chain is looked for once on each connection.
        """
        for entry in self._pending:
            told, detail = _canonical(_told(entry)), _canonical(entry.detail)
            values = asdict(entry) | {"told": told[1:-1], "detail": detail}
            if connection.info.get(_CHAIN_SEEN):
                self._writes.add(_EXTEND, values)
            elif connection.execute(_EXTEND, values).rowcount:
                connection.info[_CHAIN_SEEN] = True
            else:
                _begin_chain(connection)
                connection.execute(_EXTEND, values)

    def anchors(self) -> tuple[Anchor, ...]:
        """Return the end of every chain."""
        rows = self._session.scalars(select(ChainRow).order_by(ChainRow.id))
        return tuple(Anchor(row.id, row.last, row.digest) for row in rows)

    def faults(self, remembered: Iterable[Anchor] = ()) -> Iterator[AuditFault]:
        """Read every chain from its start; tell where it does not hold or is not as anchors remember it."""
        known = list(remembered)
        for end in self.anchors():
            mine = {anchor.number: anchor.digest for anchor in known if anchor.chain == end.chain}
            yield from self._faults_of(end, mine)
        chains = {end.chain for end in self.anchors()}
        for anchor in known:
            if anchor.chain not in chains:
                yield AuditFault(anchor.chain, anchor.number, Fault.TRUNCATED)

    def _faults_of(self, end: Anchor, remembered: Mapping[int, str]) -> Iterator[AuditFault]:
        before, expected = START, 1
        for row in self._rows(end.chain):
            if row.number != expected:
                yield AuditFault(end.chain, expected, Fault.MISSING)
            entry = AuditEntry(row.subject, row.step, row.actor, row.at, row.detail)
            if row.number == expected and row.digest != digest_of(end.chain, row.number, entry, before):
                yield AuditFault(end.chain, row.number, Fault.CHANGED)
            if remembered.get(row.number, row.digest) != row.digest:
                yield AuditFault(end.chain, row.number, Fault.REPLACED)
            before, expected = row.digest, row.number + 1
        if expected <= max([end.number, *remembered]):
            yield AuditFault(end.chain, expected, Fault.TRUNCATED)
        elif (expected - 1, before) != (end.number, end.digest):
            yield AuditFault(end.chain, expected - 1, Fault.REPLACED)

    def _rows(self, chain: str) -> Iterable[AuditRow]:
        query = select(AuditRow).where(AuditRow.chain == chain).order_by(AuditRow.number)
        return self._session.scalars(query.execution_options(yield_per=_ROWS_AT_ONCE))


def _extend(connection: Connection, entries: Iterable[AuditEntry]) -> None:
    chains = table_of(ChainRow)
    end = connection.execute(select(chains.c.id, chains.c.last, chains.c.digest).where(chains.c.own)).first()
    anchor = _begin_chain(connection) if end is None else Anchor(*end)
    rows = []
    for entry in entries:
        number = anchor.number + 1
        anchor = Anchor(anchor.chain, number, digest_of(anchor.chain, number, entry, anchor.digest))
        values = {"chain": anchor.chain, "number": number, "digest": anchor.digest}
        rows.append(values | asdict(entry))
    connection.execute(insert(table_of(AuditRow)), rows)
    moved = update(chains).where(chains.c.own).values(last=anchor.number, digest=anchor.digest)
    connection.execute(moved)


def _begin_chain(connection: Connection) -> Anchor:
    begun = Anchor(str(uuid4()), 0, START)
    values = {"id": begun.chain, "own": True, "last": begun.number, "digest": begun.digest}
    connection.execute(insert(table_of(ChainRow)), values)
    return begun


def digest_of(chain: str, number: int, entry: AuditEntry, before: str) -> str:
    """Return the digest of an entry at its place: SHA-256, hexadecimal, over its canonical JSON."""
    whole = _canonical([chain, number, *_told(entry), before])
    return hashlib.sha256(whole.encode()).hexdigest()


def _told(entry: AuditEntry) -> list[object]:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return [entry.subject, entry.step, entry.actor, at, entry.detail]


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
