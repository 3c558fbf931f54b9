"""Take paper into a component: scan, keep each page at once, read beside the scanning."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.portal_fit import Growth, Misfit
from clerk_app.workflow.rights import Right, require
from scanning.bundle.encode import encoded, encoded_as_scanned
from scanning.bundle.two_sides import on_one_page
from scanning.cleanup.analysis import survey
from scanning.cleanup.flaws import flaws_of
from scanning.cleanup.recipe import Recipe, recipe_from_data
from scanning.errors import FeederEmpty
from scanning.intake.images import open_image
from scanning.model import BundlePage, ReadPage, Report, ScannedSheet, ScanSettings
from scanning.ocr.reading import Reader, read_words
from scanning.ocr.record import words_to_bytes
from scanning.ocr.stream import TesseractPool
from scanning.ocr.tesseract import Recogniser
from scanning.pipeline import read_page
from storage.errors import ChangedElsewhere
from storage.model import DossierCode, NewPage, Page


@dataclass(frozen=True, slots=True)
class PageKept:
    """A sheet is on disk and in the dossier, not read yet."""

    page: Page


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page is clean, read, and stored so."""

    page: Page


@dataclass(frozen=True, slots=True)
class Outgrown:
    """The paper has become larger than the portal takes, or likes; scanning goes on."""

    misfit: Misfit


Event = PageKept | PageRead | Outgrown


@dataclass(frozen=True, slots=True)
class _Reading:
    page: BundlePage
    findings: dict[str, Any]


def digitise(desk: Desk, code: DossierCode, component: str, *, report: Report) -> Iterator[Event]:
    """Scan what lies in the feeder into a component, from where it stopped the last time.

    A page is in the dossier before the next one is asked for; reading page n runs while page n + 1 is
    scanned. What raises ends the scan, and everything before it is kept and still read.

    Yields:
        `PageKept` as sheets arrive and `PageRead` as they are read, in no fixed order between the two;
        `Outgrown` once, if the paper gets too large for the portal.

    Raises:
        ScanningError: the scanner's; FeederEmpty only when there was nothing to scan or read at all.
    """
    require(desk.actor, Right.DIGITISE)
    with TesseractPool() as tesseract:
        reader = _Reader(desk, tesseract)
        growth = Growth(desk, code, component)
        reader.submit_unread(code, component)
        try:
            for sheet in _sheets(desk, code, component, report, may_be_empty=reader.busy):
                page = _keep(desk, code, component, sheet)
                yield PageKept(page)
                reader.submit(page)
                yield from _watched(reader.finished(), growth)
        finally:
            reader.store_rest()
        yield from _watched(reader.finished(), growth)


def read_unread(desk: Desk, code: DossierCode, component: str) -> Iterator[Event]:
    """Read the pages of a component that an interruption left unread."""
    with TesseractPool() as tesseract:
        reader = _Reader(desk, tesseract)
        reader.submit_unread(code, component)
        reader.store_rest()
        yield from reader.finished()


def clean_again(desk: Desk, page: Page, recipe: Recipe) -> Page:
    """Make a page anew from its original, as a recipe says, and read it; what it was can be made again.

    Raises:
        RightMissing.
        ScanningError: see `read_page`; the page stays as it was.
        ChangedElsewhere: the page is no longer there.
    """
    require(desk.actor, Right.DIGITISE)
    wanted = replace(page, recipe=recipe.as_data())
    kept = _stored(desk, wanted, _read(desk, wanted, read_words))
    detail: dict[str, object] = {"page": page.id, "recipe": recipe.as_data()}
    with desk.storage.unit_of_work() as work:
        work.audit.record(page.dossier, "page_cleaned", desk.actor.name, desk.clock.now(), detail)
        work.commit()
    return kept


def last_sheet(desk: Desk, code: DossierCode, component: str) -> int:
    """Return the number of the last sheet of a component that is safe, 0 if none."""
    with desk.storage.unit_of_work() as work:
        return work.pages.last_sheet(code, component)


def _watched(read: Iterator[PageRead], growth: Growth) -> Iterator[Event]:
    for event in read:
        yield event
        misfit = growth.add(event.page)
        if misfit is not None:
            yield Outgrown(misfit)


def _sheets(
    desk: Desk, code: DossierCode, component: str, report: Report, *, may_be_empty: bool
) -> Iterator[ScannedSheet]:
    settings = ScanSettings(dpi=desk.settings.scanner.dpi)
    spool = desk.folders.spool / code / component
    first = last_sheet(desk, code, component) + 1
    try:
        yield from desk.scanner().scan(settings, spool, first=first, report=report)
    except FeederEmpty:
        if not may_be_empty:
            raise


def _keep(desk: Desk, code: DossierCode, component: str, sheet: ScannedSheet) -> Page:
    """Put a sheet in the store and the dossier; only then is its file in the spool given up."""
    original = desk.storage.contents.put(sheet.file)
    with desk.storage.unit_of_work() as work:
        page = work.pages.add(NewPage(code, component, component, sheet.number, original, sheet.dpi))
        work.commit()
    sheet.file.unlink()
    return page


class _Reader:
    """Pages being read on the desk's executor; what is done is stored by the thread that asks."""

    def __init__(self, desk: Desk, recognise: Recogniser) -> None:
        self._desk = desk
        self._reader = partial(read_words, recognise=recognise)
        self._running: dict[Future[_Reading], Page] = {}
        self._stored: list[PageRead] = []

    @property
    def busy(self) -> bool:
        """Whether pages are being read."""
        return bool(self._running)

    def submit(self, page: Page) -> None:
        """Start reading a page."""
        self._running[self._desk.reading.submit(_read, self._desk, page, self._reader)] = page

    def submit_unread(self, code: DossierCode, component: str) -> None:
        """Start reading every page of a component that is not read yet."""
        with self._desk.storage.unit_of_work() as work:
            pages = work.pages.of(code, component)
        for page in pages:
            if page.cleaned is None:
                self.submit(page)

    def finished(self) -> Iterator[PageRead]:
        """Store and yield what is done, without waiting."""
        for future in [future for future in self._running if future.done()]:
            self._store(future)
        done, self._stored = self._stored, []
        yield from done

    def store_rest(self) -> None:
        """Wait for everything that was started, and store it."""
        for future in list(self._running):
            self._store(future)

    def _store(self, future: Future[_Reading]) -> None:
        page = self._running.pop(future)
        self._stored.append(PageRead(_stored(self._desk, page, future.result())))


def _stored(desk: Desk, page: Page, reading: _Reading) -> Page:
    contents = desk.storage.contents
    read = replace(
        page,
        cleaned=contents.put(reading.page.picture),
        words=contents.put(words_to_bytes(reading.page.words)),
        findings=reading.findings,
    )
    with desk.storage.unit_of_work() as work:
        work.pages.update(read)
        work.search.index_page(read.dossier, read.id, _text(reading.page))
        work.commit()
    return read


def _text(page: BundlePage) -> str:
    return " ".join(word.text for word in page.words)


def _read(desk: Desk, page: Page, reader: Reader) -> _Reading:
    file, recipe = desk.storage.contents.path(page.original), recipe_from_data(page.recipe)
    original = replace(open_image(file), dpi=page.original_dpi)
    read = read_page(original, recipe, reader=reader)
    if recipe.back:
        read = on_one_page(read, _read_back(desk, page, recipe.back, reader))
    flaws = flaws_of(survey(original))
    kept = encoded_as_scanned(read, file.read_bytes()) if recipe.leaves_the_pixels else encoded(read)
    return _Reading(kept, read.findings.as_data() | {"flaws": [flaw.value for flaw in flaws]})


def _read_back(desk: Desk, front: Page, original: str, reader: Reader) -> ReadPage:
    """Read the back of a card, as its own page says."""
    with desk.storage.unit_of_work(read_only=True) as work:
        found = next((page for page in work.pages.of(front.dossier) if page.original == original), None)
    if found is None:
        raise ChangedElsewhere(front.dossier)
    image = replace(open_image(desk.storage.contents.path(found.original)), dpi=found.original_dpi)
    return read_page(image, recipe_from_data(found.recipe), reader=reader)
