"""The feeder at full speed: how long after the last sheet the PDF/A is there; and how soon a scan stops."""

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PIL import Image

from clerk_app.benchmark.figure import Figure
from clerk_app.bootstrap import open_desk
from clerk_app.embedded import Embedded
from clerk_app.profiles import ScanProfile
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.sign_bundle import bundled
from scanning.device.port import Scanner
from scanning.device.sane.scanner import SaneScanner
from scanning.errors import ScanCancelled
from scanning.intake.images import open_image
from scanning.model import PageImage, Progress, Report, ScannedSheet, ScannerFacts, ScanSettings, silent
from scanning.ocr.reading import read_words
from scanning.ocr.stream import TesseractPool
from scanning.pipeline import read_page
from storage.model import DossierCode, Page, Person

PER_MINUTE = 40
LEAST_SHEETS = 20
ALLOWED_SECONDS = 3.0
"""After the last sheet, besides the reading of one page."""

_DPI = 300
_PROCEDURE, _PAPER = "1.001193", "TP01"
_WISHES = 3
_SLOW_SHEET_SECONDS = 600.0
_SLOW_DRIVER = {
    "read-delay": "yes",
    "read-delay-duration": "200000",
    "read-limit": "yes",
    "read-limit-size": "1000",
}


@dataclass(slots=True)
class _Watched:
    """A scanner whose last sheet is noted the moment it is on disk."""

    scanner: Scanner
    last_sheet_at: float = 0.0

    def scan(
        self, settings: ScanSettings, spool: Path, *, first: int, report: Report
    ) -> Iterator[ScannedSheet]:
        for sheet in self.scanner.scan(settings, spool, first=first, report=report):
            self.last_sheet_at = time.monotonic()
            yield sheet

    def await_paper(self, *, report: Report) -> None:
        self.scanner.await_paper(report=report)

    @property
    def facts(self) -> ScannerFacts:
        return self.scanner.facts


def measure_feeder(pages: Sequence[Path], folder: Path, *, per_minute: int = PER_MINUTE) -> Iterator[Figure]:
    """Scan, read and bundle a stack at the speed of a feeder, then cancel scans.

    Args:
        pages: image files; they are made what a scanner of 300 dpi sends, before anything is timed.
        folder: empty, for everything.
        per_minute: sheets that the simulated motor feeds.
    """
    sheets = tuple(_as_sent(page, folder / "stack") for page in pages)
    with open_desk(Settings(home=str(folder / "home"))) as (desk, embedded):
        yield from _stack(desk, embedded, sheets, folder, per_minute)
        yield from _cancels(desk, embedded, sheets[0], folder)


def _as_sent(page: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _file in folder.iterdir())
    image, file = open_image(page), folder / f"{number:04d}.jpg"
    size = (image.width * _DPI // image.dpi, image.height * _DPI // image.dpi)
    scanned = Image.fromarray(image.pixels).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    scanned.save(file, dpi=(_DPI, _DPI), quality=92)
    return file


def _stack(
    desk: Desk, embedded: Embedded, sheets: Sequence[Path], folder: Path, per_minute: int
) -> Iterator[Figure]:
    dossier = accept(desk, Application("bench", _PROCEDURE, Person("Nguyễn Văn A", "001090012345")))
    watched = _Watched(desk.scanner())
    desk = replace(desk, scanner=lambda: watched)
    embedded.feeder().load("bench", sheets, seconds_per_sheet=60 / per_minute)
    began, used = time.monotonic(), _processor_seconds()
    for _event in digitise(desk, dossier.code, _PAPER, report=silent, profile=ScanProfile(dpi=_DPI)):
        pass
    read, used = time.monotonic(), _processor_seconds() - used
    kept = _pages(desk, dossier.code)
    (part,) = (part for part in dossier.components if part.code == _PAPER)
    bundled(desk, part, kept, folder)
    ended = time.monotonic()
    one = _reading_seconds(desk, kept)
    yield Figure("sheets", len(kept), "")
    yield Figure("first sheet asked for to last sheet on disk", watched.last_sheet_at - began, "s")
    yield Figure("last sheet on disk to last page read", read - watched.last_sheet_at, "s")
    yield Figure("last page read to PDF/A", ended - read, "s")
    yield Figure("processor time for each sheet, the scanner's own not counted", used / len(kept), "s")
    yield Figure("reading of one page, median", one, "s")
    yield Figure("last sheet on disk to PDF/A", ended - watched.last_sheet_at, "s", ALLOWED_SECONDS + one)


def _processor_seconds() -> float:
    """Return what this process and its ended children used so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _pages(desk: Desk, code: DossierCode) -> tuple[Page, ...]:
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.pages.of(code, _PAPER)


def _reading_seconds(desk: Desk, pages: Sequence[Page]) -> float:
    """Return the median time of cleaning and reading one page, nothing else running."""
    seconds = []
    with TesseractPool() as tesseract:
        reader = partial(read_words, recognise=tesseract)
        for page in pages:
            image = open_image(desk.storage.contents.path(page.original))
            began = time.monotonic()
            read_page(PageImage(image.pixels, page.original_dpi), reader=reader)
            seconds.append(time.monotonic() - began)
    return statistics.median(seconds)


def _cancels(desk: Desk, embedded: Embedded, sheet: Path, folder: Path) -> Iterator[Figure]:
    """Cancel in the middle of a page: a driver with slow lines, and a network scanner with a slow sheet."""
    (folder / "sane").mkdir()
    (folder / "sane" / "dll.conf").write_text("test\n", "ascii")
    facts = ScannerFacts("test:0", "", "", "")
    slow = SaneScanner(facts, {"SANE_CONFIG_DIR": str(folder / "sane")}, options=_SLOW_DRIVER)
    network = desk.scanner()

    def load() -> None:
        embedded.feeder().load(f"slow {time.monotonic()}", [sheet], seconds_per_sheet=_SLOW_SHEET_SECONDS)

    for name, scanner, prepare in (("slow driver", slow, None), ("network scanner", network, load)):
        longest = max(_cancel_seconds(scanner, folder / "cancelled", prepare) for _ in range(_WISHES))
        yield Figure(f"cancel within a page, {name}, longest of {_WISHES}", longest, "s", 1.0)
    left = len(list((folder / "cancelled").iterdir()))
    yield Figure("files that cancelled pages left", left, "", 0)


def _cancel_seconds(scanner: Scanner, spool: Path, prepare: Callable[[], None] | None) -> float:
    """Return the time from a wish to the end of the scan; the wish comes two seconds after its start."""
    if prepare is not None:
        prepare()
    wished = threading.Event()
    at = [0.0]

    def wish() -> None:
        at[0] = time.monotonic()
        wished.set()

    def report(_progress: Progress) -> None:
        if wished.is_set():
            raise ScanCancelled

    timer = threading.Timer(2.0, wish)
    timer.start()
    try:
        for _sheet in scanner.scan(ScanSettings(dpi=_DPI), spool, first=1, report=report):
            pass
    except ScanCancelled:
        return time.monotonic() - at[0]
    raise RuntimeError("the page was faster than the wish")
