"""What waits today: for whom, how urgent, and what went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import local
from clerk_app.workflow.progress import Standing, Step, standings_in, waits_for_answer
from clerk_app.workflow.rights import Right, require
from storage.model import DocumentStage, Dossier, DossierCode, DossierStatus
from storage.outbox import OutboxEntry, OutboxState
from storage.unit_of_work import UnitOfWork

MOST = 500
_LATELY = 200
_FAILED = (OutboxState.REFUSED, OutboxState.WITHDRAWN)
_ON_OTHERS = (DossierStatus.SUPPLEMENT_ASKED, DossierStatus.FINANCIAL_DUTY, DossierStatus.STOPPED)
"""The applicant has the next word, or the clock stands still."""


class Concern(StrEnum):
    """Why a dossier is looked at today, the most urgent first."""

    LATE = "late"
    WRONG = "wrong"
    DUE_SOON = "due_soon"
    TO_DO = "to_do"
    ONLINE = "online"
    COUNTERSIGN = "countersign"
    SEAL = "seal"
    OUTBOX = "outbox"


_RANKS = {Concern.LATE: 0, Concern.WRONG: 1, Concern.DUE_SOON: 2, Concern.OUTBOX: 4}
_RANK_OF_WORK = 3
_MINE = frozenset({Concern.WRONG, Concern.TO_DO, Concern.ONLINE, Concern.COUNTERSIGN, Concern.SEAL})
_WITH_LEADER_OR_CLERK = (DocumentStage.SIGNED, DocumentStage.COUNTERSIGNED)
_RIGHTS = {
    Step.SCAN: Right.DIGITISE,
    Step.SORT: Right.DIGITISE,
    Step.SIGN: Right.SIGN_COPIES,
    Step.SEND: Right.SUBMIT,
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A dossier with how far it has come and why it is looked at today."""

    standing: Standing
    concerns: frozenset[Concern]

    @property
    def is_mine(self) -> bool:
        """Whether the person has the next word."""
        return not self.concerns.isdisjoint(_MINE)

    @property
    def urgency(self) -> tuple[bool, int, datetime]:
        """What orders matters, the smallest comes first: what others have to do stands behind one's own."""
        rank = min(_RANKS.get(each, _RANK_OF_WORK) for each in self.concerns)
        return not self.is_mine, rank, self.standing.dossier.due_at


def today(desk: Desk) -> tuple[Matter, ...]:
    """Return what waits, the most urgent first; work only where the person may do it.

    Raises:
        RightMissing: names of applicants are in it.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        unanswered = work.outbox.unanswered()
        looked_at = _looked_at(work, unanswered)
        online = frozenset(each.code for each in looked_at if waits_for_answer(work, each))
        found = standings_in(work, looked_at)
    waiting = frozenset(each.dossier for each in unanswered)
    held = frozenset(each.dossier for each in unanswered if each.state is OutboxState.HELD)
    told = _Told(waiting, held, online)
    matters = (Matter(each, frozenset(_concerns(desk, each, told))) for each in found)
    return tuple(sorted((each for each in matters if each.concerns), key=lambda each: each.urgency))


@dataclass(frozen=True, slots=True)
class _Told:
    """Which dossiers wait in the outbox, are held there, and were filed online without an answer."""

    waiting: frozenset[DossierCode]
    held: frozenset[DossierCode]
    online: frozenset[DossierCode]


def _looked_at(work: UnitOfWork, unanswered: tuple[OutboxEntry, ...]) -> tuple[Dossier, ...]:
    """Return what has not ended, and what the portal still has to answer or lately refused."""
    open_ones = work.dossiers.unfinished(limit=MOST)
    failed = (each.dossier for each in work.outbox.list(limit=_LATELY) if each.state in _FAILED)
    known = {each.code for each in open_ones}
    others = dict.fromkeys((*(each.dossier for each in unanswered), *failed))
    return (*open_ones, *(work.dossiers.get(code) for code in others if code not in known))


def _concerns(desk: Desk, standing: Standing, told: _Told) -> Iterator[Concern]:
    code = standing.dossier.code
    yield from _urgency(desk, standing)
    if code in told.held or (standing.step is Step.SEND and _is_failed(standing)):
        yield Concern.WRONG
    if code in told.online and desk.actor.may(Right.ACCEPT):
        yield Concern.ONLINE
    elif standing.dossier.status not in _ON_OTHERS:
        yield from _work(desk, standing)
    if code in told.waiting - told.held:
        yield Concern.OUTBOX


def _urgency(desk: Desk, standing: Standing) -> Iterator[Concern]:
    """Yield whether the time is over, or ends by the end of the next working day; nothing while it stands."""
    dossier, now = standing.dossier, desk.clock.now()
    if standing.step is Step.DONE or dossier.solved_at or dossier.stopped_at or dossier.status in _ON_OTHERS:
        return
    if dossier.due_at < now:
        yield Concern.LATE
    elif local(dossier.due_at).date() <= desk.office.next_working_day(local(now).date()):
        yield Concern.DUE_SOON


def _work(desk: Desk, standing: Standing) -> Iterator[Concern]:
    """Yield what the person may do next with a dossier; its decision can go on before all its papers are."""
    if standing.step is Step.DECIDE or standing.decision in _WITH_LEADER_OR_CLERK:
        yield from _decision(desk, standing)
    if (right := _RIGHTS.get(standing.step)) and _is_mine(desk, standing.dossier, right):
        yield Concern.TO_DO


def _decision(desk: Desk, standing: Standing) -> Iterator[Concern]:
    actor = desk.actor
    if standing.decision is DocumentStage.SIGNED:
        if actor.may(Right.COUNTERSIGN):
            yield Concern.COUNTERSIGN
    elif standing.decision is DocumentStage.COUNTERSIGNED:
        if actor.may(Right.NUMBER_AND_SEAL):
            yield Concern.SEAL
    elif standing.decision is not DocumentStage.SEALED and _is_mine(
        desk, standing.dossier, Right.DRAFT_DECISION
    ):
        yield Concern.TO_DO


def _is_mine(desk: Desk, dossier: Dossier, right: Right) -> bool:
    """Tell whether a person may do it, and nobody else works on the dossier."""
    actor = desk.actor
    taken = bool(dossier.holder) and actor.personal and dossier.holder not in (actor.name, *actor.covers)
    return actor.may(right) and not taken


def _is_failed(standing: Standing) -> bool:
    return standing.outbox is not None and standing.outbox.state in _FAILED
