"""How far a dossier has come, from what is stored: after a restart the work goes on from there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

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
from storage.outbox import OutboxEntry, OutboxState
from storage.unit_of_work import UnitOfWork

ENDED = frozenset(
    {DossierStatus.NOT_ACCEPTED, DossierStatus.WITHDRAWN, DossierStatus.STOPPED, DossierStatus.RETURNED}
)
"""Where nothing is left to do, whatever was done before."""
_Thing = TypeVar("_Thing", Page, Document)
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
        return standings_in(work, found)


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
    return standings_in(work, (dossier,))[0]


def standings_in(work: UnitOfWork, dossiers: Sequence[Dossier]) -> tuple[Standing, ...]:
    """Return how far some dossiers have come: three questions for all, however many they are."""
    codes = tuple(dossier.code for dossier in dossiers)
    pages, documents = _of_each(work.pages.of_many(codes)), _of_each(work.documents.of_many(codes))
    newest = {entry.dossier: entry for entry in work.outbox.submissions_of(codes)}
    return tuple(
        _standing(each, pages[each.code], documents[each.code], newest.get(each.code)) for each in dossiers
    )


def _of_each(things: Iterable[_Thing]) -> Mapping[DossierCode, Sequence[_Thing]]:
    each: defaultdict[DossierCode, list[_Thing]] = defaultdict(list)
    for thing in things:
        each[thing.dossier].append(thing)
    return each


def _standing(
    dossier: Dossier, pages: Sequence[Page], documents: Sequence[Document], entry: OutboxEntry | None
) -> Standing:
    decision = next((each.stage for each in documents if each.kind is DocumentKind.DECISION), None)
    step = _step(dossier, pages, documents, entry, decision)
    return Standing(dossier, step, len(pages), entry, decision)


def _step(
    dossier: Dossier,
    pages: Sequence[Page],
    documents: Sequence[Document],
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


def _is_scanned(components: frozenset[str], pages: Sequence[Page]) -> bool:
    """Return whether every one of some components has pages, and every page is read."""
    scanned = {page.component for page in pages}
    return bool(scanned) and components <= scanned and all(page.cleaned for page in pages)


def waits_for_answer(work: UnitOfWork, dossier: Dossier) -> bool:
    """Return whether a dossier that has not ended was filed online, anew or with papers asked for."""
    if dossier.channel is not Channel.ONLINE:
        return False
    came = dossier.status is DossierStatus.SUPPLEMENT_ASKED and papers_came(work, dossier)
    return came or dossier.status is DossierStatus.NEWLY_FILED


def papers_came(work: UnitOfWork, dossier: Dossier) -> bool:
    """Return whether papers came from the portal since they were asked for, or since it was filed."""
    since = dossier.stopped_at or dossier.received_at
    documents = work.documents.of(dossier.code)
    return any(each.stage is DocumentStage.FILED and each.created_at > since for each in documents)
