"""Whether the portal will take a dossier's files: seen while they are scanned, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.export import file_name
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.sign_bundle import bundle_page
from scanning.bundle.shrink import SMALL_DPI, shrunk
from scanning.bundle.split import parts
from scanning.ocr.record import words_to_bytes
from storage.errors import FileNameRefused, FileTooLarge
from storage.model import Component, DocumentKind, Dossier, DossierCode, Page, part_code, whole_component
from storage.portal.profile import PortalLimits
from storage.unit_of_work import UnitOfWork

PAGE_BYTES = 3_000
"""What bundling adds to the picture of a page: its words, and its place in the file."""

SIGNED_BYTES = 250_000
"""What fonts, signature, time stamps and revocation data add to a file."""


class Remedy(StrEnum):
    """What can be done about a file that is too large."""

    SPLIT = "split"
    SHRINK = "shrink"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A paper whose file the portal refuses, or does not like.

    Attributes:
        bytes: of its file; estimated until it is signed.
        most: bytes that the portal takes, or likes.
        refused: whether it does not take it at all.
        name: what the file is or will be called.
        name_refused: whether it may not be called so.
        remedies: what would help.
    """

    component: str
    name: str
    bytes: int
    most: int
    refused: bool
    name_refused: bool
    remedies: tuple[Remedy, ...]


def misfits(desk: Desk, code: DossierCode) -> tuple[Misfit, ...]:
    """Return the papers that do not fit the portal, as far as they are scanned or signed.

    Raises:
        RightMissing; UnknownDossier.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        return _misfits(desk, work, work.dossiers.get(code))


def require_fit(desk: Desk, code: DossierCode) -> None:
    """Do nothing if the portal can take what is signed of a dossier.

    Raises:
        FileTooLarge, FileNameRefused: with the first file that it cannot take.
    """
    for each in misfits(desk, code):
        if each.refused:
            raise FileTooLarge(each.name, each.bytes, each.most)
        if each.name_refused:
            raise FileNameRefused(each.name)


def expected_bytes(desk: Desk, pages: Iterable[Page]) -> int:
    """Return how long the signed file of some pages will be, about; those not read yet do not count."""
    return SIGNED_BYTES + sum(_page_bytes(desk, page) for page in pages)


def split(desk: Desk, code: DossierCode, component: str) -> tuple[str, ...]:
    """Cut a paper into parts that the portal takes, and return their codes: the first keeps its own.

    They are to be signed (again) afterwards.

    Raises:
        RightMissing; UnknownDossier, UnknownComponent; ChangedElsewhere.
    """
    require(desk.actor, Right.DIGITISE)
    limits = desk.settings.portal.limits
    with desk.storage.unit_of_work() as work:
        dossier = work.dossiers.get(code)
        paper = _component(dossier, component)
        pages = work.pages.of(code, component)
        sizes = [_page_bytes(desk, page) for page in pages]
        found = parts(sizes, max(limits.file_bytes - SIGNED_BYTES, 1)) if limits.file_bytes else ()
        codes = (component, *_free_codes(dossier, component, len(found) - 1))
        if len(codes) > 1:
            _cut(work, dossier, paper, [[pages[number] for number in part] for part in found], codes)
            moment, detail = desk.clock.now(), {"component": component, "parts": len(codes)}
            work.audit.record(code, "paper_split", desk.actor.name, moment, detail)
            work.commit()
    return codes


def shrink(desk: Desk, code: DossierCode, component: str) -> tuple[int, int]:
    """Bring a paper down to 200 dpi; its originals stay. Return the bytes expected before and after.

    It is to be signed (again) afterwards.

    Raises:
        RightMissing; UnknownDossier, UnknownComponent.
    """
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work(read_only=True) as work:
        _component(work.dossiers.get(code), component)
        pages = work.pages.of(code, component)
    before = expected_bytes(desk, pages)
    smaller = [_shrunk(desk, page) for page in pages if page.cleaned and page.words]
    with desk.storage.unit_of_work() as work:
        for page in smaller:
            work.pages.update(page)
        work.documents.withdraw(code, DocumentKind.COMPONENT, component)  # it shows what is gone
        moment, detail = desk.clock.now(), {"component": component, "dpi": SMALL_DPI}
        work.audit.record(code, "paper_shrunk", desk.actor.name, moment, detail)
        work.commit()
    return before, expected_bytes(desk, smaller)


def misfit_sentence(misfit: Misfit, translate: Translate) -> str:
    """Return what is wrong with a paper for the portal, and what helps, for people."""
    if misfit.name_refused:
        return translate("{component}: the portal takes no file of this name: {name}.").format(
            component=misfit.component, name=misfit.name
        )
    if misfit.refused:
        sentence = translate("{component}: about {megabytes} MB, the portal takes {most} MB at most.")
    else:
        sentence = translate("{component}: about {megabytes} MB, the portal likes {most} MB at most.")
    facts = {"megabytes": f"{misfit.bytes / 1e6:.1f}", "most": f"{misfit.most / 1e6:g}"}
    said = sentence.format(component=misfit.component, **facts)
    help_with = {
        Remedy.SPLIT: translate("It can be split into parts."),
        Remedy.SHRINK: translate("It can be brought down to 200 dpi."),
    }
    return " ".join([said, *(help_with[each] for each in misfit.remedies)])


class Growth:
    """How a paper grows while it is scanned; tells once that the portal will not take it, or not like it."""

    def __init__(self, desk: Desk, code: DossierCode, component: str) -> None:
        self._desk = desk
        self._component = component
        with desk.storage.unit_of_work(read_only=True) as work:
            self._dossier, pages = work.dossiers.get(code), work.pages.of(code, component)
        self._bytes, self._dpi, self._told = expected_bytes(desk, pages), _dpi(pages), False

    def add(self, page: Page) -> Misfit | None:
        """Count a page that was read."""
        self._bytes += _page_bytes(self._desk, page)
        self._dpi = max(self._dpi, _dpi((page,)))
        if self._told:
            return None
        found = _of_paper(self._desk, self._dossier, self._component, self._bytes, self._dpi)
        self._told = found is not None
        return found


def _misfits(desk: Desk, work: UnitOfWork, dossier: Dossier) -> tuple[Misfit, ...]:
    documents = work.documents.of(dossier.code)
    signed = {each.component: each for each in documents if each.kind is DocumentKind.COMPONENT}
    found = []
    for component, group in groupby(work.pages.of(dossier.code), key=lambda page: page.component):
        pages = tuple(group)
        document = signed.get(component)
        current = document is not None and document.pages == len(pages)
        size = document.bytes if document is not None and current else expected_bytes(desk, pages)
        found.append(_of_paper(desk, dossier, component, size, _dpi(pages)))
    return tuple(each for each in found if each is not None)


def _of_paper(desk: Desk, dossier: Dossier, component: str, size: int, dpi: int) -> Misfit | None:
    limits: PortalLimits = desk.settings.portal.limits
    name = file_name(dossier.code, dossier.received_at, component)
    refused, name_refused = not limits.takes_bytes(size), not limits.takes_name(name)
    disliked = bool(limits.warn_bytes) and size > limits.warn_bytes
    if not (refused or disliked or name_refused):
        return None
    most = limits.file_bytes if refused else limits.warn_bytes
    remedies = (Remedy.SPLIT, *((Remedy.SHRINK,) if dpi > SMALL_DPI else ())) if refused or disliked else ()
    return Misfit(component, name, size, most, refused, name_refused, remedies)


def _page_bytes(desk: Desk, page: Page) -> int:
    if page.cleaned is None:
        return 0
    return PAGE_BYTES + desk.storage.contents.path(page.cleaned).stat().st_size


def _dpi(pages: Iterable[Page]) -> int:
    return max((int(str(page.findings.get("dpi", page.original_dpi))) for page in pages), default=0)


def _component(dossier: Dossier, code: str) -> Component:
    found = next((part for part in dossier.components if part.code == code), None)
    if found is None:
        raise UnknownComponent(code)
    return found


def _free_codes(dossier: Dossier, component: str, count: int) -> tuple[str, ...]:
    """Return the codes of the parts that follow those a paper has already."""
    whole = whole_component(component)
    taken = sum(whole_component(part.code) == whole for part in dossier.components)
    return tuple(part_code(whole, number) for number in range(taken + 1, taken + 1 + max(count, 0)))


def _cut(
    work: UnitOfWork, dossier: Dossier, paper: Component, found: list[list[Page]], codes: tuple[str, ...]
) -> None:
    place = dossier.components.index(paper) + 1
    more = tuple(replace(paper, code=code, originals=0, copies=0) for code in codes[1:])
    components = dossier.components[:place] + more + dossier.components[place:]
    work.dossiers.save(replace(dossier, components=components))
    for code, pages in zip(codes, found, strict=True):
        for number, page in enumerate(pages, 1):
            work.pages.update(replace(page, component=code, number=number))


def _shrunk(desk: Desk, page: Page) -> Page:
    contents, findings = desk.storage.contents, page.findings
    small = shrunk(bundle_page(desk, page))
    size = {"width_px": small.width_px, "height_px": small.height_px, "dpi": small.dpi}
    return replace(
        page,
        cleaned=contents.put(small.picture),
        words=contents.put(words_to_bytes(small.words)),
        findings={**findings, **size},
    )
