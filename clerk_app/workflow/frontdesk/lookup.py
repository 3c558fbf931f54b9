"""What a public screen says of a dossier: by its code the state, names and papers by card or receipt."""

from dataclasses import dataclass
from datetime import datetime

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.masking import masked_name
from clerk_app.workflow.frontdesk.receipts import holds_receipt
from storage.folding import folded
from storage.model import Dossier, DossierCode, DossierStatus
from storage.unit_of_work import UnitOfWork

_MOST = 20


@dataclass(frozen=True, slots=True)
class PublicState:
    """A dossier as the hall may see it.

    Attributes:
        applicant, procedure, papers: only for whoever showed the applicant's card or the receipt; else empty.
            The name is masked even then, because others look over the shoulder.
    """

    code: DossierCode
    status: DossierStatus
    due_at: datetime
    applicant: str = ""
    procedure: str = ""
    papers: tuple[str, ...] = ()


def state_of(desk: Desk, code: DossierCode, secret: str = "") -> PublicState:
    """Return what a code tells: its state, and everything with the secret of its receipt.

    Raises:
        UnknownDossier: there is none.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.dossiers.get(code)
        if holds_receipt(work, code, secret):
            return _whole(found)
    return PublicState(found.code, found.status, found.due_at)


def dossiers_of_card(desk: Desk, id_number: str, full_name: str) -> tuple[PublicState, ...]:
    """Return the dossiers of whoever holds a card with this number and name.

    A card's code is signed by nobody: who makes one up has to know both.
    """
    holder = folded(full_name).split()
    with desk.storage.unit_of_work(read_only=True) as work:
        found = _of(work, id_number)
    return tuple(_whole(each) for each in found if folded(each.applicant.full_name).split() == holder)


def _of(work: UnitOfWork, id_number: str) -> list[Dossier]:
    """Return the dossiers whose applicant has exactly this number: an index finds words, not people."""
    hits = work.search.find(id_number, limit=_MOST)
    found = [work.dossiers.get(code) for code in dict.fromkeys(hit.dossier for hit in hits)]
    return [each for each in found if each.applicant.id_number == id_number]


def _whole(dossier: Dossier) -> PublicState:
    return PublicState(
        dossier.code,
        dossier.status,
        dossier.due_at,
        masked_name(dossier.applicant.full_name),
        dossier.procedure_name,
        tuple(part.name for part in dossier.components),
    )
