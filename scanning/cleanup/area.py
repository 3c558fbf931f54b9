"""Keep a part of a page."""

import numpy as np

from scanning.cleanup.recipe import Area
from scanning.model import PageImage


def kept_area(page: PageImage, area: Area) -> PageImage:
    """Return the part of a page inside `area`, at least a pixel of it."""
    left, right = _span(area[0], area[2], page.width)
    top, bottom = _span(area[1], area[3], page.height)
    return PageImage(np.ascontiguousarray(page.pixels[top:bottom, left:right]), page.dpi)


def _span(first: float, last: float, length: int) -> tuple[int, int]:
    start = min(round(first * length), length - 1)
    return start, max(round(last * length), start + 1)
