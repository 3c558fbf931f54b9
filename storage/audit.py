"""Who did what when: a chain of entries that shows any change, removal or truncation.

An entry's digest covers the entry and the digest before it. Whoever can write to the database could make the
whole chain anew; what an anchor outside of it remembers would then no longer be there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.model import AuditEntry
from storage.tables import AuditRow, ChainRow

START = "0" * 64
"""What stands for the digest before the first entry."""
_ROWS_AT_ONCE = 1000


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

    def __init__(self, session: Session) -> None:
        self._session = session
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
        head = self._own_head()
        for entry in self._pending:
            head.last += 1
            head.digest = digest_of(head.id, head.last, entry, head.digest)
            self._session.add(
                AuditRow(
                    chain=head.id,
                    number=head.last,
                    subject=entry.subject,
                    step=entry.step,
                    actor=entry.actor,
                    at=entry.at,
                    detail=dict(entry.detail),
                    digest=head.digest,
                )
            )
        self._pending.clear()
        self._session.flush()

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

    def _own_head(self) -> ChainRow:
        query = select(ChainRow).where(ChainRow.own).with_for_update()
        head = self._session.scalar(query.execution_options(populate_existing=True))
        if head is None:
            head = ChainRow(id=str(uuid4()), own=True, last=0, digest=START)
            self._session.add(head)
            self._session.flush()
        return head


def digest_of(chain: str, number: int, entry: AuditEntry, before: str) -> str:
    """Return the digest of an entry at its place: SHA-256, hexadecimal, over its canonical JSON."""
    fields = [
        chain,
        number,
        entry.subject,
        entry.step,
        entry.actor,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.detail,
        before,
    ]
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
