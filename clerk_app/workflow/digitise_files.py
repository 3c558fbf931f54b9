"""Turn files that hold pages into searchable PDF/A-2b: no dossier, no database."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from clerk_app.workflow.paper_facts import facts_of, fields_of
from clerk_app.workflow.separation import Separation
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import Bundle, Draft
from scanning.cleanup.recipe import AS_SCANNED, Recipe
from scanning.errors import UnreadableDocument, UnreadableImage
from scanning.extract.card_codes import cards_on
from scanning.extract.citizen_card import CitizenCard
from scanning.extract.model import Field
from scanning.extract.people import Difference, PersonRead, differences, find_people
from scanning.intake.documents import frames_of, open_pages
from scanning.model import BundlePage, CleanUp, Findings, PageImage, Progress, Report, Stage, Word
from scanning.ocr.reading import LANGUAGES, Reader, read_words
from scanning.ocr.stream import TesseractPool
from scanning.pipeline import read_page
from scanning.separate.model import Start

BLANK = "blank"
SEPARATOR = "separator"
_AHEAD = 1
"""Decoded pages that wait beyond those being read: a slow page must not idle the other cores."""


@dataclass(frozen=True, slots=True)
class FilesToDigitise:
    """What is asked: files of pages, and the folder for the PDFs; `jobs` pages are read at once.

    `again` lets doubtful words be read a second time.
    """

    inputs: tuple[Path, ...]
    out: Path
    jobs: int
    languages: str = LANGUAGES
    clean_up: CleanUp = field(default_factory=CleanUp)
    again: bool = True
    separation: Separation = field(default_factory=Separation)


@dataclass(frozen=True, slots=True)
class DigitisedPage:
    """A page of a written PDF: `number` in it, `source_page` in the file it came from, both from 1."""

    number: int
    source: Path
    source_page: int
    findings: Findings


@dataclass(frozen=True, slots=True)
class CardOnPage:
    """A citizen card whose code is on a page, and what the document says otherwise."""

    page: int
    card: CitizenCard
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class DigitisedDocument:
    """A written PDF, its pages, what its first page says of the paper, and which paper it seems to be."""

    bundle: Bundle
    pages: tuple[DigitisedPage, ...]
    fields: tuple[Field, ...]
    people: tuple[PersonRead, ...] = ()
    cards: tuple[CardOnPage, ...] = ()
    component: str | None = None
    component_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page, or with `source_page` None a whole file, that is in no PDF."""

    source: Path
    source_page: int | None
    reason: str
    error: UnreadableImage | UnreadableDocument | None = None


@dataclass(frozen=True, slots=True)
class Digitised:
    """What became of the files; `seconds` of wall time."""

    documents: tuple[DigitisedDocument, ...]
    skipped: tuple[Skipped, ...]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One PDF to be: its file, and where its pages come from."""

    file: Path
    sources: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    plan: _Plan
    source: Path
    source_page: int
    image: PageImage = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Read:
    plan: _Plan
    source: Path
    source_page: int
    page: BundlePage = field(repr=False)
    findings: Findings
    start: Start | None
    cards: tuple[CitizenCard, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Pages of one document, what its start says of it, and the PDF that is drawn meanwhile."""

    start: Start
    pages: list[_Read] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)

    def add(self, read: _Read) -> None:
        self.pages.append(read)
        self.draft.add(read.page)


def digitise_files(request: FilesToDigitise, moment: datetime, *, report: Report) -> Digitised:
    """Clean and read every page, and write one PDF/A-2b per document.

    Consecutive images form one document, each PDF and TIFF its own, and each is split as the separation
    says. A file that cannot be read is skipped and the rest is written. Pages are decoded as workers ask
    for them, and only their encoded pictures and words are kept until their document is complete.

    Raises:
        ToolMissing, ReadingFailed: see `read_words`.
        OSError: the disk is full or the folder is not writable; whole documents before are kept.
    """
    started = time.perf_counter()
    request.out.mkdir(parents=True, exist_ok=True)
    skipped: list[Skipped] = []
    taken = {file.resolve() for file in request.inputs}
    plans, bundling = _plans(request, taken, skipped), 0.0
    documents = []
    recipe = AS_SCANNED if request.clean_up.as_scanned else Recipe()
    with TesseractPool() as tesseract, ThreadPoolExecutor(request.jobs, "reading") as executor:
        reader = partial(read_words, languages=request.languages, again=request.again, recognise=tesseract)
        work = partial(_read, reader=reader, separation=request.separation, recipe=recipe)
        results = _in_order(executor, work, _pages(plans, skipped), request.jobs + _AHEAD)
        for plan, pages in groupby(_reported(results, report), key=lambda read: read.plan):
            file = plan.file
            for segment in _segments(request, pages, skipped):
                began = time.perf_counter()
                documents.append(_written(file, segment, moment))
                bundling += time.perf_counter() - began
                file = _free_name(request.out, plan.file.stem, taken)
    total = time.perf_counter() - started
    seconds = {"total": round(total, 3), "read": round(total - bundling, 3), "bundle": round(bundling, 3)}
    return Digitised(tuple(documents), tuple(skipped), seconds)


def _plans(request: FilesToDigitise, taken: set[Path], skipped: list[Skipped]) -> tuple[_Plan, ...]:
    groups: list[list[Path]] = []
    in_images = False
    for file in request.inputs:
        try:
            alone = frames_of(file) != 1 or file.suffix.lower() in (".pdf", ".tif", ".tiff")
        except (UnreadableImage, UnreadableDocument) as error:
            skipped.append(Skipped(file, None, error.reason, error))
            continue
        if alone or not in_images:
            groups.append([])
        groups[-1].append(file)
        in_images = not alone
    return tuple(_Plan(_free_name(request.out, group[0].stem, taken), tuple(group)) for group in groups)


def _free_name(folder: Path, stem: str, taken: set[Path]) -> Path:
    """Return a name for a PDF that is neither an input nor given to another document of this run."""
    number, file = 1, folder / f"{stem}.pdf"
    while file.resolve() in taken:
        number += 1
        file = folder / f"{stem}-{number}.pdf"
    taken.add(file.resolve())
    return file


def _pages(plans: Sequence[_Plan], skipped: list[Skipped]) -> Iterator[_Waiting]:
    for plan in plans:
        for source in plan.sources:
            number = 0
            try:
                for number, image in enumerate(open_pages(source), 1):
                    yield _Waiting(plan, source, number, image)
            except (UnreadableImage, UnreadableDocument) as error:
                skipped.append(Skipped(source, number + 1 if number else None, error.reason, error))


def _in_order(
    executor: ThreadPoolExecutor, work: Callable[[_Waiting], _Read], items: Iterable[_Waiting], most: int
) -> Iterator[_Read]:
    """Yield results in the order of the items, with at most so many of them unread.

    What is read is small and may wait for a slow page before it; what is not read holds its pixels.
    """
    running: deque[Future[_Read]] = deque()
    try:
        for item in items:
            running.append(executor.submit(work, item))
            while len(unread := [future for future in running if not future.done()]) >= most:
                wait(unread, return_when=FIRST_COMPLETED)
            while running and running[0].done():
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        for future in running:
            future.cancel()


def _reported(results: Iterable[_Read], report: Report) -> Iterator[_Read]:
    for done, read in enumerate(results, 1):
        report(Progress(Stage.READ, done, 0))
        yield read


def _read(waiting: _Waiting, *, reader: Reader, separation: Separation, recipe: Recipe) -> _Read:
    start = separation.by_picture(waiting.image)
    is_sheet = start is not None and start.is_sheet
    read = read_page(waiting.image, recipe, reader=_unread if is_sheet else reader)
    start = start or separation.by_words(read.words, read.image.height)
    cards = () if is_sheet else cards_on(waiting.image)
    return _Read(
        waiting.plan, waiting.source, waiting.source_page, encoded(read), read.findings, start, cards
    )


def _unread(_page: PageImage) -> tuple[Word, ...]:
    return ()


def _segments(request: FilesToDigitise, pages: Iterable[_Read], skipped: list[Skipped]) -> Iterator[_Segment]:
    """Yield the documents of a stack; separator sheets and their empty backs are in none."""
    segment = _Segment(Start())
    for number, read in enumerate(pages):
        start = read.start or request.separation.by_number(number)
        if start is not None:
            if segment.pages:
                yield segment
            segment = _Segment(start)
        if (reason := _left_out(request, read, segment)) is not None:
            skipped.append(Skipped(read.source, read.source_page, reason))
        else:
            segment.add(read)
    if segment.pages:
        yield segment


def _left_out(request: FilesToDigitise, read: _Read, segment: _Segment) -> str | None:
    """Return why a page is in no document, None if it is in one."""
    if read.start is not None and read.start.is_sheet:
        return SEPARATOR
    is_back = segment.start.is_sheet and not segment.pages
    return BLANK if read.findings.blank and (request.clean_up.drop_blank or is_back) else None


def _written(file: Path, segment: _Segment, moment: datetime) -> DigitisedDocument:
    pages = segment.pages
    fields = fields_of([read.page for read in pages])
    facts = facts_of(fields, moment, otherwise=file.stem)
    people = [
        person for number, read in enumerate(pages, 1) for person in find_people(read.page.words, page=number)
    ]
    cards = [
        CardOnPage(number, card, differences(card, people))
        for number, read in enumerate(pages, 1)
        for card in read.cards
    ]
    return DigitisedDocument(
        segment.draft.write(file, facts),
        tuple(
            DigitisedPage(number, read.source, read.source_page, read.findings)
            for number, read in enumerate(pages, 1)
        ),
        fields,
        people=tuple(people),
        cards=tuple(cards),
        component=segment.start.component,
        component_confidence=segment.start.confidence,
    )
