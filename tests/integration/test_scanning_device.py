"""The real SANE stack against the simulated network scanner."""

from pathlib import Path

import pytest

from scanning.device.sane.scanner import SaneDevices
from scanning.errors import DeviceFailed, FeederEmpty, NoScanner, PaperJam, ScanCancelled
from scanning.intake.images import open_image, save_image
from scanning.model import Colour, PageImage, Progress, ScannedSheet, ScanSettings, Source, silent
from tests.conftest import SimulatedScanner
from tests.papers import bars, numbered_sheet, write_sheets

DRAFT = ScanSettings(dpi=75)


def scan(device: SimulatedScanner, spool: Path, *, first: int = 1) -> list[ScannedSheet]:
    return list(device.scanner.scan(DRAFT, spool, first=first, report=silent))


def test_every_sheet_arrives_once_and_in_order(simulated_scanner: SimulatedScanner, tmp_path: Path) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 4))
    sheets = scan(simulated_scanner, tmp_path / "spool")
    assert [sheet.number for sheet in sheets] == [1, 2, 3, 4]
    assert [bars(open_image(sheet.file)) for sheet in sheets] == [1, 2, 3, 4]


def test_an_empty_feeder_is_an_error_of_its_own(simulated_scanner: SimulatedScanner, tmp_path: Path) -> None:
    with pytest.raises(FeederEmpty):
        scan(simulated_scanner, tmp_path / "spool")


def test_a_jam_keeps_the_pages_before_it_and_scanning_goes_on_after_it(
    simulated_scanner: SimulatedScanner, tmp_path: Path
) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 4), jam_at=[3])
    kept: list[ScannedSheet] = []
    with pytest.raises(PaperJam):
        kept.extend(simulated_scanner.scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))
    assert [bars(open_image(sheet.file)) for sheet in kept] == [1, 2]
    simulated_scanner.feeder.put_back(after=2)
    rest = scan(simulated_scanner, tmp_path / "spool", first=3)
    assert [(sheet.number, bars(open_image(sheet.file))) for sheet in rest] == [(3, 3), (4, 4)]


def test_a_cancel_ends_the_scan_and_passes_no_truncated_page(
    simulated_scanner: SimulatedScanner, tmp_path: Path
) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 5))
    spool = tmp_path / "spool"

    def cancel(_progress: Progress) -> None:
        raise ScanCancelled

    with pytest.raises(ScanCancelled):
        list(simulated_scanner.scanner.scan(DRAFT, spool, first=1, report=cancel))
    assert list(spool.glob("*.part")) == []
    assert all(open_image(file).height == round(297 * 75 / 25.4) for file in spool.glob("*.png"))


def test_a_scanner_that_disappears_is_reported_and_its_pages_are_kept(
    simulated_scanner: SimulatedScanner, tmp_path: Path
) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 40))
    sheets = simulated_scanner.scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent)
    kept = [next(sheets)]
    simulated_scanner.process.kill()
    with pytest.raises(DeviceFailed):
        kept.extend(sheets)
    assert [bars(open_image(sheet.file)) for sheet in kept] == list(range(1, len(kept) + 1))


def test_no_page_is_clipped_up_to_a3(simulated_scanner: SimulatedScanner, tmp_path: Path) -> None:
    a3 = (
        numbered_sheet(2)
        .pixels.repeat(2, axis=0)[: round(16.54 * 75)]
        .repeat(2, axis=1)[:, : round(11.69 * 75)]
    )
    save_image(PageImage(a3, 75), tmp_path / "a3.png")
    simulated_scanner.feeder.load("stack", [tmp_path / "a3.png"])
    (sheet,) = scan(simulated_scanner, tmp_path / "spool")
    assert (sheet.width_px, sheet.height_px) == (877, 1240)


def test_the_glass_gives_one_page(simulated_scanner: SimulatedScanner, tmp_path: Path) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 3))
    settings = ScanSettings(Source.GLASS, 75, Colour.GREY)
    (sheet,) = simulated_scanner.scanner.scan(settings, tmp_path / "spool", first=7, report=silent)
    assert sheet.number == 7
    assert bars(open_image(sheet.file)) == 1


def test_an_unknown_name_is_no_scanner(simulated_scanner: SimulatedScanner) -> None:
    devices = SaneDevices(simulated_scanner.scanner.environment)
    with pytest.raises(NoScanner):
        devices.scanner("something else")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("SANE_STATUS_JAMMED", PaperJam),
        ("SANE_STATUS_NO_DOCS", FeederEmpty),
        ("SANE_STATUS_IO_ERROR", DeviceFailed),
    ],
)
def test_the_sane_test_backend_reports_its_status(
    tmp_path: Path, status: str, error: type[Exception]
) -> None:
    (tmp_path / "dll.conf").write_text("test\n", "ascii")
    (tmp_path / "test.conf").write_text(f'number_of_devices 1\nread-status-code "{status}"\n', "ascii")
    scanner = SaneDevices({"SANE_CONFIG_DIR": str(tmp_path)}).scanner("test:0")
    with pytest.raises(error):
        list(scanner.scan(ScanSettings(Source.FEEDER, 75), tmp_path / "spool", first=1, report=silent))
