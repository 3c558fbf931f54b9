"""The port of scanners."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from scanning.model import Report, ScannedSheet, ScannerFacts, ScanSettings


class Scanner(Protocol):
    """One device, used by one thread at a time."""

    @property
    def facts(self) -> ScannerFacts:
        """Return who it is."""
        ...

    def scan(
        self, settings: ScanSettings, spool: Path, *, first: int, report: Report
    ) -> Iterator[ScannedSheet]:
        """Scan until the feeder is empty (one page from the glass).

        Args:
            settings: source, resolution, colour.
            spool: folder that receives one synced PNG per side; a file is there whole or not at all.
            first: number of the first sheet.
            report: called with lines done while a page comes in; raising from it cancels.

        Yields:
            Each sheet as soon as it is on disk.

        Raises:
            FeederEmpty: there was no paper at all.
            PaperJam, CoverOpen, DeviceFailed, ...: after the sheets before it were yielded.
            OSError: the spool cannot be written.
        """
        ...
