"""Turn files that hold pages into searchable PDF/A-2b: no dossier, no database."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import Bundle, write_bundle
from scanning.errors import UnreadableDocument, UnreadableImage
from scanning.extract.fields import extract_fields
from scanning.extract.model import Field
from scanning.intake.documents import frames_of, open_pages
from scanning.model import BundlePage, Findings, PageImage, Progress, Report, Stage
from scanning.ocr.reading import LANGUAGES, Reader, read_words
from scanning.pipeline import read_page

BLANK = "blank"
_AHEAD = 1
"""Decoded pages that wait beyond those being read: a slow page must not idle the other cores."""


@dataclass(frozen=True, slots=True)
class FilesToDigitise:
    """What is asked: files of pages, and the folder for the PDFs; `jobs` pages are read at once."""

    inputs: tuple[Path, ...]
    out: Path
    jobs: int
    languages: str = LANGUAGES
    drop_blank: bool = False


@dataclass(frozen=True, slots=True)
class DigitisedPage:
    """A page of a written PDF: `number` in it, `source_page` in the file it came from, both from 1."""

    number: int
    source: Path
    source_page: int
    findings: Findings


@dataclass(frozen=True, slots=True)
class DigitisedDocument:
    """A written PDF, its pages, and what its first page says of the paper."""

    bundle: Bundle
    pages: tuple[DigitisedPage, ...]
    fields: tuple[Field, ...]


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


def digitise_files(request: FilesToDigitise, moment: datetime, *, report: Report) -> Digitised:
    """Clean and read every page, and write one PDF/A-2b per document.

    Consecutive images form one document, each PDF and TIFF its own. A file that cannot be read is
    skipped and the rest is written. Pages are decoded as workers ask for them, and only their encoded
    pictures and words are kept until their document is complete.

    Raises:
        ToolMissing, ReadingFailed: see `read_words`.
        OSError: the disk is full or the folder is not writable; whole documents before are kept.
    """
    started = time.perf_counter()
    request.out.mkdir(parents=True, exist_ok=True)
    skipped: list[Skipped] = []
    plans, bundling = _plans(request, skipped), 0.0
    documents = []
    with ThreadPoolExecutor(request.jobs, thread_name_prefix="reading") as executor:
        reader = partial(read_words, languages=request.languages)
        work = partial(_read, reader=reader)
        results = _in_order(executor, work, _pages(plans, skipped), request.jobs + _AHEAD)
        for plan, pages in groupby(_reported(results, report), key=lambda read: read.plan):
            kept = _kept(request, pages, skipped)
            began = time.perf_counter()
            documents += [_written(plan, kept, moment)] if kept else []
            bundling += time.perf_counter() - began
    total = time.perf_counter() - started
    seconds = {"total": round(total, 3), "read": round(total - bundling, 3), "bundle": round(bundling, 3)}
    return Digitised(tuple(documents), tuple(skipped), seconds)


def _plans(request: FilesToDigitise, skipped: list[Skipped]) -> tuple[_Plan, ...]:
    taken = {file.resolve() for file in request.inputs}
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
    """Yield results in the order of the items, with at most so many of them under way."""
    running: deque[Future[_Read]] = deque()
    try:
        for item in items:
            running.append(executor.submit(work, item))
            if len(running) >= most:
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


def _read(waiting: _Waiting, *, reader: Reader) -> _Read:
    read = read_page(waiting.image, reader=reader)
    return _Read(waiting.plan, waiting.source, waiting.source_page, encoded(read), read.findings)


def _kept(request: FilesToDigitise, pages: Iterable[_Read], skipped: list[Skipped]) -> tuple[_Read, ...]:
    kept = []
    for read in pages:
        if read.findings.blank and request.drop_blank:
            skipped.append(Skipped(read.source, read.source_page, BLANK))
        else:
            kept.append(read)
    return tuple(kept)


def _written(plan: _Plan, pages: Sequence[_Read], moment: datetime) -> DigitisedDocument:
    bundle = write_bundle([read.page for read in pages], plan.file, BundleFacts(plan.file.stem, moment))
    return DigitisedDocument(
        bundle,
        tuple(
            DigitisedPage(number, read.source, read.source_page, read.findings)
            for number, read in enumerate(pages, 1)
        ),
        extract_fields(pages[0].page.words, pages[0].page.height_px),
    )
