"""What every scanner does, real or fake."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scanning.device.port import Scanner
from scanning.errors import (
    CoverOpen,
    DeviceBusy,
    DeviceDenied,
    DeviceExhausted,
    DeviceFailed,
    DeviceUnreachable,
    DeviceUnsuitable,
    FeederEmpty,
    PaperJam,
    ScanCancelled,
)
from scanning.intake.images import open_image
from scanning.model import PaperSize, Progress, ScannedSheet, ScanSettings, Source, silent
from tests.conftest import SimulatedScanner
from tests.fakes.scanner import FakeScanner
from tests.papers import bars, write_sheets
from tests.scanners import SLOW, backend_for_tests, file_reader

Loaded = Callable[[Sequence[Path], int], Scanner]
OnGlass = Callable[[Path], Scanner]
DRAFT = ScanSettings(dpi=75)
GLASS = ScanSettings(Source.GLASS, 75)


@pytest.fixture(params=["fake", "airscan"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Return a function that loads sheets, with a jam before one of them (0 for none)."""
    if request.param == "fake":
        return lambda sheets, jam_at: FakeScanner(sheets, jam_at)
    simulated: SimulatedScanner = request.getfixturevalue("simulated_scanner")

    def load(sheets: Sequence[Path], jam_at: int) -> Scanner:
        simulated.feeder.load("contract", sheets, jam_at=[jam_at])
        return simulated.scanner

    return load


@pytest.fixture(params=["fake", "airscan", "pnm"])
def on_glass(request: pytest.FixtureRequest, tmp_path: Path) -> OnGlass:
    """Return a function that lays a paper on a scanner's glass."""
    if request.param == "pnm":
        return lambda paper: file_reader(tmp_path / "sane", paper)
    if request.param == "fake":
        return lambda paper: FakeScanner([paper, paper])
    simulated: SimulatedScanner = request.getfixturevalue("simulated_scanner")

    def lay(paper: Path) -> Scanner:
        simulated.feeder.load("contract", [paper, paper])
        return simulated.scanner

    return lay


def numbers(sheets: Sequence[ScannedSheet]) -> list[tuple[int, int]]:
    return [(sheet.number, bars(open_image(sheet.file))) for sheet in sheets]


def cancel(_progress: Progress) -> None:
    raise ScanCancelled


def test_sheets_come_in_order_numbered_from_the_first(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 3), 0)
    assert numbers(list(scanner.scan(DRAFT, tmp_path / "spool", first=5, report=silent))) == [
        (5, 1),
        (6, 2),
        (7, 3),
    ]


def test_no_paper_is_said_so(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded([], 0)
    with pytest.raises(FeederEmpty):
        next(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))


def test_sheets_before_a_jam_are_yielded(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 4), 3)
    kept: list[ScannedSheet] = []
    with pytest.raises(PaperJam):
        kept.extend(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))
    assert numbers(kept) == [(1, 1), (2, 2)]


def test_paper_that_is_put_in_ends_the_wait_for_it(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 1), 0)
    scanner.await_paper(report=silent)
    assert numbers(list(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))) == [(1, 1)]


def test_a_wait_for_paper_ends_when_somebody_wishes_it(loaded: Loaded) -> None:
    with pytest.raises(ScanCancelled):
        loaded([], 0).await_paper(report=cancel)


def test_the_glass_gives_one_page(on_glass: OnGlass, tmp_path: Path) -> None:
    (paper,) = write_sheets(tmp_path / "paper", 1)
    pages = list(on_glass(paper).scan(GLASS, tmp_path / "spool", first=3, report=silent))
    assert numbers(pages) == [(3, 1)]


def test_each_file_is_whole_when_it_is_yielded(on_glass: OnGlass, tmp_path: Path) -> None:
    (paper,) = write_sheets(tmp_path / "paper", 1)
    for sheet in on_glass(paper).scan(GLASS, tmp_path / "spool", first=1, report=silent):
        image = open_image(sheet.file)
        assert (image.width, image.height) == (sheet.width_px, sheet.height_px)


@pytest.fixture(params=["fake", "test", "pnm", "airscan"])
def slow(request: pytest.FixtureRequest, tmp_path: Path) -> Scanner:
    """Return a scanner whose next page takes long."""
    papers = write_sheets(tmp_path / "paper", 2)
    if request.param == "fake":
        return FakeScanner(papers)
    if request.param == "test":
        return backend_for_tests(tmp_path / "sane", options=SLOW)
    if request.param == "pnm":
        return file_reader(tmp_path / "sane", papers[0])
    simulated: SimulatedScanner = request.getfixturevalue("simulated_scanner")
    simulated.feeder.load("slow", papers, seconds_per_sheet=600)
    return simulated.scanner


def test_a_cancel_within_a_page_leaves_nothing_of_it(slow: Scanner, tmp_path: Path) -> None:
    with pytest.raises(ScanCancelled):
        list(slow.scan(DRAFT, tmp_path / "spool", first=1, report=cancel))
    assert list((tmp_path / "spool").iterdir()) == []


BACKEND_WORDS = {
    "SANE_STATUS_UNSUPPORTED": DeviceUnsuitable,
    "SANE_STATUS_CANCELLED": ScanCancelled,
    "SANE_STATUS_DEVICE_BUSY": DeviceBusy,
    "SANE_STATUS_INVAL": DeviceUnsuitable,
    "SANE_STATUS_EOF": DeviceFailed,
    "SANE_STATUS_JAMMED": PaperJam,
    "SANE_STATUS_NO_DOCS": FeederEmpty,
    "SANE_STATUS_COVER_OPEN": CoverOpen,
    "SANE_STATUS_IO_ERROR": DeviceUnreachable,
    "SANE_STATUS_NO_MEM": DeviceExhausted,
    "SANE_STATUS_ACCESS_DENIED": DeviceDenied,
}
"""Every status of SANE 1.2.1 that is not a success."""

READER_WORDS = {
    "status-eof": DeviceFailed,
    "status-jammed": PaperJam,
    "status-nodocs": FeederEmpty,
    "status-coveropen": CoverOpen,
    "status-ioerror": DeviceUnreachable,
    "status-nomem": DeviceExhausted,
    "status-accessdenied": DeviceDenied,
}
"""Those that the pnm backend can be made to give."""


def refusing(request: pytest.FixtureRequest, backend: str, word: str, folder: Path) -> Scanner:
    """Return a scanner of a backend that gives one status."""
    papers = write_sheets(folder / "paper", 1)
    if backend == "fake":
        kind = BACKEND_WORDS[word]
        return FakeScanner(papers, failing=kind("test") if kind is DeviceFailed else kind())
    if backend == "test":
        return backend_for_tests(folder / "sane", options={"read-return-value": word})
    if backend == "pnm":
        return file_reader(folder / "sane", papers[0], {"status": "yes", word: "yes"})
    simulated: SimulatedScanner = request.getfixturevalue("simulated_scanner")
    simulated.feeder.load("refusing", papers, jam_at=[1] if word == "jammed" else ())
    if word == "unreachable":
        simulated.process.kill()
        simulated.process.wait()
    simulated.feeder.set_cover(is_open=word == "cover open")
    return simulated.scanner


@pytest.mark.parametrize(
    ("backend", "word", "error"),
    [
        *(("fake", word, error) for word, error in BACKEND_WORDS.items()),
        *(("test", word, error) for word, error in BACKEND_WORDS.items()),
        *(("pnm", word, error) for word, error in READER_WORDS.items()),
        ("airscan", "jammed", PaperJam),
        ("airscan", "cover open", CoverOpen),
        ("airscan", "unreachable", DeviceUnreachable),
    ],
)
def test_every_status_is_an_error_of_its_own_and_leaves_no_page(
    request: pytest.FixtureRequest, tmp_path: Path, backend: str, word: str, error: type[Exception]
) -> None:
    scanner = refusing(request, backend, word, tmp_path)
    with pytest.raises(error):
        list(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize(("size", "millimetres"), [(PaperSize.CARD, (85.6, 54)), (PaperSize.A5, (148, 200))])
def test_a_page_has_the_size_that_was_asked_for(
    tmp_path: Path, size: PaperSize, millimetres: tuple[float, float]
) -> None:
    scanner = backend_for_tests(tmp_path / "sane")  # its glass ends at 200 mm
    settings = ScanSettings(Source.GLASS, 100, size=size)
    (page,) = scanner.scan(settings, tmp_path / "spool", first=1, report=silent)
    wanted = [round(side * 100 / 25.4) for side in millimetres]
    assert [page.width_px, page.height_px] == [pytest.approx(side, abs=5) for side in wanted]
