"""Both sides of a stack through a feeder that sees one."""

from pathlib import Path

import pytest

from scanning.device.both_sides import scan_both_sides
from scanning.errors import PaperJam, SidesUnequal
from scanning.intake.images import open_image
from scanning.model import ScannedSheet, ScanSettings, silent
from tests.fakes.scanner import FakeScanner
from tests.papers import bars, write_sheets

DRAFT = ScanSettings(dpi=75)


def scanned(folder: Path, sides: list[int], *, first_pass: int, jam_at: int = 0) -> list[ScannedSheet]:
    """Scan sheets that show so many bars; those after the first pass lie in the feeder once it is turned."""
    papers = dict(enumerate(write_sheets(folder / "paper", 6), 1))
    scanner = FakeScanner([papers[side] for side in sides[:first_pass]], jam_at)

    def turn() -> None:
        scanner.sheets, scanner.fed = [papers[side] for side in sides[first_pass:]], 0

    return list(scan_both_sides(scanner, DRAFT, folder / "spool", turn=turn, report=silent))


def test_backs_come_in_reverse_and_take_their_places(tmp_path: Path) -> None:
    sheets = scanned(tmp_path, [1, 3, 5, 6, 4, 2], first_pass=3)
    assert [sheet.number for sheet in sheets] == [1, 2, 3, 4, 5, 6]
    assert [bars(open_image(sheet.file)) for sheet in sheets] == [1, 2, 3, 4, 5, 6]
    assert [sheet.file.name for sheet in sheets] == [f"{number:04d}.png" for number in range(1, 7)]


def test_a_sheet_fewer_on_the_way_back_is_said_and_everything_is_kept(tmp_path: Path) -> None:
    with pytest.raises(SidesUnequal) as unequal:
        scanned(tmp_path, [1, 3, 5, 4, 2], first_pass=3)
    assert (unequal.value.fronts, unequal.value.backs) == (3, 2)
    assert len(list((tmp_path / "spool").rglob("*.png"))) == 5


def test_a_jam_among_the_fronts_asks_nobody_to_turn_the_stack(tmp_path: Path) -> None:
    with pytest.raises(PaperJam):
        scanned(tmp_path, [1, 3, 5], first_pass=3, jam_at=2)
    assert len(list((tmp_path / "spool" / "fronts").iterdir())) == 1
