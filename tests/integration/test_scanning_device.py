"""The real SANE stack against the simulated network scanner."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from scanning.device.escl import await_loaded, guessed_address
from scanning.device.sane.network import devices_at
from scanning.device.sane.scanner import SaneDevices
from scanning.errors import (
    DeviceFailed,
    DeviceUnreachable,
    DeviceUnsuitable,
    FeederEmpty,
    NoPaperSensor,
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
from tests.conftest import ROOT, SimulatedScanner
from tests.papers import bars, numbered_sheet, write_sheets
from tests.scanners import SLOW, backend_for_tests

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


@pytest.mark.parametrize(("source", "pages"), [(Source.FEEDER, 10), (Source.GLASS, 1)])
def test_the_test_backend_gives_its_ten_sheets_and_one_from_the_glass(
    tmp_path: Path, source: Source, pages: int
) -> None:
    scanner = backend_for_tests(tmp_path)
    sheets = list(scanner.scan(ScanSettings(source, 75), tmp_path / "spool", first=1, report=silent))
    assert [sheet.number for sheet in sheets] == list(range(1, pages + 1))


@pytest.mark.parametrize(
    "options",
    [
        {"mode": "Color", "three-pass": "yes"},
        {"hand-scanner": "yes"},
        {"mode": "Color", "test-picture": "Color pattern"},
    ],
    ids=["three frames", "unknown height", "one frame"],
)
def test_every_way_of_sending_a_page_gives_its_pixels(tmp_path: Path, options: dict[str, str]) -> None:
    scanner = backend_for_tests(tmp_path, options={"test-picture": "Solid black"} | options)
    (page,) = scanner.scan(ScanSettings(Source.GLASS, 75), tmp_path / "spool", first=1, report=silent)
    pixels = open_image(page.file).pixels
    assert pixels.shape == (page.height_px, page.width_px, 3)
    assert pixels.max() == (255 if "test-picture" in options else 0)


@pytest.mark.parametrize("how", ["crashes", "hangs", "truncates"])
def test_a_driver_that_breaks_costs_one_page_and_the_next_scan_works(tmp_path: Path, how: str) -> None:
    healthy = backend_for_tests(tmp_path)
    path = f"{ROOT / 'tests' / 'saboteurs' / 'driver'}:{ROOT}"
    sabotaged = {**healthy.environment, "PYTHONPATH": path, "CLERK_DRIVER": how}
    broken = replace(healthy, environment=sabotaged, patience_seconds=3)
    kept: list[ScannedSheet] = []
    with pytest.raises(DeviceFailed):
        kept.extend(broken.scan(DRAFT, tmp_path / "spool", first=1, report=silent))
    assert [sheet.number for sheet in kept] == [1]
    rest = list(healthy.scan(DRAFT, tmp_path / "spool", first=2, report=silent))
    assert [sheet.number for sheet in rest] == list(range(2, 12))


def test_a_driver_that_hangs_is_ended_by_a_wish(tmp_path: Path) -> None:
    healthy = backend_for_tests(tmp_path)
    path = f"{ROOT / 'tests' / 'saboteurs' / 'driver'}:{ROOT}"
    hanging = replace(
        healthy, environment={**healthy.environment, "PYTHONPATH": path, "CLERK_DRIVER": "hangs"}
    )
    kept: list[ScannedSheet] = []
    silences = 0

    def give_up(_progress: Progress) -> None:
        nonlocal silences
        silences = silences + 1 if kept else 0
        if silences == 3:
            raise ScanCancelled

    with pytest.raises(ScanCancelled):
        kept.extend(hanging.scan(DRAFT, tmp_path / "spool", first=1, report=give_up))
    assert [sheet.number for sheet in kept] == [1]


def test_a_cancelled_network_scanner_hears_of_it(simulated_scanner: SimulatedScanner, tmp_path: Path) -> None:
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 1), seconds_per_sheet=600)
    states: list[bool] = []

    def cancel_once_it_works(_progress: Progress) -> None:
        states.append(b"Processing" in status_of(simulated_scanner))
        if states[-1]:
            raise ScanCancelled

    with pytest.raises(ScanCancelled):
        list(simulated_scanner.scanner.scan(DRAFT, tmp_path / "spool", first=1, report=cancel_once_it_works))
    assert b"Idle" in status_of(simulated_scanner)


def status_of(device: SimulatedScanner) -> bytes:
    return httpx.get(f"{device.scanner.address}/ScannerStatus").content


def test_a_page_is_seen_while_it_comes_in(tmp_path: Path) -> None:
    scanner = backend_for_tests(tmp_path, options=SLOW)
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        if progress.picture:
            seen.append(progress)
            raise ScanCancelled

    with pytest.raises(ScanCancelled):
        list(scanner.scan(ScanSettings(Source.GLASS, 75), tmp_path / "spool", first=1, report=watch))
    (progress,) = seen
    assert 0 < progress.done < progress.total
    (tmp_path / "picture.jpg").write_bytes(progress.picture)
    assert open_image(tmp_path / "picture.jpg").height == pytest.approx(progress.total, abs=1)


def test_a_misspelt_option_of_the_driver_is_refused(tmp_path: Path) -> None:
    scanner = backend_for_tests(tmp_path, options={"resolutoin": "75"})
    with pytest.raises(DeviceUnsuitable):
        list(scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent))


def test_a_scanner_that_cannot_tell_of_paper_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoPaperSensor):
        backend_for_tests(tmp_path).await_paper(report=silent)


def test_a_network_scanner_found_by_name_is_asked_where_it_most_likely_answers() -> None:
    found = ScannerFacts("airscan:e0:Office", "eSCL", "Office", "ip=192.0.2.7")
    assert guessed_address(found) == "http://192.0.2.7/eSCL"
    assert guessed_address(replace(found, name="airscan:w0:Office")) == ""


def test_a_guessed_address_where_nobody_answers_is_no_sensor() -> None:
    with pytest.raises(NoPaperSensor):
        await_loaded("http://127.0.0.1:1/eSCL", lambda: None, is_sure=False)
    with pytest.raises(DeviceUnreachable):
        await_loaded("http://127.0.0.1:1/eSCL", lambda: None)


def test_a_network_scanner_is_reached_by_its_typed_address(
    simulated_scanner: SimulatedScanner, tmp_path: Path
) -> None:
    address = simulated_scanner.scanner.address.removesuffix("/eSCL")
    simulated_scanner.feeder.load("stack", write_sheets(tmp_path / "paper", 1))
    scanner = devices_at(address, "Typed", tmp_path / "sane").scanner("Typed")
    (sheet,) = scanner.scan(DRAFT, tmp_path / "spool", first=1, report=silent)
    assert bars(open_image(sheet.file)) == 1


@pytest.mark.parametrize("typed", ["http://", 'http://host"evil', "http://a\nb"])
def test_what_is_no_address_is_no_scanner(tmp_path: Path, typed: str) -> None:
    with pytest.raises(NoScanner):
        devices_at(typed, "Typed", tmp_path / "sane")
