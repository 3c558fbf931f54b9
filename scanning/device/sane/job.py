"""What the parent asks of its child, handed over as one argument."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scanning.model import Colour, PaperSize, ScanSettings, Source


@dataclass(frozen=True, slots=True)
class Job:
    """One errand of the child: list the devices, watch one for paper, or scan.

    Attributes:
        device: its SANE name; empty lists all of them.
        settings: of the scan.
        out: folder for the pages; None watches for paper instead of scanning.
        first: number of the first page.
        options: of the driver by their own names, set before ours.
    """

    device: str = ""
    settings: ScanSettings = field(default_factory=ScanSettings)
    out: Path | None = None
    first: int = 1
    options: Mapping[str, str] = field(default_factory=dict)

    def as_argument(self) -> str:
        """Return the job as one word of a command line."""
        return json.dumps(
            {
                "device": self.device,
                "source": self.settings.source.value,
                "dpi": self.settings.dpi,
                "colour": self.settings.colour.value,
                "size": self.settings.size.value,
                "out": str(self.out) if self.out else None,
                "first": self.first,
                "options": dict(self.options),
            }
        )

    @classmethod
    def from_argument(cls, argument: str) -> "Job":
        """Return the job that `as_argument` wrote."""
        said: dict[str, Any] = json.loads(argument)
        settings = ScanSettings(
            Source(said["source"]), said["dpi"], Colour(said["colour"]), PaperSize(said["size"])
        )
        out = Path(said["out"]) if said["out"] else None
        return cls(said["device"], settings, out, said["first"], said["options"])
