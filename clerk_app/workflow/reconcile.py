"""Compare both sides after an outage: what the portal has of our dossiers, and what we believe it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.model import Dossier, DossierCode, Progress, Report
from storage.outbox import OutboxState
from storage.portal.port import Holding
from storage.unit_of_work import UnitOfWork

_AT_ONCE = 50
_UNDER_WAY = (OutboxState.WAITING, OutboxState.SENDING)


class Difference(StrEnum):
    """How the two sides differ about a dossier."""

    MISSING_THERE = "missing_there"
    OTHER_RECEIPT = "other_receipt"
    OTHER_FILES = "other_files"
    STEPS_UNTOLD = "steps_untold"
    OTHER_STATUS = "other_status"


@dataclass(frozen=True, slots=True)
class Mended:
    """A difference that was found; what mends it is done here, or waits in the outbox."""

    dossier: DossierCode
    difference: Difference


def reconcile(desk: Desk, *, report: Report) -> Iterator[Mended]:
    """Ask the portal what it has of every dossier it accepted, mend what differs, and yield each difference.

    A dossier that it lost is sent again, with the steps so far; a receipt it changed is taken over; files and
    steps it lacks are sent. What waits in the outbox anyway is left to it; a status that somebody else gave a
    dossier there is only told, for a person to clear up.

    Raises:
        RightMissing.
        PortalUnreachable, PortalProtocol: what was mended so far stays.
    """
    require(desk.actor, Right.SUBMIT)
    with desk.storage.unit_of_work(read_only=True) as work:
        codes = work.dossiers.submitted()
    portal, done = desk.portal(), 0
    for some in _chunks(codes):
        held = {each.dossier: each for each in portal.held(some)}
        for code in some:
            yield from _mended(desk, code, held.get(code))
        done += len(some)
        report(Progress("reconcile", done, len(codes)))


def _mended(desk: Desk, code: DossierCode, holding: Holding | None) -> Iterator[Mended]:
    with desk.storage.unit_of_work() as work:
        dossier = work.dossiers.get(code)
        waits = any(each.state in _UNDER_WAY for each in work.outbox.of(code))
        difference = None if waits else _difference(work, dossier, holding)
        if difference is None:
            return
        _mend(desk, work, dossier, holding, difference)
        detail = {"difference": difference.value}
        work.audit.record(code, "reconciled", desk.actor.name, desk.clock.now(), detail)
        work.commit()
    yield Mended(code, difference)


def _difference(work: UnitOfWork, dossier: Dossier, holding: Holding | None) -> Difference | None:
    if holding is None:
        return Difference.MISSING_THERE
    if holding.receipt != dossier.portal_receipt:
        return Difference.OTHER_RECEIPT
    if holding.files is not None and not work.outbox.accepted_files(dossier.code) <= holding.files:
        return Difference.OTHER_FILES
    told = work.outbox.last_told(dossier.code) if holding.steps is None else holding.steps
    if told < len(work.moves.of(dossier.code)):
        return Difference.STEPS_UNTOLD
    return None if holding.status is dossier.status else Difference.OTHER_STATUS


def _mend(
    desk: Desk, work: UnitOfWork, dossier: Dossier, holding: Holding | None, difference: Difference
) -> None:
    now = desk.clock.now()
    match difference:
        case Difference.MISSING_THERE:
            work.dossiers.save(replace(dossier, portal_receipt=None))
            work.outbox.mark_withdrawn(dossier.code)
            work.outbox.queue(dossier.code, now)
        case Difference.OTHER_RECEIPT if holding is not None:
            work.dossiers.save(replace(dossier, portal_receipt=holding.receipt))
        case Difference.OTHER_FILES:
            work.outbox.mark_withdrawn(dossier.code)
            work.outbox.queue(dossier.code, now)
        case Difference.STEPS_UNTOLD if holding is not None:
            if holding.steps is not None:
                work.outbox.forget_told(dossier.code, after=holding.steps)
            work.outbox.queue_progress(dossier.code, now)


def _chunks(codes: Iterable[DossierCode]) -> Iterator[tuple[DossierCode, ...]]:
    rest = iter(codes)
    while some := tuple(islice(rest, _AT_ONCE)):
        yield some
