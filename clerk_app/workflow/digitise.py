"""Take paper into a component: scan, keep each page at once, read beside the scanning."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from clerk_app.profiles import Begin, ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.portal_fit import Growth, Misfit
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.separation import papers_of, start_found
from scanning.bundle.encode import encoded, encoded_as_scanned
from scanning.bundle.two_sides import on_one_page
from scanning.cleanup.analysis import survey
from scanning.cleanup.flaws import flaws_of
from scanning.cleanup.recipe import AS_SCANNED, Recipe, recipe_from_data
from scanning.device.both_sides import interleaved
from scanning.errors import FeederEmpty
from scanning.extract.card_codes import card_codes
from scanning.intake.images import open_image
from scanning.model import BundlePage, CleanUp, ReadPage, Report, ScannedSheet
from scanning.ocr.reading import Reader, read_words
from scanning.ocr.record import words_to_bytes
from scanning.ocr.stream import TesseractPool
from scanning.ocr.tesseract import Recogniser
from scanning.pipeline import read_page
from scanning.separate.model import Expected
from storage.errors import ChangedElsewhere
from storage.model import UNSORTED, DossierCode, NewPage, Page, PageEdit


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


@dataclass(frozen=True, slots=True)
class Incoming:
    """A sheet on its way into a component; the same sheet of the same batch is kept once."""

    sheet: ScannedSheet
    batch: str


def digitise(
    desk: Desk, code: DossierCode, component: str, *, report: Report, profile: ScanProfile | None = None
) -> Iterator[Event]:
    """Scan what lies in the feeder into a component, from where it stopped the last time.

    Into `UNSORTED` goes a stack of several papers: its pages are told apart afterwards (see `stack`).

    A page is in the dossier before the next one is asked for; reading page n runs while page n + 1 is
    scanned. What raises ends the scan, and everything before it is kept and still read.

    Args:
        desk: the workstation.
        code: the dossier's.
        component: that is scanned into.
        report: see `Scanner.scan`.
        profile: how it is scanned; the settings' own by default.

    Yields:
        `PageKept` as sheets arrive and `PageRead` as they are read, in no fixed order between the two;
        `Outgrown` once, if the paper gets too large for the portal.

    Raises:
        ScanningError: the scanner's; FeederEmpty only when there was nothing to scan or read at all.
    """
    require(desk.actor, Right.DIGITISE)
    how = profile or desk.settings.profile()
    yield from taken_in(desk, code, component, _sheets(desk, code, component, how, report), how.clean_up)


def digitise_backs(
    desk: Desk,
    code: DossierCode,
    component: str,
    fronts: Sequence[Page],
    *,
    report: Report,
    profile: ScanProfile | None = None,
    earlier: Sequence[Page] = (),
) -> Iterator[Event]:
    """Scan the backs of a stack that was turned over, and put each behind its front; see `digitise`.

    Args:
        desk: the workstation.
        code: the dossier's.
        component: that is scanned into.
        fronts: as they were scanned.
        report: see `Scanner.scan`.
        profile: how it is scanned; the settings' own by default.
        earlier: backs that came before a jam or a stop.

    Raises:
        SidesUnequal: a sheet was lost or fed double; all of them are kept, the backs behind the fronts.
        ChangedElsewhere: a front is no longer there.
    """
    backs = list(earlier)
    for event in digitise(desk, code, component, report=report, profile=profile):
        if isinstance(event, PageKept):
            backs.append(event.page)
        yield event
    sides = [side.id for side in interleaved(fronts, backs)]
    with desk.storage.unit_of_work() as work:
        known = {page.id: page for page in work.pages.of(code, component)}
        if not known.keys() >= set(sides):
            raise ChangedElsewhere(code)
        numbers = sorted(known[side].number for side in sides)
        for side, number in zip(sides, numbers, strict=True):
            work.pages.update(replace(known[side], number=number))
        work.commit()


def taken_in(
    desk: Desk, code: DossierCode, component: str, sheets: Iterable[Incoming], clean_up: CleanUp
) -> Iterator[Event]:
    """Keep sheets in a component as they come, and read them beside; see `digitise`."""
    recipe = AS_SCANNED if clean_up.as_scanned else Recipe()
    with TesseractPool() as tesseract:
        reader = _Reader(desk, code, tesseract, clean_up)
        growth = Growth(desk, code, component)
        reader.submit_unread(code, component)
        try:
            for incoming in _unless_empty(sheets, may_be_empty=reader.busy):
                page = _keep(desk, code, component, incoming, recipe)
                yield PageKept(page)
                if page.cleaned is None:
                    reader.submit(page)
                yield from _watched(reader.finished(), growth)
        finally:
            reader.store_rest()
        yield from _watched(reader.finished(), growth)


def read_unread(desk: Desk, code: DossierCode, component: str) -> Iterator[Event]:
    """Read the pages of a component that an interruption left unread."""
    with TesseractPool() as tesseract:
        reader = _Reader(desk, code, tesseract, desk.settings.profile().clean_up)
        reader.submit_unread(code, component)
        reader.store_rest()
        yield from reader.finished()


def cleaned_as(desk: Desk, page: Page, recipe: Recipe) -> Page:
    """Return a page made anew from its original as a recipe says, and read; its dossier keeps the old one.

    Raises:
        ScanningError: see `read_page`.
    """
    wanted = replace(page, recipe=recipe.as_data())
    return _with_reading(desk, wanted, _read(desk, wanted, read_words))


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
    desk: Desk, code: DossierCode, component: str, profile: ScanProfile, report: Report
) -> Iterator[Incoming]:
    scanner = desk.scanner()
    if profile.start is Begin.PAPER:
        scanner.await_paper(report=report)
    spool = desk.folders.spool / code / component
    first = last_sheet(desk, code, component) + 1
    for sheet in scanner.scan(profile.scan_settings, spool, first=first, report=report):
        yield Incoming(sheet, component)


def _unless_empty(sheets: Iterable[Incoming], *, may_be_empty: bool) -> Iterator[Incoming]:
    try:
        yield from sheets
    except FeederEmpty:
        if not may_be_empty:
            raise


def _keep(desk: Desk, code: DossierCode, component: str, incoming: Incoming, recipe: Recipe) -> Page:
    """Put a sheet in the store and the dossier; only then is its file in the spool given up."""
    sheet = incoming.sheet
    original = desk.storage.contents.put(sheet.file)
    with desk.storage.unit_of_work() as work:
        new = NewPage(code, component, incoming.batch, sheet.number, original, sheet.dpi, recipe.as_data())
        page = work.pages.add(new)
        work.commit()
    sheet.file.unlink()
    return page


class _Reader:
    """Pages being read on the desk's executor; what is done is stored by the thread that asks."""

    def __init__(self, desk: Desk, code: DossierCode, recognise: Recogniser, clean_up: CleanUp) -> None:
        self._desk = desk
        self._drop_blank = clean_up.drop_blank
        with desk.storage.unit_of_work(read_only=True) as work:
            self._papers = papers_of(work.dossiers.get(code))
        self._reader = partial(read_words, recognise=recognise)
        self._running: dict[Future[_Reading], Page] = {}
        self._stored: list[PageRead] = []

    @property
    def busy(self) -> bool:
        """Whether pages are being read."""
        return bool(self._running)

    def submit(self, page: Page) -> None:
        """Start reading a page."""
        reading = self._desk.reading.submit(_read, self._desk, page, self._reader, self._papers)
        self._running[reading] = page

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
        reading = future.result()
        read = _with_reading(self._desk, page, reading)
        with self._desk.storage.unit_of_work() as work:
            kept = work.pages.keep_reading(read)
            if kept is None:
                return
            work.search.index_page(kept.dossier, kept.id, "" if kept.removed else _text(reading.page))
            if self._drop_blank and kept.findings["blank"]:
                dropped = replace(kept, removed=True)
                moment, actor = self._desk.clock.now(), self._desk.actor.name
                work.edits.do(PageEdit(kept.dossier, "drop_blank", actor, moment, (kept,), (dropped,)))
            work.commit()
        self._stored.append(PageRead(kept))


def _with_reading(desk: Desk, page: Page, reading: _Reading) -> Page:
    contents = desk.storage.contents
    return replace(
        page,
        cleaned=contents.put(reading.page.picture),
        words=contents.put(words_to_bytes(reading.page.words)),
        findings=reading.findings,
    )


def _text(page: BundlePage) -> str:
    return " ".join(word.text for word in page.words)


def _read(desk: Desk, page: Page, reader: Reader, papers: Sequence[Expected] = ()) -> _Reading:
    file, recipe = desk.storage.contents.path(page.original), recipe_from_data(page.recipe)
    original = replace(open_image(file), dpi=page.original_dpi)
    read = read_page(original, recipe, reader=reader)
    if recipe.back:
        read = on_one_page(read, _read_back(desk, page, recipe.back, reader))
    findings: dict[str, Any] = read.findings.as_data()
    findings["flaws"] = [flaw.value for flaw in flaws_of(survey(original))]
    findings["cards"] = list(card_codes(original))
    if page.component == UNSORTED:
        findings["start"] = start_found(original, read.words, read.image.height, papers)
    kept = encoded_as_scanned(read, file.read_bytes()) if recipe.leaves_the_pixels else encoded(read)
    return _Reading(kept, findings)


def _read_back(desk: Desk, front: Page, original: str, reader: Reader) -> ReadPage:
    """Read the back of a card, as its own page says."""
    with desk.storage.unit_of_work(read_only=True) as work:
        pages = (*work.pages.of(front.dossier), *work.pages.of(front.dossier, removed=True))
    found = next((page for page in pages if page.original == original), None)
    if found is None:
        raise ChangedElsewhere(front.dossier)
    image = replace(open_image(desk.storage.contents.path(found.original)), dpi=found.original_dpi)
    return read_page(image, recipe_from_data(found.recipe), reader=reader)
