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
            report: called several times a second, with lines done and a small picture while a page comes in;
                raising from it cancels within a second.

        Yields:
            Each sheet as soon as it is on disk.

        Raises:
            FeederEmpty: there was no paper at all.
            PaperJam, CoverOpen, DeviceFailed, ...: after the sheets before it were yielded.
            OSError: the spool cannot be written.
        """
        ...

    def await_paper(self, *, report: Report) -> None:
        """Return once paper lies in the feeder, without scanning.

        Args:
            report: called several times a second; raising from it ends the wait.

        Raises:
            NoPaperSensor: the device cannot tell.
            DeviceUnreachable, DeviceFailed, ...: as for `scan`.
        """
        ...
