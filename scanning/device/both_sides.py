"""Both sides with a feeder that sees only one: fronts, then the stack turned over, then the backs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from scanning.device.port import Scanner
from scanning.errors import SidesUnequal
from scanning.model import Report, ScannedSheet, ScanSettings

Side = TypeVar("Side")


def scan_both_sides(
    scanner: Scanner, settings: ScanSettings, spool: Path, *, turn: Callable[[], None], report: Report
) -> Iterator[ScannedSheet]:
    """Scan a stack twice and yield its sides in reading order, numbered from 1.

    The last sheet lies on top when a stack is turned over, so the backs come in reverse. A back that lies
    upside down is turned like any page when it is read.

    Args:
        scanner: with a feeder.
        settings: of both passes.
        spool: receives the sides of each pass in a folder of its own.
        turn: asks a person to turn the stack over; returns when that is done.
        report: as for `Scanner.scan`.

    Raises:
        SidesUnequal: a sheet was lost or fed double; what was scanned stays in the spool.
        ScanningError: the scanner's; what was scanned before it stays in the spool.
    """
    fronts = list(scanner.scan(settings, spool / "fronts", first=1, report=report))
    turn()
    backs = list(scanner.scan(settings, spool / "backs", first=1, report=report))
    for number, side in enumerate(interleaved(fronts, backs), 1):
        file = side.file.rename(spool / f"{number:04d}{side.file.suffix}")
        yield replace(side, number=number, file=file)


def interleaved(fronts: Sequence[Side], backs: Sequence[Side]) -> tuple[Side, ...]:
    """Return sides in reading order; the backs come as scanned, the last sheet's first.

    Raises:
        SidesUnequal: there are not as many backs as fronts.
    """
    if len(fronts) != len(backs):
        raise SidesUnequal(len(fronts), len(backs))
    return tuple(side for pair in zip(fronts, reversed(backs), strict=True) for side in pair)
