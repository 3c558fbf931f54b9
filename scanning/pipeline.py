"""How a page travels: colour, turn, straighten, edges, blank, read."""

from dataclasses import dataclass, replace

from scanning.cleanup.blank import is_blank
from scanning.cleanup.colour import choose_colour, kept_as
from scanning.cleanup.edges import without_black_edges
from scanning.cleanup.straighten import skew_degrees, straightened
from scanning.cleanup.turn import lines_run_down, turned
from scanning.model import Colour, Findings, PageImage, ReadPage
from scanning.ocr.reading import LEGIBLE_FROM, Reader, doubtful, mean_confidence, read_words


@dataclass(frozen=True, slots=True)
class _Cleaned:
    image: PageImage
    findings: Findings


def read_page(original: PageImage, *, reader: Reader = read_words) -> ReadPage:
    """Clean and read one page; the original is left as it is.

    Which way up a page lies is asked of the reading itself: only a page that reads badly is read
    again turned by half, so that an upright page pays nothing for it.
    """
    colour = choose_colour(original)
    page = kept_as(original, colour)  # first: one channel costs a third of three
    quarter = 90 if lines_run_down(page) else 0
    first = _read(_cleaned(page, quarter, colour), reader)
    if first.findings.blank or first.findings.mean_confidence >= LEGIBLE_FROM:
        return first
    second = _read(_cleaned(page, quarter + 180, colour), reader)
    return max(first, second, key=_legible)


def _cleaned(original: PageImage, degrees: int, colour: Colour) -> _Cleaned:
    upright = turned(original, degrees)
    skew = skew_degrees(upright)
    page, cropped = without_black_edges(straightened(upright, skew))
    findings = Findings(
        width_px=page.width,
        height_px=page.height,
        dpi=page.dpi,
        turned_degrees=degrees,
        skew_degrees=round(skew, 2),
        cropped=cropped,
        blank=is_blank(page),
        colour=colour,
    )
    return _Cleaned(page, findings)


def _read(page: _Cleaned, reader: Reader) -> ReadPage:
    words = () if page.findings.blank else reader(page.image)
    findings = replace(
        page.findings, mean_confidence=round(mean_confidence(words), 1), doubtful_words=doubtful(words)
    )
    return ReadPage(page.image, words, findings)


def _legible(page: ReadPage) -> float:
    """Return the letters read, weighed by confidence."""
    return sum(len(word.text) * word.confidence for word in page.words)
