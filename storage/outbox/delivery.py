"""Deliver what the outbox holds: each submission once, whatever breaks in between."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from storage.clock import Clock
from storage.errors import PortalUnreachable, StorageError
from storage.model import Document, Report
from storage.outbox.model import OutboxEntry, OutboxState
from storage.outbox.owner import Owner
from storage.portal.port import Portal, PortalAnswer, PortalStatus, Submission, SubmissionFile

if TYPE_CHECKING:
    from storage.database import Storage

ACTOR = "outbox"
"""Who history names for what happened without a person."""

_LEASE = timedelta(minutes=30)
_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)


class Outbox:
    """Carries the entries of `storage` to `portal`."""

    def __init__(self, storage: Storage, portal: Portal, clock: Clock) -> None:
        self._storage = storage
        self._portal = portal
        self._clock = clock

    def deliver(self, report: Report, *, force: bool = False) -> tuple[OutboxEntry, ...]:
        """Deliver what is due (with `force`: whatever waits) and return what became of each entry tried.

        A portal that cannot be reached ends the run: its entry waits for the next attempt, the others are
        untouched. Whatever `report` raises ends it too, and the entry at hand waits as before.

        Raises:
            StorageError: an entry cannot be sent (damaged content, an answer that makes no sense); it waits
                for its next attempt like after any other failure.
        """
        owner = Owner.new()
        tried: list[OutboxEntry] = []
        while entry := self._claim(owner, tried, force=force):
            try:
                tried.append(self._deliver_one(entry, owner, report))
            finally:
                self._release(entry, owner)
            if tried[-1].state is OutboxState.WAITING:
                break
        return tuple(tried)

    def _claim(self, owner: Owner, tried: list[OutboxEntry], *, force: bool) -> OutboxEntry | None:
        now = self._clock.now()
        with self._storage.unit_of_work() as work:
            skip = tuple(entry.id for entry in tried)
            entry = work.outbox.claim(owner, now, now + _LEASE, force=force, skip=skip)
            work.commit()
        return entry

    def _deliver_one(self, entry: OutboxEntry, owner: Owner, report: Report) -> OutboxEntry:
        try:
            answer = self._portal.submit(self._submission(entry), key=entry.key, report=report)
        except PortalUnreachable as error:
            return self._postpone(entry, owner, error)
        except StorageError as error:
            self._postpone(entry, owner, error)
            raise
        return self._settle(entry, answer)

    def _submission(self, entry: OutboxEntry) -> Submission:
        with self._storage.unit_of_work(read_only=True) as work:
            dossier = work.dossiers.get(entry.dossier)
            documents = work.outbox.documents(entry)
        return Submission(
            dossier=dossier.code,
            procedure_code=dossier.procedure_code,
            procedure_name=dossier.procedure_name,
            applicant=dossier.applicant,
            channel=dossier.channel,
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            files=tuple(self._file(document) for document in documents),
        )

    def _file(self, document: Document) -> SubmissionFile:
        self._storage.contents.verify(document.content)
        path = self._storage.contents.path(document.content)
        return SubmissionFile(
            name=document.file_name,
            path=path,
            sha256=document.content,
            bytes=path.stat().st_size,
            component=document.component,
        )

    def _postpone(self, entry: OutboxEntry, owner: Owner, error: StorageError) -> OutboxEntry:
        until = self._clock.now() + delay(entry)
        with self._storage.unit_of_work() as work:
            work.outbox.postpone(entry, owner, until, type(error).__name__)
            work.commit()
            return work.outbox.get(entry.id)

    def _settle(self, entry: OutboxEntry, answer: PortalAnswer) -> OutboxEntry:
        accepted = answer.status is PortalStatus.ACCEPTED
        state = OutboxState.ACCEPTED if accepted else OutboxState.REFUSED
        with self._storage.unit_of_work() as work:
            present = work.outbox.get(entry.id)
            if present.state in (OutboxState.ACCEPTED, OutboxState.REFUSED):
                return present  # our lease ran out and another run was faster
            work.outbox.settle(
                entry,
                state,
                receipt=answer.receipt,
                reason="\n".join(answer.reasons) or None,
                answer=answer.raw,
            )
            if accepted:
                dossier = work.dossiers.get(entry.dossier)
                work.dossiers.save(replace(dossier, portal_receipt=answer.receipt))
            detail = {"key": entry.key, "receipt": answer.receipt}
            work.audit.record(entry.dossier, f"portal_{state}", ACTOR, self._clock.now(), detail)
            work.commit()
            return work.outbox.get(entry.id)

    def _release(self, entry: OutboxEntry, owner: Owner) -> None:
        with self._storage.unit_of_work() as work:
            work.outbox.release(entry, owner)
            work.commit()


def delay(entry: OutboxEntry) -> timedelta:
    """Return how long to wait after `entry.attempts` attempts: 1 minute doubling up to 1 hour, less a part.

    The part, up to half, comes from the key, so that workstations that lost the portal together do not come
    back together.
    """
    doublings = min(max(entry.attempts - 1, 0), 10)
    longest = min(_FIRST_DELAY * (1 << doublings), _LONGEST_DELAY)
    spread = hashlib.sha256(f"{entry.key}{entry.attempts}".encode()).digest()[0] / 256
    return timedelta(seconds=longest.total_seconds() * (1 - spread / 2))
