"""A whole dossier through the feeder at once: where papers begin and which they are, to be confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.review import EditKind, edited
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.separation import scanned_parts
from scanning.separate.model import Start
from storage.model import UNSORTED, DossierCode, Page, PageEdit


@dataclass(frozen=True, slots=True)
class Pile:
    """Pages that belong together.

    Attributes:
        pages: in order.
        component: the paper they seem to be, None where nothing tells.
        confidence: of that, 0 to 100; 0 where only the order of the papers tells it.
    """

    pages: tuple[Page, ...]
    component: str | None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a stack falls into papers; `left_out` are separator sheets and their empty backs."""

    piles: tuple[Pile, ...]
    left_out: tuple[Page, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every pile has its paper."""
        return all(pile.component for pile in self.piles)


def proposed(desk: Desk, code: DossierCode, *, pages_each: int = 0) -> Sorting:
    """Return how the unsorted pages of a dossier fall into its papers.

    Separator sheets decide where there are any, else what pages say; with `pages_each` their number alone.

    Raises:
        RightMissing, UnknownDossier.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        dossier = work.dossiers.get(code)
        pages = work.pages.of(code)
    stack = [page for page in pages if page.component == UNSORTED]
    starts = _starts(stack, pages_each)
    piles, left_out = [], list[Page]()
    for begun, several in _groups(stack, starts):
        kept = [page for page in several if not _left_out(page, begun, first=several[: 1 + begun.is_sheet])]
        left_out += [page for page in several if page not in kept]
        if kept:
            piles.append(_pile(begun, kept))
    free = [
        part.code for part in scanned_parts(dossier) if not any(page.component == part.code for page in pages)
    ]
    return Sorting(tuple(_by_order(piles, free)), tuple(left_out))


def sort(desk: Desk, code: DossierCode, sorting: Sorting) -> PageEdit:
    """Move the pages of each pile behind what its paper has already; what is left out is removed.

    Piles without a paper stay unsorted. All of it is undone at once.

    Raises:
        RightMissing, UnknownDossier, UnknownPage; UnknownComponent: a pile names no paper of the dossier.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        papers = {part.code for part in scanned_parts(work.dossiers.get(code))}
    unknown = next((pile.component for pile in sorting.piles if pile.component not in {*papers, None}), None)
    if unknown is not None:
        raise UnknownComponent(unknown)
    return edited(desk, code, EditKind.SORT, lambda known: list(_sorted(known, sorting)))


def _sorted(known: Mapping[int, Page], sorting: Sorting) -> Iterator[Page]:
    behind = len(known)
    for pile in sorting.piles:
        for page in pile.pages if pile.component else ():
            behind += 1
            yield replace(known[page.id], component=str(pile.component), number=behind)
    for page in sorting.left_out:
        yield replace(known[page.id], removed=True)


def _starts(stack: Sequence[Page], pages_each: int) -> list[Start | None]:
    """Return for each page the paper that begins with it."""
    if pages_each:
        return [Start() if number % pages_each == 0 else None for number in range(len(stack))]
    found = [_start(page) for page in stack]
    if any(start is not None and start.is_sheet for start in found):
        return [start if start is not None and start.is_sheet else None for start in found]
    return found


def _start(page: Page) -> Start | None:
    data = page.findings.get("start")
    if not isinstance(data, Mapping):
        return None
    return Start(bool(data["sheet"]), data["component"], float(data["confidence"]))


def _groups(stack: Sequence[Page], starts: Sequence[Start | None]) -> Iterator[tuple[Start, Sequence[Page]]]:
    """Yield each start with the pages from it to the next one; what comes before the first starts itself."""
    begun, pages = Start(), list[Page]()
    for page, start in zip(stack, starts, strict=True):
        if start is not None:
            if pages:
                yield begun, pages
            begun, pages = start, []
        pages.append(page)
    if pages:
        yield begun, pages


def _left_out(page: Page, begun: Start, *, first: Sequence[Page]) -> bool:
    """Return whether a page is a separator sheet or its empty back."""
    if not begun.is_sheet or page not in first:
        return False
    return page is first[0] or bool(page.findings.get("blank"))


def _pile(begun: Start, pages: Sequence[Page]) -> Pile:
    """Return a pile with the paper its sheet names, else the one its first page seems to be."""
    said = begun if begun.component else _start(pages[0]) or begun
    return Pile(tuple(pages), said.component, said.confidence)


def _by_order(piles: Sequence[Pile], free: Sequence[str]) -> Iterator[Pile]:
    """Yield the piles; if as many papers are missing as piles are unknown, they are those, in order."""
    named = {pile.component for pile in piles}
    missing = [code for code in free if code not in named]
    unknown = sum(pile.component is None for pile in piles)
    rest = iter(missing if unknown == len(missing) else [None] * unknown)
    for pile in piles:
        yield pile if pile.component else replace(pile, component=next(rest))
