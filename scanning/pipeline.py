"""How a page travels: cut out, colour, turn, straighten, edges, blank, read."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from scanning.cleanup.analysis import survey
from scanning.cleanup.blank import is_blank
from scanning.cleanup.colour import choose_colour, kept_as
from scanning.cleanup.crop import cut_out, find_paper
from scanning.cleanup.edges import black_edges, painted_over
from scanning.cleanup.straighten import skew_degrees, straightened
from scanning.cleanup.turn import lines_run_down, turned
from scanning.model import Colour, Findings, PageImage, ReadPage
from scanning.ocr.reading import LEGIBLE_FROM, Reader, doubtful, mean_confidence, read_words


@dataclass(frozen=True, slots=True)
class _View:
    """A page, and its survey, which everything is asked of: both go through the same steps."""

    page: PageImage
    small: PageImage
    is_cut_out: bool

    def through(self, step: Callable[[PageImage], PageImage]) -> "_View":
        return replace(self, page=step(self.page), small=step(self.small))


@dataclass(frozen=True, slots=True)
class _Cleaned:
    image: PageImage
    findings: Findings


def read_page(original: PageImage, *, reader: Reader = read_words) -> ReadPage:
    """Clean and read one page; the original is left as it is.

    Which way up a page lies is asked of the reading itself: only a page that reads badly is read
    again turned by half, so that an upright page pays nothing for it.
    """
    paper = find_paper(original)
    sheet = cut_out(original, paper) if paper else original
    colour = choose_colour(sheet)
    page = kept_as(sheet, colour)  # before the rest: one channel costs a third of three
    view = _View(page, survey(page), is_cut_out=paper is not None)
    quarter = 90 if lines_run_down(view.small) else 0
    first = _read(_cleaned(view, quarter, colour), reader)
    if first.findings.blank:
        return _read(_cleaned(view, 0, colour), reader) if quarter else first
    if first.findings.mean_confidence >= LEGIBLE_FROM:
        return first
    second = _read(_cleaned(view, quarter + 180, colour), reader)
    return max(first, second, key=_legible)


def _cleaned(original: _View, degrees: int, colour: Colour) -> _Cleaned:
    upright = original.through(lambda page: turned(page, degrees))
    skew = skew_degrees(upright.small)
    straight = upright.through(lambda page: straightened(page, skew))
    black = black_edges(straight.small)
    view = straight.through(lambda page: painted_over(page, black))
    findings = Findings(
        width_px=view.page.width,
        height_px=view.page.height,
        dpi=view.page.dpi,
        turned_degrees=degrees,
        skew_degrees=round(skew, 2),
        cropped=view.is_cut_out or bool(black.any()),
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
