"""The decisions under way, and the way back: the leader returns one to the official with a reason."""

from dataclasses import dataclass
from datetime import datetime

from clerk_app.workflow.decide import NEXT_ROLE, draft_again
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MoveRefused, ReasonMissing
from clerk_app.workflow.moves import Move, record
from clerk_app.workflow.reading import work_list
from clerk_app.workflow.rights import Right, require
from signing.model import Role
from storage.model import Document, DocumentKind, DocumentStage, Dossier, DossierCode

_MOST = 200
_RETURN = "return_decision"


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """A decision that waits for somebody; ``next_role`` is None once it is sealed."""

    dossier: DossierCode
    document: Document
    next_role: Role | None
    procedure: str
    applicant: str
    due_at: datetime


def decisions(desk: Desk) -> tuple[PendingDecision, ...]:
    """Return the decisions of the newest dossiers, sealed ones too.

    Raises:
        RightMissing.
    """
    dossiers = work_list(desk, limit=_MOST)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = [(each, work.documents.current(each.code, DocumentKind.DECISION)) for each in dossiers]
    return tuple(_pending(dossier, document) for dossier, document in found if document is not None)


def waiting_for(desk: Desk, role: Role) -> tuple[PendingDecision, ...]:
    """Return every decision that waits for a signature of somebody, the first due first.

    Raises:
        RightMissing: names of applicants are in it.
    """
    require(desk.actor, Right.READ)
    (stage,) = (stage for stage, signs in NEXT_ROLE.items() if signs is role)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.documents.decisions_at(stage)
        return tuple(_pending(work.dossiers.get(each.dossier), each) for each in found)


def _pending(dossier: Dossier, document: Document) -> PendingDecision:
    next_role = NEXT_ROLE.get(document.stage)
    return PendingDecision(
        dossier=dossier.code,
        document=document,
        next_role=next_role,
        procedure=dossier.procedure_name,
        applicant=dossier.applicant.full_name,
        due_at=dossier.due_at,
    )


def return_decision(desk: Desk, code: DossierCode, reason: str) -> Document:
    """Give a signed decision back to the official: it is drafted anew, and the old one is kept behind it.

    Raises:
        RightMissing: only who may countersign returns.
        ReasonMissing: the official has to know why.
        MoveRefused: there is no decision to be countersigned or sealed.
    """
    require(desk.actor, Right.COUNTERSIGN)
    if not reason.strip():
        raise ReasonMissing(_RETURN)
    with desk.storage.unit_of_work(read_only=True) as work:
        decision = work.documents.current(code, DocumentKind.DECISION)
        dossier = work.dossiers.get(code)
    if decision is None or decision.stage not in (DocumentStage.SIGNED, DocumentStage.COUNTERSIGNED):
        raise MoveRefused("none" if decision is None else decision.stage.value, _RETURN)
    with desk.storage.unit_of_work() as work:
        now = desk.clock.now()
        record(work, dossier, Move.HAND_OVER, now, desk.actor.name, reason=reason.strip(), note=_RETURN)
        work.commit()
    return draft_again(desk, code)
