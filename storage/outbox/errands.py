"""What each kind of entry asks of the portal, and what its answer changes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage.model import Document, MoveEntry, Report
from storage.outbox.model import OutboxEntry, OutboxKind
from storage.portal.port import Portal, PortalAnswer, PortalStatus, PortalStep, Submission, SubmissionFile

if TYPE_CHECKING:
    from storage.database import Storage
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Answered:
    """The portal's answer to an entry, and the number of the last step it was told (0 for none)."""

    answer: PortalAnswer
    last_step: int = 0


class Errands:
    """Runs the errands of entries between `storage` and `portal`."""

    def __init__(self, storage: Storage, portal: Portal) -> None:
        self._storage = storage
        self._portal = portal

    def run(self, entry: OutboxEntry, report: Report) -> Answered:
        """Ask the portal what `entry` is about, and return its answer.

        Raises:
            PortalUnreachable, PortalProtocol: the portal does not answer, or nonsense.
            DamagedContent, UnknownContent: a file to be sent is not what it was.
        """
        match entry.kind:
            case OutboxKind.SUBMISSION:
                return Answered(self._portal.submit(self._submission(entry), key=entry.key, report=report))
            case OutboxKind.PROGRESS:
                return self._tell(entry)
            case OutboxKind.WITHDRAWAL:
                return Answered(self._withdraw(entry))

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
            replaces=dossier.portal_receipt,
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

    def _tell(self, entry: OutboxEntry) -> Answered:
        with self._storage.unit_of_work(read_only=True) as work:
            steps = untold_steps(work, entry)
        if not steps:  # an entry before this one told them all
            return Answered(_nothing_to_tell(entry))
        answer = self._portal.tell(entry.dossier, steps, key=entry.key)
        return Answered(answer, steps[-1].number)

    def _withdraw(self, entry: OutboxEntry) -> PortalAnswer:
        with self._storage.unit_of_work(read_only=True) as work:
            receipt = work.dossiers.get(entry.dossier).portal_receipt
        if receipt is None:  # refused or withdrawn before: nothing is there
            return _nothing_to_tell(entry)
        return self._portal.withdraw(entry.dossier, receipt=receipt, reason=entry.note, key=entry.key)


def _nothing_to_tell(entry: OutboxEntry) -> PortalAnswer:
    return PortalAnswer(PortalStatus.ACCEPTED, entry.receipt, (), "")


def accept(work: UnitOfWork, entry: OutboxEntry, receipt: str | None, now: datetime) -> None:
    """Change what the acceptance of `entry` changes here, in the transaction that settles it."""
    match entry.kind:
        case OutboxKind.SUBMISSION:
            work.dossiers.put_receipt(entry.dossier, receipt)
            if work.moves.any_of(entry.dossier):
                work.outbox.queue_progress(entry.dossier, now)
        case OutboxKind.WITHDRAWAL:
            work.dossiers.put_receipt(entry.dossier, None)
            work.outbox.mark_withdrawn(entry.dossier)
        case OutboxKind.PROGRESS:
            pass  # what was told is counted in the entry itself


def untold_steps(work: UnitOfWork, entry: OutboxEntry) -> tuple[PortalStep, ...]:
    """Return the steps of the entry's dossier that the portal was not told yet."""
    told = work.outbox.last_told(entry.dossier)
    moves = work.moves.of(entry.dossier)
    return tuple(_step(work, number, move) for number, move in enumerate(moves, start=1) if number > told)


def _step(work: UnitOfWork, number: int, move: MoveEntry) -> PortalStep:
    account = work.accounts.get(move.actor)
    return PortalStep(
        number=number,
        status=move.status,
        at=move.at,
        due_at=move.due_at,
        by=account.full_name if account else move.actor,
        unit="",
        content="\n".join(filter(None, (move.reason, move.note))),
    )
