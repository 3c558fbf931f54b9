"""Paint punch holes over: dark discs at the margin, as far apart as punches make them."""

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from scanning.cleanup.analysis import small_grey
from scanning.model import PageImage, Pixels

_MM_PER_INCH = 25.4
_DPI = 75
_DARK = 110
_DIAMETER_MM = (4.5, 8.5)
"""ISO 838 has 6 mm, American punches 7 to 8; a black lid makes them a little larger or smaller."""

_MARGIN_MM = 21.0
_APART_MM = (80.0, 108.0)
"""ISO 838, also with four holes; American punches with three."""

_APART_WITHIN_MM = 2.5
_IN_LINE_WITHIN_MM = 2.5
_ROUND_WITHIN = 0.2
_FULL = (0.7, 0.87)
"""Share of its square that a disc fills: 0.785; a letter or a ring fills less, a box more."""

_MIDDLE = 0.55
"""Of the radius; the square around it stays inside the disc."""

_PAINTED_WIDER = 1.2


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole: its centre in parts of the page's width and height, its radius in inches."""

    x: float
    y: float
    radius: float


def find_holes(small: PageImage) -> tuple[Hole, ...]:
    """Return the holes of a page, asked of its survey; one alone is none."""
    found: list[Hole] = []
    grey, dpi = small_grey(small, _DPI), min(small.dpi, _DPI)
    for turns in range(4):
        found += [_turned_back(each, turns) for each in _along_top(np.rot90(grey, turns), dpi)]
    return tuple(dict.fromkeys(each for each in found if _is_solid(each, small)))


def painted_holes(page: PageImage, holes: tuple[Hole, ...]) -> PageImage:
    """Return the page with its holes painted like the paper around them; none, nothing copied."""
    if not holes:
        return page
    pixels = page.pixels.copy()
    for hole in holes:
        _paint(pixels, hole, page.dpi)
    return PageImage(pixels, page.dpi)


def _is_solid(hole: Hole, small: PageImage) -> bool:
    """Return whether the middle is as dark as the rest; that of a letter O is not."""
    reach = max(1, round(_MIDDLE * hole.radius * small.dpi))
    x, y = round(hole.x * small.width), round(hole.y * small.height)
    middle = small.pixels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
    return int(middle.max()) < _DARK


def _along_top(grey: Pixels, dpi: int) -> list[Hole]:
    """Return the discs of the upper margin that have another one at a punch's distance."""
    depth = round((_MARGIN_MM + _DIAMETER_MM[1]) / _MM_PER_INCH * dpi)
    margin = np.ascontiguousarray(grey[:depth])
    dark = cv2.threshold(margin, _DARK, 255, cv2.THRESH_BINARY_INV)[1]
    discs = _discs(np.asarray(dark, np.uint8), dpi)
    pairs = [(first, second) for first, second in combinations(discs, 2) if _are_punched(first, second)]
    height, width = grey.shape
    inches = dict.fromkeys(each for pair in pairs for each in pair)
    return [Hole(each.x * dpi / width, each.y * dpi / height, each.radius) for each in inches]


def _discs(dark: Pixels, dpi: int) -> list[Hole]:
    """Return what is round and full, its centre in inches."""
    _count, _labels, facts, centres = cv2.connectedComponentsWithStats(dark)
    found = []
    for (_left, _top, width, height, area), (x, y) in zip(facts[1:], centres[1:], strict=True):
        diameter = (width + height) / 2 / dpi
        is_round = abs(width - height) <= _ROUND_WITHIN * max(width, height)
        is_full = _FULL[0] <= area / (width * height) <= _FULL[1]
        fits = _DIAMETER_MM[0] <= diameter * _MM_PER_INCH <= _DIAMETER_MM[1]
        if is_round and is_full and fits and y / dpi * _MM_PER_INCH <= _MARGIN_MM:
            found.append(Hole(x / dpi, y / dpi, diameter / 2))
    return found


def _are_punched(first: Hole, second: Hole) -> bool:
    apart = abs(first.x - second.x) * _MM_PER_INCH
    is_standard = any(abs(apart - wanted) <= _APART_WITHIN_MM for wanted in _APART_MM)
    return is_standard and abs(first.y - second.y) * _MM_PER_INCH <= _IN_LINE_WITHIN_MM


def _turned_back(hole: Hole, turns: int) -> Hole:
    """Return a hole of a page that was turned counter-clockwise by quarters, where it is on the page."""
    x, y = ((hole.x, hole.y), (1 - hole.y, hole.x), (1 - hole.x, 1 - hole.y), (hole.y, 1 - hole.x))[turns]
    return Hole(x, y, hole.radius)


def _paint(pixels: Pixels, hole: Hole, dpi: int) -> None:
    height, width = pixels.shape[:2]
    centre = (round(hole.x * width), round(hole.y * height))
    radius = round(hole.radius * _PAINTED_WIDER * dpi) + 1
    ring = np.zeros((height, width), np.uint8)
    cv2.circle(ring, centre, 2 * radius, 255, radius // 2)
    around = pixels[ring > 0]
    colour = np.median(around, axis=0) if len(around) else np.full(pixels.shape[2:], 255)
    cv2.circle(pixels, centre, radius, tuple(np.atleast_1d(colour).tolist()), cv2.FILLED)
