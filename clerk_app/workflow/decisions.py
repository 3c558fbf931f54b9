"""The decisions under way, and the way back: the leader returns one to the official with a reason."""

from dataclasses import dataclass

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


def decisions(desk: Desk) -> tuple[PendingDecision, ...]:
    """Return the decisions of the newest dossiers, sealed ones too.

    Raises:
        RightMissing.
    """
    dossiers = work_list(desk, limit=_MOST)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = [(each, work.documents.current(each.code, DocumentKind.DECISION)) for each in dossiers]
    return tuple(_pending(dossier, document) for dossier, document in found if document is not None)


def _pending(dossier: Dossier, document: Document) -> PendingDecision:
    next_role = NEXT_ROLE.get(document.stage)
    return PendingDecision(
        dossier.code, document, next_role, dossier.procedure_name, dossier.applicant.full_name
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
