"""The real SANE stack against the simulated network scanner."""

from pathlib import Path

import pytest

from scanning.device.sane.network import devices_at
from scanning.device.sane.scanner import SaneDevices, SaneScanner
from scanning.errors import (
    CoverOpen,
    DeviceBusy,
    DeviceDenied,
    DeviceExhausted,
    DeviceFailed,
    DeviceUnreachable,
    DeviceUnsuitable,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScanCancelled,
)
from scanning.intake.images import open_image, save_image
from scanning.model import (
    Colour,
    PageImage,
    Progress,
    ScannedSheet,
    ScannerFacts,
    ScanSettings,
    Source,
    silent,
)
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
    with pytest.raises(DeviceUnreachable):
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


def backend_for_tests(folder: Path, lines: str = "") -> SaneScanner:
    """Return the test backend of SANE, set by lines of its configuration."""
    (folder / "dll.conf").write_text("test\n", "ascii")
    (folder / "test.conf").write_text(f"number_of_devices 1\n{lines}\n", "ascii")
    facts = ScannerFacts("test:0", "Noname", "frontend-tester", "virtual device")
    return SaneScanner(facts, {"SANE_CONFIG_DIR": str(folder)})


@pytest.mark.parametrize(("source", "pages"), [(Source.FEEDER, 10), (Source.GLASS, 1)])
def test_the_test_backend_gives_its_ten_sheets_and_one_from_the_glass(
    tmp_path: Path, source: Source, pages: int
) -> None:
    scanner = backend_for_tests(tmp_path)
    sheets = list(scanner.scan(ScanSettings(source, 75), tmp_path / "spool", first=1, report=silent))
    assert [sheet.number for sheet in sheets] == list(range(1, pages + 1))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("SANE_STATUS_UNSUPPORTED", DeviceUnsuitable),
        ("SANE_STATUS_CANCELLED", ScanCancelled),
        ("SANE_STATUS_DEVICE_BUSY", DeviceBusy),
        ("SANE_STATUS_INVAL", DeviceUnsuitable),
        ("SANE_STATUS_JAMMED", PaperJam),
        ("SANE_STATUS_NO_DOCS", FeederEmpty),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_IO_ERROR", DeviceUnreachable),
        ("SANE_STATUS_NO_MEM", DeviceExhausted),
        ("SANE_STATUS_ACCESS_DENIED", DeviceDenied),
        ("SANE_STATUS_EOF", DeviceFailed),
    ],
)
def test_every_status_of_sane_is_an_error_of_its_own_and_leaves_no_page(
    tmp_path: Path, status: str, error: type[Exception]
) -> None:
    scanner = backend_for_tests(tmp_path, f'read-status-code "{status}"')
    with pytest.raises(error):
        list(scanner.scan(ScanSettings(Source.FEEDER, 75), tmp_path / "spool", first=1, report=silent))
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_network_scanner_is_reached_by_its_typed_address(
    simulated_scanner: SimulatedScanner, tmp_path: Path
) -> None:
    config = Path(simulated_scanner.scanner.environment["SANE_CONFIG_DIR"], "airscan.conf").read_text("ascii")
    address = config.split(" = ")[1].split("/eSCL")[0]
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 1))
    scanner = devices_at(address, "Typed", tmp_path / "sane").scanner("Typed")
    (sheet,) = scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent)
    assert bars(open_image(sheet.file)) == 1


@pytest.mark.parametrize("typed", ["http://", 'http://host"evil', "http://a\nb"])
def test_what_is_no_address_is_no_scanner(tmp_path: Path, typed: str) -> None:
    with pytest.raises(NoScanner):
        devices_at(typed, "Typed", tmp_path / "sane")
