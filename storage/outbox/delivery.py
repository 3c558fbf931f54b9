"""Deliver what the outbox holds: each submission once, whatever breaks in between."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from storage.clock import Clock
from storage.errors import FixInput, PortalProtocol, PortalUnreachable, StorageError
from storage.model import Report
from storage.outbox.errands import Answered, Errands, accept
from storage.outbox.model import OutboxEntry, OutboxKind, OutboxState
from storage.outbox.owner import Owner
from storage.portal.port import Portal, PortalAnswer, PortalStatus

if TYPE_CHECKING:
    from storage.database import Storage

ACTOR = "outbox"
"""Who history names for what happened without a person."""

_NONSENSE_ENDURED = 8
"""Half a working day with the growing waits between: a login page in the line's way is gone by then."""
_LEASE = timedelta(minutes=30)
_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)


@dataclass
class _Run:
    """What the workers of one run share.

    Who postpones ends the run in the same turn: before the next one looks for what waits, or with `force`
    the entry at hand would be tried again at once.
    """

    tried: list[OutboxEntry] = field(default_factory=list)
    over: bool = False
    turn: Lock = field(default_factory=Lock)


class Outbox:
    """Carries the entries of `storage` to `portal`, at most `at_once` at a time."""

    def __init__(self, storage: Storage, portal: Portal, clock: Clock, *, at_once: int = 1) -> None:
        self._storage = storage
        self._errands = Errands(storage, portal)
        self._clock = clock
        self._at_once = at_once

    def deliver(self, report: Report, *, force: bool = False) -> tuple[OutboxEntry, ...]:
        """Deliver what is due (with `force`: whatever waits) and return what became of each entry tried.

        Nothing goes out while the outbox is paused. An entry whose file is damaged, or that got senseless
        answers for hours, is set apart, and the others go on. A portal that cannot be reached or answers
        nonsense ends the run: its entry waits for the next attempt, the others are untouched. Whatever
        `report` raises ends it too, and the entry at hand waits as before. With several at a time `report` is
        called by several threads.

        Raises:
            StorageError: the own records cannot be read.
        """
        with self._storage.unit_of_work() as work:
            work.outbox.free_dead()
            work.commit()
        run = _Run()
        if self._at_once == 1:
            self._work(run, report, force=force)
        else:
            self._work_together(run, report, force=force)
        return tuple(run.tried)

    def _work_together(self, run: _Run, report: Report, *, force: bool) -> None:
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="outbox") as threads:
            workers = [
                threads.submit(self._work, run, report, force=force) for _worker in range(self._at_once)
            ]
            for worker in workers:
                worker.result()

    def _work(self, run: _Run, report: Report, *, force: bool) -> None:
        owner = Owner.new()
        try:
            while entry := self._claim(owner, run, force=force):
                try:
                    ended = self._deliver_one(entry, owner, run, report)
                except BaseException:  # who ends otherwise has let go of it already
                    self._release(entry, owner)
                    raise
                run.tried.append(ended)
        except BaseException:
            run.over = True
            raise

    def _claim(self, owner: Owner, run: _Run, *, force: bool) -> OutboxEntry | None:
        """Take the oldest and the newest by turns: who comes now does not wait for days of others."""
        now = self._clock.now()
        with run.turn, self._storage.unit_of_work() as work:
            if run.over:
                return None
            newest = len(run.tried) % 2 == 1
            entry = work.outbox.claim(owner, now, now + _LEASE, force=force, newest=newest)
            work.commit()
        return entry

    def _deliver_one(self, entry: OutboxEntry, owner: Owner, run: _Run, report: Report) -> OutboxEntry:
        try:
            answered = self._errands.run(entry, report)
        except PortalUnreachable as error:
            return self._postpone(entry, owner, run, error)
        except PortalProtocol as error:
            hopeless = entry.attempts >= _NONSENSE_ENDURED
            return self._hold(entry, owner, error) if hopeless else self._postpone(entry, owner, run, error)
        except FixInput as error:
            return self._hold(entry, owner, error)
        except StorageError as error:
            self._postpone(entry, owner, run, error)
            raise
        return self._settle(entry, answered)

    def _postpone(self, entry: OutboxEntry, owner: Owner, run: _Run, error: StorageError) -> OutboxEntry:
        until = self._clock.now() + delay(entry)
        with run.turn, self._storage.unit_of_work() as work:
            run.over = True
            work.outbox.postpone(entry, owner, until, type(error).__name__)
            work.commit()
            return work.outbox.get(entry.id)

    def _hold(self, entry: OutboxEntry, owner: Owner, error: StorageError) -> OutboxEntry:
        with self._storage.unit_of_work() as work:
            work.outbox.hold(entry, owner, type(error).__name__)
            work.audit.record(
                entry.dossier, "portal_held", ACTOR, self._clock.now(), {"reason": type(error).__name__}
            )
            work.commit()
            return work.outbox.get(entry.id)

    def _settle(self, entry: OutboxEntry, answered: Answered) -> OutboxEntry:
        answer, now = answered.answer, self._clock.now()
        accepted = answer.status is PortalStatus.ACCEPTED
        settled = replace(
            entry,
            state=OutboxState.ACCEPTED if accepted else OutboxState.REFUSED,
            receipt=answer.receipt,
            reason="\n".join(answer.reasons) or None,
            last_error=None,
        )
        with self._storage.unit_of_work() as work:
            if not work.outbox.settle(settled, answer=answer.raw, last_step=answered.last_step):
                return work.outbox.get(entry.id)
            if accepted:
                accept(work, entry, answer.receipt, now)
            work.audit.record(entry.dossier, _audited(settled), ACTOR, now, _detail(entry, answer))
            work.commit()
        return settled

    def _release(self, entry: OutboxEntry, owner: Owner) -> None:
        with self._storage.unit_of_work() as work:
            work.outbox.release(entry, owner)
            work.commit()


def _audited(entry: OutboxEntry) -> str:
    """Return the name of what happened, for the audit."""
    submission = entry.kind is OutboxKind.SUBMISSION
    return f"portal_{entry.state}" if submission else f"portal_{entry.kind}_{entry.state}"


def _detail(entry: OutboxEntry, answer: PortalAnswer) -> dict[str, object]:
    return {"key": entry.key, "receipt": answer.receipt}


def delay(entry: OutboxEntry) -> timedelta:
    """Return how long to wait after `entry.attempts` attempts: 1 minute doubling up to 1 hour, less a part.

    The part, up to half, comes from the key, so that workstations that lost the portal together do not come
    back together.
    """
    doublings = min(max(entry.attempts - 1, 0), 10)
    longest = min(_FIRST_DELAY * (1 << doublings), _LONGEST_DELAY)
    spread = hashlib.sha256(f"{entry.key}{entry.attempts}".encode()).digest()[0] / 256
    return timedelta(seconds=longest.total_seconds() * (1 - spread / 2))
