"""The nouns of scanning: sheets, pages, words, progress."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Shape (height, width) for grey, (height, width, 3) in RGB order for colour."""


class Source(StrEnum):
    """Where the scanner takes paper from."""

    FEEDER = "feeder"
    FEEDER_DUPLEX = "feeder-duplex"
    GLASS = "glass"


class Colour(StrEnum):
    """How a page is scanned or kept."""

    COLOUR = "colour"
    GREY = "grey"
    BILEVEL = "bw"


class PaperSize(StrEnum):
    """What part of the glass or feeder is scanned; automatic takes all, and cuts where the paper ends."""

    AUTOMATIC = "auto"
    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    CARD = "card"

    @property
    def millimetres(self) -> tuple[float, float] | None:
        """Width and height, upright (ISO 216; ISO/IEC 7810 ID-1); None for automatic."""
        return _PAPERS.get(self)


_PAPERS = {
    PaperSize.A3: (297.0, 420.0),
    PaperSize.A4: (210.0, 297.0),
    PaperSize.A5: (148.0, 210.0),
    PaperSize.CARD: (85.6, 54.0),
}


@dataclass(frozen=True, slots=True)
class ScannerFacts:
    """A scanner that answers: its SANE name and what people call it."""

    name: str
    vendor: str
    model: str
    kind: str


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What is asked of the scanner; `dpi` in dots per inch."""

    source: Source = Source.FEEDER
    dpi: int = 300
    colour: Colour = Colour.COLOUR
    size: PaperSize = PaperSize.AUTOMATIC


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One side of paper as the scanner gave it: a PNG on disk, already synced."""

    number: int
    file: Path
    width_px: int
    height_px: int
    dpi: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels with their resolution."""

    pixels: Pixels
    dpi: int

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def is_colour(self) -> bool:
        """Whether there are three channels."""
        return self.pixels.ndim == 3


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, right, bottom in pixels of the page as it is shown."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; `confidence` 0 to 100, `line` counts lines of the page from 0."""

    text: str
    confidence: float
    box: Box
    line: int


class StepName(StrEnum):
    """The steps of clean-up, in their order."""

    CUT_OUT = "cut_out"
    COLOUR = "colour"
    EDGES = "edges"
    HOLES = "holes"
    WHITEN = "whiten"
    DESPECKLE = "despeckle"
    TURN = "turn"
    STRAIGHTEN = "straighten"
    CROP = "crop"


class By(StrEnum):
    """Who decided on a step."""

    PROGRAM = "program"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of clean-up as it was done.

    `value` is plain JSON: corners or an area in parts of the picture, degrees, a colour, how many holes or
    specks; False or 0 where there was nothing to do.
    """

    name: StepName
    by: By
    value: Any

    def as_data(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"step": self.name.value, "by": self.by.value, "value": self.value}


@dataclass(frozen=True, slots=True)
class Findings:
    """What clean-up found and did, in the words of the command line."""

    width_px: int
    height_px: int
    dpi: int
    turned_degrees: int
    skew_degrees: float
    cropped: bool
    blank: bool
    colour: Colour
    mean_confidence: float = 0.0
    doubtful_words: int = 0
    steps: tuple[Step, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        plain = {"colour": self.colour.value, "steps": [step.as_data() for step in self.steps]}
        return {name: getattr(self, name) for name in self.__slots__} | plain


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that is clean and read: the image as it will look, its words, what was found."""

    image: PageImage
    words: tuple[Word, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class BundlePage:
    """A page as it is delivered: its picture (a PDF of one page), and the words behind it."""

    picture: bytes
    width_px: int
    height_px: int
    dpi: int
    words: tuple[Word, ...]


class Stage(Enum):
    """What a progress report speaks of."""

    SCAN = "scan"
    READ = "read"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come; `total` 0 where nobody can know.

    `picture` is a small JPEG of a page that is still coming in, empty where there is none.
    """

    stage: Stage
    done: int
    total: int
    picture: bytes = field(default=b"", repr=False)


Report = Callable[[Progress], None]
"""Called from the working thread; whatever it raises ends the run after clean-up."""


def silent(_progress: Progress) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class CleanUp:
    """Switches of clean-up.

    Attributes:
        as_scanned: the scanner's picture is delivered untouched; it is only read.
        drop_blank: blank pages are left out of what is delivered; their originals stay.
    """

    as_scanned: bool = False
    drop_blank: bool = False
