"""Choose how a page is kept: colour where there is a seal, coloured handwriting or a photo."""

import cv2
import numpy as np

from scanning.cleanup.analysis import ANALYSIS_DPI, grey
from scanning.model import Colour, PageImage, Pixels

_SATURATED = 45
_LEAST_SHARE = 0.0006
"""Of the page: a seal covers 1 %, a signature 0.2 %; JPEG's colour noise stays under 0.02 %."""


_BETWEEN = (16, 239)
"""Grey levels that a page has none of when its scanner already decided between ink and paper."""


def choose_colour(page: PageImage) -> Colour:
    """Return BILEVEL if there is only black and white, else COLOUR or GREY by the share of clear colour.

    Whether a page with shades could do without them is not decided here: faint print and pencil would go.
    """
    if not page.is_colour:
        shades = cv2.inRange(page.pixels, np.array(_BETWEEN[0]), np.array(_BETWEEN[1]))
        return Colour.GREY if cv2.countNonZero(shades) else Colour.BILEVEL
    scale = min(1.0, ANALYSIS_DPI / page.dpi)
    small = cv2.resize(page.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    spread = chroma(np.asarray(small, np.uint8))[0]
    return Colour.COLOUR if float((spread > _SATURATED).mean()) > _LEAST_SHARE else Colour.GREY


def scanned_colour(page: PageImage) -> Colour:
    """Return the colour that keeps every channel of a page."""
    return Colour.COLOUR if page.is_colour else choose_colour(page)


def chroma(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return for RGB pixels how far their channels lie apart, and the brightest channel."""
    red, green, blue = cv2.split(pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    return np.asarray(spread, np.uint8), np.asarray(brightest, np.uint8)


def kept_as(page: PageImage, colour: Colour) -> PageImage:
    """Return the page with only the channels it needs."""
    return page if colour is Colour.COLOUR else PageImage(grey(page), page.dpi)
