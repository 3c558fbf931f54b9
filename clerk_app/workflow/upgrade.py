"""Finish later what the services did not allow when it was signed, and keep archived documents provable."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.evidence import judged
from signing.errors import SigningError, WaitAndRetry
from signing.model import Level
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.upgrade import UpgradedFile, lowest, upgrade
from storage.errors import DamagedContent, UnknownContent
from storage.model import Document, DocumentStage
from storage.outbox import OutboxKind, OutboxState
from storage.unit_of_work import UnitOfWork
from storage.upgrades import AwaitedUpgrade

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=12)
_RENEWAL = timedelta(days=180)
"""How long before the certificate behind an archive time stamp runs out it is renewed."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A document of a dossier whose signatures reached a level later."""

    document: Document
    level: Level


def await_upgrade(
    work: UnitOfWork,
    document: Document,
    levels: Iterable[Level],
    stamp_expires: datetime | None,
    now: datetime,
) -> None:
    """Queue a document that was just signed or stamped for what it will need next.

    Args:
        work: the transaction in which the document is recorded.
        document: as it was put.
        levels: of all its signatures.
        stamp_expires: when the certificate behind its archive time stamp runs out, None without one.
        now: aware.
    """
    wanted = Level(document.wanted_level)
    if lowest((wanted, *levels)) is not wanted:
        work.upgrades.want(document, wanted.value, now + _FIRST_WAIT)
    elif stamp_expires is not None:
        left = stamp_expires - now
        work.upgrades.want(document, Level.B_LTA.value, stamp_expires - min(_RENEWAL, left / 2))
    else:
        work.upgrades.forget(document)


def upgrade_due(desk: Desk) -> tuple[Upgraded, ...]:
    """Upgrade every document whose time has come; no PIN is asked.

    A service that is down is no error: the document waits longer, up to half a day. A document that was
    signed again in the meantime is left to its newer version.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        due = work.upgrades.due(desk.clock.now())
    timestamps = desk.timestamps() if due else None
    if timestamps is None:
        return ()
    examiner = Examiner(desk.trust())
    tried = [_tried(desk, awaited, examiner, timestamps) for awaited in due]
    return tuple(each for each in tried if each is not None)


def _tried(
    desk: Desk, awaited: AwaitedUpgrade, examiner: Examiner, timestamps: TimestampService
) -> Upgraded | None:
    with TemporaryDirectory(dir=desk.folders.spool) as folder:
        target = Path(folder) / "upgraded.pdf"
        try:
            source = desk.storage.contents.path(awaited.content)
            done = upgrade(source, target, examiner=examiner, timestamps=timestamps)
        except WaitAndRetry as error:
            _postpone(desk, awaited, error)
            return None
        except (SigningError, UnknownContent, DamagedContent) as error:
            _give_up(desk, awaited, error)
            return None
        return _recorded(desk, awaited, done)


def _recorded(desk: Desk, awaited: AwaitedUpgrade, done: UpgradedFile) -> Upgraded | None:
    verdict = judged(desk, done.path)
    content = desk.storage.contents.put(done.path)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        current = work.documents.current(awaited.dossier, awaited.kind, awaited.component)
        if current is None or current.content != awaited.content:
            work.upgrades.settle(awaited)
            work.commit()
            return None
        document = replace(
            current,
            content=content,
            bytes=done.size,
            level=done.level.value,
            verdict=verdict.found.verdict.value,
            evidence=verdict.evidence,
        )
        work.documents.put(document)
        work.audit.record(document.dossier, "signatures upgraded", "clerk", now, {"level": done.level.value})
        await_upgrade(work, document, (done.level,), done.stamp_expires, now)
        _send_instead(desk, work, document, now)
        work.commit()
    return Upgraded(document, done.level)


def _send_instead(desk: Desk, work: UnitOfWork, document: Document, now: datetime) -> None:
    """Let the better document go to the portal if it was not tried there yet."""
    entries = work.outbox.of(document.dossier, OutboxKind.SUBMISSION)
    last = entries[-1] if entries else None
    untried = last is not None and last.state is OutboxState.WAITING and last.attempts == 0
    sent = work.outbox.documents(last) if last is not None else ()
    slot = (document.kind, document.component)
    held_back = desk.settings.portal.demands_timestamp and slot not in [
        (each.kind, each.component) for each in sent
    ]
    current = work.documents.of(document.dossier)
    ours = (each for each in current if each.stage is not DocumentStage.FILED)
    stamped = all(each.level != Level.B_B.value for each in ours)
    if untried or (held_back and stamped):
        work.outbox.queue(document.dossier, now)


def _postpone(desk: Desk, awaited: AwaitedUpgrade, error: SigningError) -> None:
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(awaited.tries, 10))
    with desk.storage.unit_of_work() as work:
        work.upgrades.postpone(awaited, desk.clock.now() + wait, type(error).__name__)
        work.commit()


def _give_up(desk: Desk, awaited: AwaitedUpgrade, error: Exception) -> None:
    """Time heals no revoked certificate and no broken file: the level stays what it is, and is told."""
    now, detail = desk.clock.now(), {"reason": type(error).__name__}
    with desk.storage.unit_of_work() as work:
        work.upgrades.settle(awaited)
        work.audit.record(awaited.dossier, "upgrade given up", "clerk", now, detail)
        work.commit()
