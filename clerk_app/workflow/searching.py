"""Search, with what a person needs to choose among what was found; and what happened to a dossier."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.progress import Standing, Step, standings_in
from clerk_app.workflow.reading import find
from clerk_app.workflow.rights import Right, require
from storage.model import DossierCode, DossierStatus
from storage.moves import ENDED
from storage.search import Hit
from storage.unit_of_work import UnitOfWork

MOST = 50
_UNTOLD = ("read",)
"""Who looked at a dossier is in the audit, for those who may read that."""


_ON_APPLICANT = (DossierStatus.SUPPLEMENT_ASKED, DossierStatus.FINANCIAL_DUTY)


class Group(StrEnum):
    """With whom a dossier is."""

    ONLINE = "online"
    IN_WORK = "in_work"
    ON_APPLICANT = "on_applicant"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found.

    Attributes:
        standing: the dossier and how far it has come.
        component: name of the paper, empty where the dossier itself was found.
        page: its number within the paper, None likewise.
        snippet: the text around the first word.
    """

    standing: Standing
    component: str
    page: int | None
    snippet: str

    @property
    def group(self) -> Group:
        """With whom the dossier is."""
        status = self.standing.dossier.status
        if self.standing.step is Step.ANSWER:
            return Group.ONLINE
        if status in _ON_APPLICANT:
            return Group.ON_APPLICANT
        return Group.ENDED if status in ENDED else Group.IN_WORK


def search(desk: Desk, words: str, *, limit: int = MOST) -> tuple[Found, ...]:
    """Return where words occur, the dossiers themselves before their pages.

    Raises:
        RightMissing.
    """
    hits = find(desk, words, limit=limit)
    with desk.storage.unit_of_work(read_only=True) as work:
        hit_ones = tuple(work.dossiers.get(code) for code in dict.fromkeys(hit.dossier for hit in hits))
        known = {each.dossier.code: each for each in standings_in(work, hit_ones)}
        return tuple(_found(work, known[hit.dossier], hit) for hit in hits)


def _found(work: UnitOfWork, standing: Standing, hit: Hit) -> Found:
    page = work.pages.get(hit.page) if hit.page is not None else None
    if page is None:
        return Found(standing, "", None, hit.snippet)
    names = {part.code: part.name for part in standing.dossier.components}
    return Found(standing, names.get(page.component, page.component), page.number, hit.snippet)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a dossier; `who` is a person's full name where there is an account."""

    step: str
    at: datetime
    who: str


def history(desk: Desk, code: DossierCode) -> tuple[Event, ...]:
    """Return what happened to a dossier, the newest first.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        told = [each for each in reversed(work.audit.of(code)) if each.step not in _UNTOLD]
        accounts = {name: work.accounts.get(name) for name in {each.actor for each in told}}
    names = {name: account.full_name if account else name for name, account in accounts.items()}
    return tuple(Event(each.step, each.at, names[each.actor]) for each in told)
