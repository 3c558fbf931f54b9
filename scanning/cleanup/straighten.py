"""Measure and mend the skew of a page."""

import cv2
import numpy as np

from scanning.cleanup.analysis import ink, small_grey
from scanning.cleanup.profile import middle_degrees, roughly_sharpest, squeezed
from scanning.model import PageImage

LIMIT_DEGREES = 20.0
"""Sheets that a feeder drew in askew were seen at 16."""

_NEGLIGIBLE_DEGREES = 0.05
_DPI = 150
_COARSE_STEP_DEGREES = 1.0
_FINE_REACH_AND_STEP_DEGREES = ((1.5, 0.25), (1.2, 0.15))


def skew_degrees(page: PageImage, *, limit_degrees: float = LIMIT_DEGREES) -> float:
    """Return how far the lines rise to the right (counter-clockwise positive), within the limit.

    The right angle is the one at which rows of text and gaps differ most: the sum of squared
    differences of the row profile is greatest (Postl 1986). Searched from coarse to fine; where a page has
    lines of several angles, the middle of them is taken.
    """
    inked = ink(small_grey(page, _DPI))
    if not inked.any():
        return 0.0
    rows = squeezed(inked)
    best = roughly_sharpest(rows, limit_degrees, _COARSE_STEP_DEGREES)
    for reach, step in _FINE_REACH_AND_STEP_DEGREES:
        best = middle_degrees(rows, best, reach, step)
    return 0.0 if abs(best) > limit_degrees else best


def straightened(page: PageImage, degrees: float, *, bilevel: bool = False) -> PageImage:
    """Return the page with a skew of `degrees` taken out; same size, corners filled with paper white.

    Args:
        page: as it was scanned.
        degrees: see `skew_degrees`.
        bilevel: a pixel will be ink or none, which needs no fine picture: a third of the time does.
    """
    if abs(degrees) < _NEGLIGIBLE_DEGREES:
        return page
    size = (page.width, page.height)
    matrix = cv2.getRotationMatrix2D((page.width / 2, page.height / 2), -degrees, 1.0)
    rotated = cv2.warpAffine(
        page.pixels,
        matrix,
        size,
        flags=cv2.INTER_LINEAR if bilevel else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return PageImage(np.asarray(rotated, np.uint8), page.dpi)
