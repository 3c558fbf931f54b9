"""The small pictures of a page that most questions are asked of."""

import cv2
import numpy as np

from scanning.model import PageImage, Pixels

ANALYSIS_DPI = 100
_SURVEY_DPI = 150


def grey(page: PageImage) -> Pixels:
    """Return the page in grey, shape (height, width)."""
    if not page.is_colour:
        return page.pixels
    return np.asarray(cv2.cvtColor(page.pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def small_grey(page: PageImage, dpi: int = ANALYSIS_DPI) -> Pixels:
    """Return the page in grey at about `dpi`."""
    scale = min(1.0, dpi / page.dpi)
    if scale == 1.0:
        return grey(page)
    shrunk = cv2.resize(grey(page), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.uint8)


def survey(page: PageImage) -> PageImage:
    """Return the page small and grey: a quarter of its pixels or less, and all that analysis asks for."""
    return PageImage(small_grey(page, _SURVEY_DPI), min(page.dpi, _SURVEY_DPI))


def ink(small: Pixels, *, contrast: int = 25) -> Pixels:
    """Return 255 where a pixel is darker than its surroundings, else 0.

    Args:
        small: grey picture at analysis resolution.
        contrast: levels of grey that count as darker; paper noise of office scanners stays under 20.
    """
    found = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, contrast)
    return np.asarray(found, np.uint8)
