"""What every scanner does, real or fake."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scanning.device.port import Scanner
from scanning.errors import FeederEmpty, PaperJam, ScanCancelled
from scanning.intake.images import open_image
from scanning.model import Progress, ScannedSheet, ScanSettings, Source, silent
from tests.conftest import SimulatedScanner
from tests.fakes.scanner import FakeScanner
from tests.papers import bars, write_sheets

Loaded = Callable[[Sequence[Path], int], Scanner]
DRAFT = ScanSettings(dpi=75)


@pytest.fixture(params=["fake", "network"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Return a function that loads sheets, with a jam before one of them (0 for none)."""
    if request.param == "fake":
        return lambda sheets, jam_at: FakeScanner(sheets, jam_at)
    simulated: SimulatedScanner = request.getfixturevalue("simulated_scanner")

    def load(sheets: Sequence[Path], jam_at: int) -> Scanner:
        simulated.feeder.load("contract", sheets, jam_at=[jam_at])
        return simulated.scanner

    return load


def numbers(sheets: Sequence[ScannedSheet]) -> list[tuple[int, int]]:
    return [(sheet.number, bars(open_image(sheet.file))) for sheet in sheets]


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


def test_the_glass_gives_one_page(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 2), 0)
    pages = list(scanner.scan(ScanSettings(Source.GLASS, 75), tmp_path / "spool", first=1, report=silent))
    assert numbers(pages) == [(1, 1)]


def test_what_the_report_raises_ends_the_scan(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 2), 0)

    def cancel(_progress: Progress) -> None:
        raise ScanCancelled

    with pytest.raises(ScanCancelled):
        list(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=cancel))


def test_each_file_is_whole_when_it_is_yielded(loaded: Loaded, tmp_path: Path) -> None:
    scanner = loaded(write_sheets(tmp_path / "paper", 2), 0)
    for sheet in scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent):
        image = open_image(sheet.file)
        assert (image.width, image.height) == (sheet.width_px, sheet.height_px)
