"""How a page travels: colour, turn, straighten, edges, blank, read."""

from dataclasses import dataclass, replace

from scanning.cleanup.analysis import survey
from scanning.cleanup.blank import is_blank
from scanning.cleanup.colour import choose_colour, kept_as
from scanning.cleanup.edges import black_edges, painted_over
from scanning.cleanup.straighten import skew_degrees, straightened
from scanning.cleanup.turn import lines_run_down, turned
from scanning.model import Colour, Findings, PageImage, Pixels, ReadPage
from scanning.ocr.reading import LEGIBLE_FROM, Reader, doubtful, mean_confidence, read_words


@dataclass(frozen=True, slots=True)
class _View:
    """A page, and its survey, which everything is asked of: both go through the same steps."""

    page: PageImage
    small: PageImage

    def turned(self, degrees: int) -> "_View":
        return _View(turned(self.page, degrees), turned(self.small, degrees))

    def straightened(self, degrees: float) -> "_View":
        return _View(straightened(self.page, degrees), straightened(self.small, degrees))

    def painted_over(self, black: Pixels) -> "_View":
        return _View(painted_over(self.page, black), painted_over(self.small, black))


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
    view = _View(page, survey(page))
    quarter = 90 if lines_run_down(view.small) else 0
    first = _read(_cleaned(view, quarter, colour), reader)
    if first.findings.blank or first.findings.mean_confidence >= LEGIBLE_FROM:
        return first
    second = _read(_cleaned(view, quarter + 180, colour), reader)
    return max(first, second, key=_legible)


def _cleaned(original: _View, degrees: int, colour: Colour) -> _Cleaned:
    upright = original.turned(degrees)
    skew = skew_degrees(upright.small)
    straight = upright.straightened(skew)
    black = black_edges(straight.small)
    view = straight.painted_over(black)
    findings = Findings(
        width_px=view.page.width,
        height_px=view.page.height,
        dpi=view.page.dpi,
        turned_degrees=degrees,
        skew_degrees=round(skew, 2),
        cropped=bool(black.any()),
        blank=is_blank(view.small),
        colour=colour,
    )
    return _Cleaned(view.page, findings)


def _read(page: _Cleaned, reader: Reader) -> ReadPage:
    words = () if page.findings.blank else reader(page.image)
    findings = replace(
        page.findings, mean_confidence=round(mean_confidence(words), 1), doubtful_words=doubtful(words)
    )
    return ReadPage(page.image, words, findings)


def _legible(page: ReadPage) -> float:
    """Return the letters read, weighed by confidence."""
    return sum(len(word.text) * word.confidence for word in page.words)
