"""The outbox in the database: what is to be sent, and who is at it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import count

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.documents import document_of
from storage.dossiers import require_dossier
from storage.model import Document, DocumentKind, DocumentStage, DossierCode
from storage.outbox.model import UNANSWERED, OutboxEntry, OutboxKind, OutboxState
from storage.outbox.owner import Owner
from storage.tables import DocumentRow, OutboxDocumentRow, OutboxRow, PauseRow

_RESULT = 5
_URGENT = 9
"""Before a due result: what is wrong should not be seen longer than need be."""


class OutboxQueue:
    """The outbox as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, dossier: DossierCode, at: datetime, priority: int = 0) -> OutboxEntry:
        """Intend to send the current components of `dossier`, and its sealed decision, from `at` on.

        What was filed at the portal is there already and not sent.
        The same documents are intended once: while an entry for them waits, is being sent or was accepted, it
        is returned. After a refusal or withdrawal a new round begins under a new key. An older entry that was
        never tried or is held gives way to the new documents. Higher `priority` goes first; a result has its
        own, because somebody waits for it.
        """
        require_dossier(self._session, dossier)
        documents = self._sendable(dossier)
        for attempt in count():
            key = submission_key(dossier, (row.content for row in documents), attempt)
            known = self._session.scalar(select(OutboxRow).where(OutboxRow.key == key))
            if known is None:
                break
            if known.state not in (OutboxState.REFUSED, OutboxState.WITHDRAWN):
                return _entry(known)
        self._withdraw_untried(dossier)
        if any(row.kind == DocumentKind.DECISION for row in documents):
            priority = max(priority, _RESULT)
        return self._insert(key, dossier, documents, at, priority)

    def queue_progress(self, dossier: DossierCode, at: datetime, priority: int = 0) -> OutboxEntry:
        """Intend to tell the steps of `dossier` from `at` on: all that it has when the portal is told.

        One intent waits at a time. A held one gives way: what it could not tell, the new one tells.
        """
        waiting = self._one(dossier, OutboxKind.PROGRESS, OutboxState.WAITING)
        if waiting is not None:
            return _entry(waiting)
        if (held := self._one(dossier, OutboxKind.PROGRESS, OutboxState.HELD)) is not None:
            self._session.delete(held)
            self._session.flush()
        return self._insert(_errand_key(dossier), dossier, (), at, priority, kind=OutboxKind.PROGRESS)

    def queue_withdrawal(self, dossier: DossierCode, reason: str, at: datetime) -> OutboxEntry:
        """Intend to take `dossier` back from the portal because of `reason`; what waits for it is dropped."""
        waiting = self._one(dossier, OutboxKind.WITHDRAWAL, OutboxState.WAITING)
        if waiting is not None:
            return _entry(waiting)
        self._withdraw_untried(dossier)
        kind = OutboxKind.WITHDRAWAL
        return self._insert(_errand_key(dossier), dossier, (), at, _URGENT, kind=kind, note=reason)

    def mark_withdrawn(self, dossier: DossierCode) -> None:
        """Let what the portal accepted of `dossier` count no more: it may be sent, and told of, anew."""
        accepted = (OutboxRow.dossier == dossier, OutboxRow.state == OutboxState.ACCEPTED)
        others = OutboxRow.kind != OutboxKind.WITHDRAWAL
        self._session.execute(update(OutboxRow).where(*accepted, others).values(state=OutboxState.WITHDRAWN))

    def last_told(self, dossier: DossierCode) -> int:
        """Return the number of the last step of `dossier` that the portal was told, 0 for none."""
        mine = (OutboxRow.dossier == dossier, OutboxRow.state == OutboxState.ACCEPTED)
        return self._session.scalar(select(func.max(OutboxRow.last_step)).where(*mine)) or 0

    def forget_told(self, dossier: DossierCode, *, after: int) -> None:
        """Count the steps of `dossier` behind the number `after` as never told."""
        mine = (OutboxRow.dossier == dossier, OutboxRow.last_step > after)
        self._session.execute(update(OutboxRow).where(*mine).values(last_step=after))

    def accepted_files(self, dossier: DossierCode) -> frozenset[str]:
        """Return the digests of the files that the portal accepted last for `dossier`."""
        accepted = (OutboxRow.dossier == dossier, OutboxRow.state == OutboxState.ACCEPTED)
        submission = OutboxRow.kind == OutboxKind.SUBMISSION
        last = select(func.max(OutboxRow.id)).where(*accepted, submission).scalar_subquery()
        query = (
            select(DocumentRow.content)
            .join(OutboxDocumentRow, OutboxDocumentRow.document == DocumentRow.id)
            .where(OutboxDocumentRow.entry == last)
        )
        return frozenset(self._session.scalars(query))

    def get(self, entry_id: int) -> OutboxEntry:
        """Return the entry as it stands now."""
        return _entry(self._session.get_one(OutboxRow, entry_id, populate_existing=True))

    def of(self, dossier: DossierCode, kind: OutboxKind | None = None) -> tuple[OutboxEntry, ...]:
        """Return the entries of `dossier` (of one `kind`), the oldest first."""
        query = select(OutboxRow).where(OutboxRow.dossier == dossier)
        query = query if kind is None else query.where(OutboxRow.kind == kind)
        return tuple(_entry(row) for row in self._session.scalars(query.order_by(OutboxRow.id)))

    def submissions_of(self, dossiers: Collection[DossierCode]) -> tuple[OutboxEntry, ...]:
        """Return the submissions of several dossiers, the oldest first, with one question."""
        mine = (OutboxRow.dossier.in_(dossiers), OutboxRow.kind == OutboxKind.SUBMISSION)
        rows = self._session.scalars(select(OutboxRow).where(*mine).order_by(OutboxRow.id))
        return tuple(_entry(row) for row in rows)

    def list(self, *, limit: int = 50, offset: int = 0) -> tuple[OutboxEntry, ...]:
        """Return at most `limit` entries, the newest first, after skipping `offset`."""
        rows = self._session.scalars(
            select(OutboxRow).order_by(OutboxRow.id.desc()).limit(limit).offset(offset)
        )
        return tuple(_entry(row) for row in rows)

    def unanswered(self) -> tuple[OutboxEntry, ...]:
        """Return every entry that waits, is being sent or is held, the newest first."""
        there = select(OutboxRow).where(OutboxRow.state.in_(UNANSWERED))
        return tuple(_entry(row) for row in self._session.scalars(there.order_by(OutboxRow.id.desc())))

    def documents(self, entry: OutboxEntry) -> tuple[Document, ...]:
        """Return the documents `entry` sends, as they were when it was queued."""
        rows = self._session.scalars(
            select(DocumentRow)
            .join(OutboxDocumentRow, OutboxDocumentRow.document == DocumentRow.id)
            .where(OutboxDocumentRow.entry == entry.id)
            .order_by(DocumentRow.id)
        )
        return tuple(document_of(row) for row in rows)

    def claim(
        self, owner: Owner, now: datetime, lease_until: datetime, *, force: bool, newest: bool = False
    ) -> OutboxEntry | None:
        """Take the next entry for `owner`, or None; `force` ignores the time of the next attempt.

        While the outbox is paused there is none.
        The entries of a dossier go one after another, as they were queued. The urgent go first, then
        who waits longest, or with `newest` who waits shortest. An entry that another owner is sending is
        taken when its lease is over; those of dead processes have to be freed before.
        """
        waiting = OutboxRow.state == OutboxState.WAITING
        due = waiting if force else and_(waiting, OutboxRow.next_attempt_at <= now)
        abandoned = and_(OutboxRow.state == OutboxState.SENDING, OutboxRow.lease_until <= now)
        for free, most_urgent in self._most_urgent(abandoned, due):
            if (row := self._next(free, most_urgent, newest=newest)) is not None:
                row.state, row.owner, row.lease_until = OutboxState.SENDING, str(owner), lease_until
                row.attempts += 1
                self._session.flush()
                return _entry(row)
        return None

    def free_dead(self) -> None:
        """Let entries wait again that a process was sending which surely is gone."""
        sending = select(OutboxRow).where(OutboxRow.state == OutboxState.SENDING)
        for row in self._session.scalars(sending.with_for_update(skip_locked=True)):
            if row.owner is None or Owner.parse(row.owner).is_dead():
                row.state, row.owner, row.lease_until = OutboxState.WAITING, None, None
        self._session.flush()

    def hold(self, entry: OutboxEntry, owner: Owner, error: str) -> None:
        """Set `entry` apart because of `error` (a class name), if `owner` still holds it."""
        self._put_back(entry, owner, state=OutboxState.HELD, last_error=error)

    def retry(self, dossier: DossierCode, at: datetime) -> int:
        """Let the held entries of `dossier` wait again from `at` on, and return how many they were."""
        held = (OutboxRow.dossier == dossier, OutboxRow.state == OutboxState.HELD)
        values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": at}
        return self._session.connection().execute(update(OutboxRow).where(*held).values(values)).rowcount

    @property
    def paused_by(self) -> str | None:
        """Who let everything wait, None if nobody did."""
        return self._session.scalar(select(PauseRow.actor))

    def pause(self, actor: str, at: datetime) -> None:
        """Let everything wait until `resume`; the first who says so is remembered."""
        if self.paused_by is None:
            self._session.add(PauseRow(actor=actor, since=at))
            self._session.flush()

    def resume(self) -> None:
        """Go on after a pause."""
        self._session.execute(delete(PauseRow))

    def postpone(self, entry: OutboxEntry, owner: Owner, until: datetime, error: str) -> None:
        """Let `entry` wait until `until` because of `error` (a class name), if `owner` still holds it."""
        waiting = {"state": OutboxState.WAITING, "next_attempt_at": until}
        self._put_back(entry, owner, **waiting, last_error=error)

    def release(self, entry: OutboxEntry, owner: Owner) -> None:
        """Let `entry` wait as before if `owner` still holds it, as if it had never been tried."""
        self._put_back(entry, owner, state=OutboxState.WAITING, attempts=OutboxRow.attempts - 1)

    def settle(self, entry: OutboxEntry, *, answer: str, last_step: int = 0) -> bool:
        """Keep what became of `entry`; `answer` is the portal's raw text, `last_step` what it was told.

        False if it was settled before: the lease of whoever asks ran out, and somebody else was faster.
        """
        final = (OutboxState.ACCEPTED, OutboxState.REFUSED, OutboxState.WITHDRAWN)
        values = {"state": entry.state, "receipt": entry.receipt, "reason": entry.reason, "answer": answer}
        free = {"last_step": last_step, "last_error": None, "owner": None, "lease_until": None}
        mine = (OutboxRow.id == entry.id, OutboxRow.state.not_in(final))
        done = self._session.connection().execute(update(OutboxRow).where(*mine).values(values | free))
        return done.rowcount > 0

    def _most_urgent(self, *free: ColumnElement[bool]) -> Iterator[tuple[ColumnElement[bool], int]]:
        """Yield the conditions that any entry meets while nothing is paused, with their highest priority."""
        going = ~exists().select_from(PauseRow)
        asked = (select(func.max(OutboxRow.priority)).where(each, going).scalar_subquery() for each in free)
        found = self._session.execute(select(*asked)).one()
        return ((each, most) for each, most in zip(free, found, strict=True) if most is not None)

    def _next(self, free: ColumnElement[bool], most_urgent: int, *, newest: bool) -> OutboxRow | None:
        """Return the next entry that nobody else is taking.

        The most urgent are looked through alone first: within one urgency the index gives the order, and ten
        thousand that wait need not be sorted for each.
        """
        times = (OutboxRow.next_attempt_at, OutboxRow.id)
        order = [column.desc() for column in times] if newest else times
        query = select(OutboxRow).where(free, ~_behind_another()).limit(1).with_for_update(skip_locked=True)
        first = query.where(OutboxRow.priority == most_urgent).order_by(*order)
        rest = query.order_by(OutboxRow.priority.desc(), *order)
        return self._session.scalar(first) or self._session.scalar(rest)

    def _one(self, dossier: DossierCode, kind: OutboxKind, state: OutboxState) -> OutboxRow | None:
        mine = (OutboxRow.dossier == dossier, OutboxRow.kind == kind, OutboxRow.state == state)
        return self._session.scalar(select(OutboxRow).where(*mine).limit(1))

    def _put_back(self, entry: OutboxEntry, owner: Owner, **values: object) -> None:
        mine = (OutboxRow.id == entry.id, OutboxRow.owner == str(owner))
        self._session.execute(update(OutboxRow).where(*mine).values(owner=None, lease_until=None, **values))

    def _sendable(self, dossier: DossierCode) -> tuple[DocumentRow, ...]:
        return tuple(
            self._session.scalars(
                select(DocumentRow)
                .where(
                    DocumentRow.dossier == dossier,
                    DocumentRow.superseded_at.is_(None),
                    DocumentRow.kind != DocumentKind.RECEIPT,  # the receipt goes to the applicant
                    DocumentRow.stage != DocumentStage.FILED,  # it came from there
                    or_(
                        DocumentRow.kind != DocumentKind.DECISION,
                        DocumentRow.stage == DocumentStage.SEALED,  # before, it is nobody's result
                    ),
                )
                .order_by(DocumentRow.id)
            )
        )

    def _withdraw_untried(self, dossier: DossierCode) -> None:
        never_tried = and_(OutboxRow.state == OutboxState.WAITING, OutboxRow.attempts == 0)
        given_up = OutboxRow.state == OutboxState.HELD
        submission = and_(OutboxRow.dossier == dossier, OutboxRow.kind == OutboxKind.SUBMISSION)
        untried = select(OutboxRow.id).where(submission, or_(never_tried, given_up))
        entries = tuple(self._session.scalars(untried))
        self._session.execute(delete(OutboxDocumentRow).where(OutboxDocumentRow.entry.in_(entries)))
        self._session.execute(delete(OutboxRow).where(OutboxRow.id.in_(entries)))

    def _insert(
        self,
        key: str,
        dossier: DossierCode,
        documents: Iterable[DocumentRow],
        at: datetime,
        priority: int,
        *,
        kind: OutboxKind = OutboxKind.SUBMISSION,
        note: str = "",
    ) -> OutboxEntry:
        row = OutboxRow(
            key=key,
            kind=kind.value,
            note=note,
            last_step=0,
            dossier=dossier,
            state=OutboxState.WAITING.value,
            priority=priority,
            attempts=0,
            next_attempt_at=at,
        )
        self._session.add(row)
        self._session.flush()
        self._session.add_all(OutboxDocumentRow(entry=row.id, document=part.id) for part in documents)
        self._session.flush()
        return _entry(row)


def submission_key(dossier: DossierCode, contents: Iterable[str], attempt: int = 0) -> str:
    """Return the idempotency key of sending `contents` for `dossier`: the same for ever, in any order.

    `attempt` counts the refusals and withdrawals before: a portal repeats its answer to a key it knows.
    """
    parts = [dossier, *sorted(contents)] + ([f"attempt {attempt}"] if attempt else [])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _errand_key(dossier: DossierCode) -> str:
    """Return a new key for what is said once and kept in its row: each intent is another one."""
    return hashlib.sha256(f"{dossier}\n{secrets.token_hex(16)}".encode()).hexdigest()


@cache
def _behind_another() -> ColumnElement[bool]:
    """Return the condition that an older entry of the same dossier is not through yet.

    Steps that could not be told hold nothing up: the next telling tells them too.
    """
    older = aliased(OutboxRow)
    same = and_(older.dossier == OutboxRow.dossier, older.id < OutboxRow.id)
    in_the_way = or_(older.state != OutboxState.HELD, older.kind != OutboxKind.PROGRESS)
    return exists().where(same, older.state.in_(UNANSWERED), in_the_way)


def _entry(row: OutboxRow) -> OutboxEntry:
    return OutboxEntry(
        id=row.id,
        key=row.key,
        dossier=DossierCode(row.dossier),
        state=OutboxState(row.state),
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        receipt=row.receipt,
        reason=row.reason,
        kind=OutboxKind(row.kind),
        note=row.note,
    )
