"""Turn a page by quarters so that its lines run across."""

import cv2
import numpy as np

from scanning.cleanup.analysis import ink, small_grey
from scanning.cleanup.profile import sharpest_degrees, squeezed
from scanning.model import PageImage, Pixels

_DPI = 75
_RULE_PIXELS = 30
"""At 75 dpi: 1 cm; what runs longer without a gap is a ruling or a frame, not a letter."""

_MARGIN = 0.08
_CLEARLY = 1.25
_REACH_DEGREES = 15.0
_STEP_DEGREES = 1.5


def lines_run_down(page: PageImage) -> bool:
    """Return whether the lines of text run from top to bottom, so that the page lies on its side.

    Rows of text and the gaps between them make the profile across the lines jump, at the right skew;
    along them it is smooth. Rulings of tables jump in both directions, so they are taken out first, and the
    margins with the broken streaks that copiers leave in them.
    """
    letters = _inside_margins(_without_rulings(ink(small_grey(page, _DPI))))
    across, down = _sharpness(letters), _sharpness(np.ascontiguousarray(letters.T))
    return down > across * _CLEARLY


def turned(page: PageImage, degrees: int) -> PageImage:
    """Return the page turned clockwise by 0, 90, 180 or 270 degrees."""
    quarters = degrees // 90 % 4
    return PageImage(np.ascontiguousarray(np.rot90(page.pixels, -quarters)), page.dpi) if quarters else page


def _without_rulings(inked: Pixels) -> Pixels:
    rulings = np.zeros_like(inked)
    for shape in ((_RULE_PIXELS, 1), (1, _RULE_PIXELS)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        rulings |= np.asarray(cv2.morphologyEx(inked, cv2.MORPH_OPEN, kernel), np.uint8)
    return inked & ~np.asarray(cv2.dilate(rulings, np.ones((3, 3), np.uint8)), np.uint8)


def _inside_margins(letters: Pixels) -> Pixels:
    height, width = letters.shape
    top, left = int(height * _MARGIN), int(width * _MARGIN)
    return np.ascontiguousarray(letters[top : height - top, left : width - left])


def _sharpness(letters: Pixels) -> float:
    return sharpest_degrees(squeezed(letters), 0.0, _REACH_DEGREES, _STEP_DEGREES)[1]
