"""How far a dossier has come, from what is stored: after a restart the work goes on from there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.dossiers import DossierOrder
from storage.model import (
    UNSORTED,
    Channel,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierCode,
    DossierStatus,
    Page,
)
from storage.outbox import OutboxEntry, OutboxKind, OutboxState
from storage.unit_of_work import UnitOfWork

ENDED = frozenset(
    {DossierStatus.NOT_ACCEPTED, DossierStatus.WITHDRAWN, DossierStatus.STOPPED, DossierStatus.RETURNED}
)
"""Where nothing is left to do, whatever was done before."""
_TO_BE_SENT = (OutboxState.REFUSED, OutboxState.WITHDRAWN)


class Step(StrEnum):
    """What is to be done next with a dossier; one that was filed online is answered first."""

    ANSWER = "answer"
    SCAN = "scan"
    SORT = "sort"
    SIGN = "sign"
    SEND = "send"
    DECIDE = "decide"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier, its next step, and the facts that tell it.

    Attributes:
        dossier: as stored.
        step: what is to be done next.
        pages: how many are scanned.
        outbox: the newest intent to send it.
        decision: how far the decision has come, None before it is drafted.
    """

    dossier: Dossier
    step: Step
    pages: int
    outbox: OutboxEntry | None
    decision: DocumentStage | None


def next_step(desk: Desk, code: DossierCode) -> Step:
    """Return what is to be done next with a dossier.

    Raises:
        UnknownDossier: there is none.
    """
    return standing(desk, code).step


def standing(desk: Desk, code: DossierCode) -> Standing:
    """Return how far one dossier has come.

    Raises:
        UnknownDossier: there is none.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        return standing_in(work, work.dossiers.get(code))


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the list of dossiers, in which order."""

    limit: int
    offset: int = 0
    order: DossierOrder = DossierOrder.TAKEN_IN
    descending: bool = True


def standings(desk: Desk, part: Part) -> tuple[Standing, ...]:
    """Return how far some dossiers have come.

    Raises:
        RightMissing: names of applicants are in it.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.dossiers.list(
            limit=part.limit, offset=part.offset, order=part.order, descending=part.descending
        )
        return tuple(standing_in(work, dossier) for dossier in found)


def dossiers_in_all(desk: Desk) -> int:
    """Return how many dossiers there are.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.dossiers.count()


def standing_in(work: UnitOfWork, dossier: Dossier) -> Standing:
    """Return how far a dossier has come, as one unit of work sees it."""
    pages = work.pages.of(dossier.code)
    documents = work.documents.of(dossier.code)
    entries = work.outbox.of(dossier.code, OutboxKind.SUBMISSION)
    entry = entries[-1] if entries else None
    decision = next((each.stage for each in documents if each.kind is DocumentKind.DECISION), None)
    step = _step(dossier, pages, documents, entry, decision)
    return Standing(dossier, step, len(pages), entry, decision)


def _step(
    dossier: Dossier,
    pages: tuple[Page, ...],
    documents: tuple[Document, ...],
    entry: OutboxEntry | None,
    decision: DocumentStage | None,
) -> Step:
    if dossier.status is DossierStatus.NEWLY_FILED:
        return Step.ANSWER
    if dossier.status in ENDED:
        return Step.DONE
    if dossier.channel is Channel.ONLINE and dossier.portal_receipt and entry is None:
        return Step.DECIDE  # its papers came from the portal
    if any(page.component == UNSORTED for page in pages):
        return Step.SORT if all(page.cleaned for page in pages) else Step.SCAN
    unsigned = lacking_signature(dossier, pages, documents)
    if unsigned or not any(document.kind is DocumentKind.COMPONENT for document in documents):
        return Step.SIGN if _is_scanned(unsigned, pages) else Step.SCAN
    if entry is None or entry.state in _TO_BE_SENT:
        return Step.SEND
    return Step.DONE if decision is DocumentStage.SEALED else Step.DECIDE


def lacking_signature(
    dossier: Dossier, pages: Iterable[Page], documents: Iterable[Document]
) -> frozenset[str]:
    """Return the components that are there, not yet signed as they are: without a file, or with other pages.

    Papers only shown are not digitised, and those taken over from elsewhere are signed there.
    """
    wanted = {part.code for part in dossier.components if part.received and not part.shown_only}
    signed = {each.component: each.pages for each in documents if each.kind is DocumentKind.COMPONENT}
    scanned = Counter(page.component for page in pages)
    reused = {part.code for part in dossier.components if part.reused_from}
    changed = {code for code in scanned if scanned[code] != signed.get(code, 0)}
    return frozenset(((wanted - signed.keys()) | changed) - reused)


def to_be_signed(dossier: Dossier, pages: Iterable[Page], documents: Iterable[Document]) -> frozenset[str]:
    """Return the components that signing now signs: those with new pages, or without any all of them."""
    known = tuple(pages)
    scanned = frozenset(page.component for page in known)
    return (lacking_signature(dossier, known, documents) & scanned) or scanned


def _is_scanned(components: frozenset[str], pages: tuple[Page, ...]) -> bool:
    """Return whether every one of some components has pages, and every page is read."""
    scanned = {page.component for page in pages}
    return bool(scanned) and components <= scanned and all(page.cleaned for page in pages)
