"""Deliver what waits for the portal."""

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NotAllSigned, NotSubmitted, ReasonMissing
from clerk_app.workflow.progress import lacking_signature
from clerk_app.workflow.rights import Right, require
from signing.model import Level
from storage.model import DocumentKind, DocumentStage, DossierCode, Report
from storage.outbox import UNANSWERED, Outbox, OutboxEntry, OutboxKind


def deliver(desk: Desk, *, report: Report, force: bool = False) -> tuple[OutboxEntry, ...]:
    """Send what is due to the portal, and return the entries as they stand afterwards.

    Documents whose signatures wait for a higher level are tried first, so that the better ones are sent.
    A portal that cannot be reached is no error: the entry waits and goes out later, once.

    Args:
        desk: the workstation.
        report: told of bytes sent; raising from it cancels between two chunks.
        force: a person asks for it now: entries that wait for their next try are tried too.

    Raises:
        RightMissing: `force` is for those who may submit; what is due goes out by itself.
    """
    if force:
        require(desk.actor, Right.SUBMIT)
    from clerk_app.workflow.upgrade import upgrade_due  # loads all of signing

    upgrade_due(desk)
    outbox = Outbox(desk.storage, desk.portal(), desk.clock, at_once=max(1, desk.settings.portal.at_once))
    return outbox.deliver(report, force=force)


def send(desk: Desk, code: DossierCode) -> OutboxEntry | None:
    """Intend to send what is signed of a dossier, and return the intent; one that is there already stays.

    None while the portal demands time stamps and a document still waits for its own: it goes by itself then.

    Raises:
        RightMissing, UnknownDossier.
        NotAllSigned: something is still to be scanned or signed.
    """
    require(desk.actor, Right.SUBMIT)
    with desk.storage.unit_of_work() as work:
        dossier, documents = work.dossiers.get(code), work.documents.of(code)
        entries = work.outbox.of(code, OutboxKind.SUBMISSION)
        if entries and entries[-1].state in UNANSWERED:
            return entries[-1]
        sendable = [
            each
            for each in documents
            if each.kind is not DocumentKind.RECEIPT and each.stage is not DocumentStage.FILED
        ]
        if not sendable or lacking_signature(dossier, work.pages.of(code), documents):
            raise NotAllSigned(code)
        unstamped = any(each.level == Level.B_B.value for each in sendable)
        if desk.settings.portal.demands_timestamp and unstamped:
            return None
        entry = work.outbox.queue(code, desk.clock.now())
        work.commit()
    return entry


def outbox_entry(desk: Desk, code: DossierCode) -> OutboxEntry | None:
    """Return the newest intent to send a dossier."""
    with desk.storage.unit_of_work(read_only=True) as work:
        entries = work.outbox.of(code, OutboxKind.SUBMISSION)
    return entries[-1] if entries else None


def take_back(desk: Desk, code: DossierCode, reason: str) -> OutboxEntry:
    """Intend to take a wrong upload back from the portal, and keep why; corrected, it can be sent anew.

    Raises:
        RightMissing, UnknownDossier.
        ReasonMissing: it needs one.
        NotSubmitted: the portal never accepted it, or gave it back already.
    """
    require(desk.actor, Right.SUBMIT)
    if not reason.strip():
        raise ReasonMissing("take_back")
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        if work.dossiers.get(code).portal_receipt is None:
            raise NotSubmitted(code)
        entry = work.outbox.queue_withdrawal(code, reason.strip(), now)
        work.audit.record(code, "taken_back", desk.actor.name, now, {})
        work.commit()
    return entry


def waiting(desk: Desk) -> tuple[OutboxEntry, ...]:
    """Return every entry that is not answered yet, newest first; those held wait for a person."""
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.outbox.unanswered()


def dossiers_waiting(desk: Desk) -> int:
    """Return how many dossiers have something that is not answered yet."""
    return len({entry.dossier for entry in waiting(desk)})


def pause(desk: Desk, *, paused: bool) -> None:
    """Let everything for the portal wait, or go on.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.SUBMIT)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        if paused:
            work.outbox.pause(desk.actor.name, now)
        else:
            work.outbox.resume()
        work.audit.record("", "outbox_paused" if paused else "outbox_resumed", desk.actor.name, now, {})
        work.commit()


def paused_by(desk: Desk) -> str | None:
    """Return who let everything for the portal wait, None if nobody did."""
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.outbox.paused_by


def retry(desk: Desk, code: DossierCode) -> OutboxEntry | None:
    """Let what was held of a dossier be sent again, and return its newest entry.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.SUBMIT)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        if work.outbox.retry(code, now):
            work.audit.record(code, "outbox_retried", desk.actor.name, now, {})
        work.commit()
    return outbox_entry(desk, code)
