"""Measure and mend the skew of a page."""

import cv2
import numpy as np

from scanning.cleanup.analysis import ink, small_grey
from scanning.cleanup.profile import sharpest_degrees, squeezed
from scanning.model import PageImage

LIMIT_DEGREES = 20.0
"""Sheets that a feeder drew in askew were seen at 16."""

_NEGLIGIBLE_DEGREES = 0.05
_DPI = 150
_STEPS_DEGREES = (1.0, 0.25, 0.05, 0.02)


def skew_degrees(page: PageImage, *, limit_degrees: float = LIMIT_DEGREES) -> float:
    """Return how far the lines rise to the right (counter-clockwise positive), within the limit.

    The right angle is the one at which rows of text and gaps differ most: the sum of squared
    differences of the row profile is greatest (Postl 1986). Searched from coarse to fine.
    """
    inked = ink(small_grey(page, _DPI))
    if not inked.any():
        return 0.0
    rows = squeezed(inked)
    best, reach = 0.0, limit_degrees
    for step in _STEPS_DEGREES:
        best, _ = sharpest_degrees(rows, best, reach, step)
        reach = step
    return 0.0 if abs(best) > limit_degrees else best


def straightened(page: PageImage, degrees: float) -> PageImage:
    """Return the page with a skew of `degrees` taken out; same size, corners filled with paper white."""
    if abs(degrees) < _NEGLIGIBLE_DEGREES:
        return page
    size = (page.width, page.height)
    matrix = cv2.getRotationMatrix2D((page.width / 2, page.height / 2), -degrees, 1.0)
    rotated = cv2.warpAffine(
        page.pixels,
        matrix,
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return PageImage(np.asarray(rotated, np.uint8), page.dpi)
