"""How many bytes coloured pages take, and whether anything was lost for it."""

import io
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from clerk_app.benchmark.accuracy import character_errors
from scanning.bundle.encode import encoded
from scanning.intake.documents import open_pages
from scanning.model import Colour, PageImage, Pixels, Word
from scanning.ocr.reading import Reader, mean_confidence, read_words
from scanning.ocr.stream import TesseractPool
from scanning.pipeline import read_page

MOST_BYTES = {300: 80_000, 200: 45_000}
"""Asked of a colour A4 page with a seal, on average, by dots per inch."""

_POINTS_PER_INCH = 72
_A4_SQUARE_INCHES = 8.27 * 11.69
_COLOURED_CHROMA = 70


@dataclass(frozen=True, slots=True)
class Size:
    """A coloured page at a resolution, scaled to A4.

    Attributes:
        confidence, confidence_drawn: of the reading of the clean page, and of the page as its PDF draws it.
        text_apart: characters that both readings have differently, per character.
        colour_apart: levels between the coloured ink of both, in the median.
    """

    name: str
    dpi: int
    bytes: int
    confidence: float
    confidence_drawn: float
    text_apart: float
    colour_apart: float


def measure_sizes(files: Iterable[Path], *, dpis: Sequence[int] = tuple(MOST_BYTES)) -> Iterator[Size]:
    """Yield the sizes of every page that is kept in colour, at each resolution that its scan has."""
    with TesseractPool() as pool:
        reader = partial(read_words, again=False, recognise=pool)
        for file in files:
            for number, page in enumerate(open_pages(file), 1):
                for dpi in (each for each in dpis if page.dpi >= each):
                    yield from _measured(f"{file.name}#{number}", _at(page, dpi), reader)


def mean_bytes(sizes: Iterable[Size], dpi: int) -> float:
    """Return the mean over the pages of a resolution, 0 without any."""
    found = [each.bytes for each in sizes if each.dpi == dpi]
    return statistics.fmean(found) if found else 0.0


def _measured(name: str, page: PageImage, reader: Reader) -> Iterator[Size]:
    read = read_page(page, reader=reader)
    if read.findings.colour is not Colour.COLOUR:
        return
    picture = encoded(read).picture
    drawn = PageImage(_drawn(picture, page.dpi), page.dpi)
    words = reader(drawn)
    square_inches = read.image.width * read.image.height / page.dpi**2
    yield Size(
        name,
        page.dpi,
        round(len(picture) * _A4_SQUARE_INCHES / square_inches),
        mean_confidence(read.words),
        mean_confidence(words),
        character_errors(_text(read.words), _text(words)),
        _colour_apart(read.image.pixels, drawn.pixels),
    )


def _at(page: PageImage, dpi: int) -> PageImage:
    if page.dpi == dpi:
        return page
    size = (round(page.width * dpi / page.dpi), round(page.height * dpi / page.dpi))
    shrunk = Image.fromarray(page.pixels).resize(size, Image.Resampling.BOX)
    return replace(page, pixels=np.asarray(shrunk), dpi=dpi)


def _drawn(picture: bytes, dpi: int) -> Pixels:
    with pypdfium2.PdfDocument(io.BytesIO(picture)) as document:
        return np.asarray(document[0].render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB"))


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _colour_apart(clean: Pixels, drawn: Pixels) -> float:
    """Return how far the median colour of the coloured ink is from what it was, in the worst channel."""
    is_ink = np.ptp(clean, axis=2) > _COLOURED_CHROMA
    if not is_ink.any() or clean.shape != drawn.shape:
        return 0.0
    return float(np.abs(np.median(clean[is_ink], axis=0) - np.median(drawn[is_ink], axis=0)).max())
