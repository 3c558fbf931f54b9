"""The steps of a dossier: which are allowed where, what each does to state and due time (NĐ 118/2025)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from clerk_app.workflow.deadlines import LimitUnit, resumed_due
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MoveRefused, ReasonMissing, UnknownComponent
from clerk_app.workflow.office import Office
from clerk_app.workflow.rights import Right, require
from storage.model import Component, Dossier, DossierCode, MoveEntry
from storage.model import DossierStatus as At
from storage.unit_of_work import UnitOfWork


class Move(StrEnum):
    """A step that somebody takes with a dossier."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    PROCESS = "process"
    ASK_SUPPLEMENT = "supplement"
    TAKE_SUPPLEMENT = "supplemented"
    DEMAND_FEE = "demand_fee"
    TAKE_FEE = "fee_paid"
    POSTPONE = "postpone"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    STOP = "stop"
    SOLVE = "solve"
    RETURN = "return"


_OPEN = (At.ACCEPTED, At.IN_PROCESS)

ALLOWED: Mapping[tuple[At, Move], At] = MappingProxyType(
    {
        (At.NEWLY_FILED, Move.ACCEPT): At.ACCEPTED,
        (At.NEWLY_FILED, Move.REFUSE): At.NOT_ACCEPTED,
        (At.NEWLY_FILED, Move.ASK_SUPPLEMENT): At.SUPPLEMENT_ASKED,
        (At.NEWLY_FILED, Move.WITHDRAW): At.WITHDRAWN,
        (At.ACCEPTED, Move.PROCESS): At.IN_PROCESS,
        **{(at, Move.REFUSE): At.NOT_ACCEPTED for at in _OPEN},
        **{(at, Move.ASK_SUPPLEMENT): At.SUPPLEMENT_ASKED for at in _OPEN},
        **{(at, Move.DEMAND_FEE): At.FINANCIAL_DUTY for at in _OPEN},
        **{(at, Move.SOLVE): At.SOLVED for at in _OPEN},
        **{(at, Move.POSTPONE): at for at in _OPEN},
        **{(at, Move.HAND_OVER): at for at in (*_OPEN, At.SOLVED)},
        **{(at, Move.STOP): At.STOPPED for at in (*_OPEN, At.SUPPLEMENT_ASKED, At.FINANCIAL_DUTY)},
        **{(at, Move.WITHDRAW): At.WITHDRAWN for at in (*_OPEN, At.SUPPLEMENT_ASKED, At.FINANCIAL_DUTY)},
        (At.SUPPLEMENT_ASKED, Move.TAKE_SUPPLEMENT): At.IN_PROCESS,
        (At.FINANCIAL_DUTY, Move.TAKE_FEE): At.IN_PROCESS,
        (At.SOLVED, Move.RETURN): At.RETURNED,
    }
)
"""Where a step leads from where; what is not here is not allowed."""

NEEDS_REASON = frozenset({Move.REFUSE, Move.ASK_SUPPLEMENT, Move.POSTPONE, Move.WITHDRAW, Move.STOP})


def take_step(
    desk: Desk,
    code: DossierCode,
    move: Move,
    *,
    reason: str = "",
    note: str = "",
    due: datetime | None = None,
    components: frozenset[str] = frozenset(),
) -> Dossier:
    """Take one step with a dossier, in one transaction, and return the dossier after it.

    Args:
        desk: the workstation.
        code: of the dossier.
        move: the step.
        reason: why; told on forms 02 to 05.
        note: what the step is about: papers to add, the unit it goes to, how the result was returned.
        due: the new due time of a postponement, aware.
        components: codes of the papers that a supplement is to bring, or brought; without any, it brought
            everything that was missing.

    Raises:
        RightMissing.
        UnknownComponent: the dossier has no such paper.
        MoveRefused: the dossier's state does not allow it.
        ReasonMissing: it needs one.
        UnknownDossier: there is none.
    """
    require(desk.actor, Right.ACCEPT if move is Move.ACCEPT else Right.PROCESS)
    if move in NEEDS_REASON and not reason.strip():
        raise ReasonMissing(move.value)
    with desk.storage.unit_of_work() as work:
        before = work.dossiers.get(code)
        after = _after(before, move, desk.clock.now(), desk.office, due, note)
        after = work.dossiers.save(replace(after, components=_parts_after(before, move, components)))
        told = note.strip()
        if move is Move.ASK_SUPPLEMENT:
            told = "\n".join(filter(None, [*_names(after, components), told]))
        record(work, after, move, desk.clock.now(), desk.actor.name, reason=reason.strip(), note=told)
        work.commit()
    return after


def record(
    work: UnitOfWork,
    dossier: Dossier,
    move: Move,
    at: datetime,
    actor: str,
    *,
    reason: str = "",
    note: str = "",
) -> None:
    """Write a step down where it belongs, and intend to tell a portal that has the dossier.

    All within the caller's transaction.
    """
    work.moves.record(
        MoveEntry(dossier.code, move.value, dossier.status, dossier.due_at, at, actor, reason, note)
    )
    if dossier.portal_receipt:
        work.outbox.queue_progress(dossier.code, at)
    work.audit.record(dossier.code, move.value, actor, at, {"status": dossier.status.name.lower()})


def moves_from(at: At) -> frozenset[Move]:
    """Return the steps that a state allows."""
    return frozenset(move for start, move in ALLOWED if start is at)


def next_status(at: At, move: Move) -> At:
    """Return where a step leads.

    Raises:
        MoveRefused: it is not allowed there.
    """
    target = ALLOWED.get((at, move))
    if target is None:
        raise MoveRefused(at.name.lower(), move.value)
    return target


def _after(
    before: Dossier, move: Move, now: datetime, office: Office, due: datetime | None, note: str
) -> Dossier:
    """Return the dossier after a step: its state, and what the step does to its times."""
    after = replace(before, status=next_status(before.status, move))
    if move in (Move.ASK_SUPPLEMENT, Move.DEMAND_FEE):
        return replace(after, stopped_at=now)
    if move in (Move.TAKE_SUPPLEMENT, Move.TAKE_FEE):
        return replace(after, stopped_at=None, due_at=_resumed(before, now, office))
    if move is Move.POSTPONE and due is not None:
        return replace(after, due_at=due)
    if move is Move.HAND_OVER:
        return replace(after, holder=note.strip())
    if move is Move.SOLVE:
        return replace(after, solved_at=now)
    if move is Move.RETURN:
        return replace(after, returned_at=now)
    return after


def _parts_after(before: Dossier, move: Move, components: frozenset[str]) -> tuple[Component, ...]:
    """Return the papers of a dossier after a step: those asked for are missing, those brought are there."""
    for component in components - {part.code for part in before.components}:
        raise UnknownComponent(component)
    if move is Move.ASK_SUPPLEMENT:
        return tuple(
            replace(part, received=False, reused_from="") if part.code in components else part
            for part in before.components
        )
    if move is Move.TAKE_SUPPLEMENT:
        return tuple(
            replace(part, received=part.received or not components or part.code in components)
            for part in before.components
        )
    return before.components


def _names(dossier: Dossier, components: frozenset[str]) -> list[str]:
    return [part.name for part in dossier.components if part.code in components]


def _resumed(dossier: Dossier, now: datetime, office: Office) -> datetime:
    if dossier.stopped_at is None:
        return dossier.due_at
    unit = LimitUnit(dossier.limit_unit) if dossier.limit_unit else LimitUnit.WORKING_DAYS
    return resumed_due(dossier.due_at, dossier.stopped_at, now, unit, office)
