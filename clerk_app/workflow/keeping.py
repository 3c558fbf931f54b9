"""Keep what is held: backup, restore, another unit's data, and what is removed when its time is over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from clerk_app.workflow.audit import anchor_audit
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.backup import BackupFacts, restore_backup, write_backup
from storage.merge import MergeFacts, merge_backup
from storage.model import DossierCode, Person, Report
from storage.unit_of_work import UnitOfWork

_NOBODY = Person("", "")


def back_up(desk: Desk, file: Path, report: Report) -> BackupFacts:
    """Write everything to one file, and remember the end of the audit with a time stamp.

    Raises:
        RightMissing, DamagedContent, DiskFull: nothing was left behind.
    """
    require(desk.actor, Right.BACKUP)
    _tell(desk, "backed_up")
    anchor_audit(desk, stamped=True)
    return write_backup(desk.storage, file, report)


def restore(desk: Desk, file: Path, report: Report) -> BackupFacts:
    """Put a backup into an empty home.

    Raises:
        RightMissing, HomeNotEmpty, BackupDamaged: nothing was changed.
    """
    require(desk.actor, Right.BACKUP)
    facts = restore_backup(file, desk.storage, report)
    _tell(desk, "restored")
    return facts


def merge(desk: Desk, file: Path, report: Report) -> MergeFacts:
    """Take another unit's backup in.

    Raises:
        RightMissing, BackupDamaged: nothing was changed.
    """
    require(desk.actor, Right.BACKUP)
    return merge_backup(file, desk.storage, report, actor=desk.actor.name, at=desk.clock.now())


def expired(desk: Desk) -> tuple[DossierCode, ...]:
    """Return the dossiers that ended more years ago than they have to be kept.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.RETENTION)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.retention.ended_before(_limit(desk))


def remove_expired(desk: Desk) -> Iterator[DossierCode]:
    """Remove papers, people and words of expired dossiers, one transaction each, and yield their codes.

    What stays is a tombstone: code, procedure, times and steps, so that every report stays the same.

    Raises:
        RightMissing.
    """
    for code in expired(desk):
        with desk.storage.unit_of_work() as work:
            _bury(desk, work, code)
            orphans = work.retention.empty(code)
            work.commit()
        for content in orphans:
            desk.storage.contents.remove(content)
        yield code


def _bury(desk: Desk, work: UnitOfWork, code: DossierCode) -> None:
    now = desk.clock.now()
    dossier = work.dossiers.get(code)
    bare = replace(
        dossier, applicant=_NOBODY, submitter=None, authorisation="", originals_at="", removed_at=now
    )
    work.dossiers.save(bare)
    work.search.forget(code)
    work.audit.record(
        code, "removed", desk.actor.name, now, {"years": desk.settings.casework.retention_years}
    )


def _limit(desk: Desk) -> datetime:
    now = desk.clock.now()
    years = desk.settings.casework.retention_years
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year - years, day=day)


def _tell(desk: Desk, step: str) -> None:
    with desk.storage.unit_of_work() as work:
        work.audit.record("", step, desk.actor.name, desk.clock.now(), {})
        work.commit()
