"""A scanner that feeds image files."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scanning.errors import FeederEmpty, PaperJam
from scanning.intake.images import open_image
from scanning.model import Progress, Report, ScannedSheet, ScannerFacts, ScanSettings, Source, Stage


@dataclass
class FakeScanner:
    """Feeds `sheets` one after another; `jam_at` counts from 1 and jams once, `failing` fails at once."""

    sheets: Sequence[Path]
    jam_at: int = 0
    fed: int = 0
    facts: ScannerFacts = field(default=ScannerFacts("fake", "Clerk", "Fake", "fake"))
    failing: Exception | None = None

    def scan(
        self, settings: ScanSettings, spool: Path, *, first: int, report: Report
    ) -> Iterator[ScannedSheet]:
        spool.mkdir(parents=True, exist_ok=True)
        if self.failing is not None:
            raise self.failing
        if self.fed >= len(self.sheets):
            raise FeederEmpty
        number = first
        while self.fed < len(self.sheets):
            if self.fed + 1 == self.jam_at:
                self.jam_at = 0
                raise PaperJam
            report(Progress(Stage.SCAN, 0, 0))
            yield self._feed(spool, number)
            number += 1
            if settings.source is Source.GLASS:
                return

    def await_paper(self, *, report: Report) -> None:
        while self.fed >= len(self.sheets):
            report(Progress(Stage.SCAN, 0, 0))

    def _feed(self, spool: Path, number: int) -> ScannedSheet:
        target = spool / f"{number:04d}.png"
        shutil.copyfile(self.sheets[self.fed], target)
        self.fed += 1
        image = open_image(target)
        return ScannedSheet(number, target, image.width, image.height, image.dpi)
