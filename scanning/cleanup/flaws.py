"""Tell what to scan again while the paper is still on the desk: what is blurred, or cut off at an edge."""

from enum import StrEnum

import cv2
import numpy as np

from scanning.cleanup.analysis import ink
from scanning.model import PageImage, Pixels

_SHARP_FROM = 0.385
"""The steepest step of a stroke over its contrast, per pixel at 150 dpi: in the median of a page, 21 office
scans have 0.43 to 0.52, the same blurred by 0.25 mm at most 0.38."""
_LEAST_STROKES = 400
"""Pixels of ink: with fewer, the page says nothing about sharpness."""
_LEAST_CONTRAST = 40
_LETTER_MM = (0.9, 7.0)
_EDGE_MM = 9.0
_APART_MM = 6.0
_PLACES_AT_AN_EDGE = 8
"""A joint seal (dấu giáp lai) ends in the edge too, within its 36 mm; lines of text do so at more places."""
_MM_PER_INCH = 25.4


class Flaw(StrEnum):
    """What is wrong with a scanned page."""

    BLURRED = "blurred"
    CUT_OFF = "cut_off"


def flaws_of(small: PageImage) -> tuple[Flaw, ...]:
    """Return what is wrong with a page, asked of its survey (grey, about 150 dpi) as it was scanned."""
    found = []
    if _is_blurred(small.pixels):
        found.append(Flaw.BLURRED)
    if _is_cut_off(small):
        found.append(Flaw.CUT_OFF)
    return tuple(found)


def _is_blurred(grey: Pixels) -> bool:
    """Ask the middle of the page; where little is written there, all of it."""
    height, width = grey.shape
    middle = grey[height // 3 : height - height // 3, width // 4 : width - width // 4]
    sharpness = _sharpness(np.ascontiguousarray(middle))
    sharpness = _sharpness(grey) if sharpness is None else sharpness
    return sharpness is not None and sharpness < _SHARP_FROM


def _sharpness(grey: Pixels) -> float | None:
    near = np.ones((5, 5), np.uint8)
    contrast = cv2.subtract(cv2.dilate(grey, near), cv2.erode(grey, near))
    strokes = (ink(grey, contrast=24) > 0) & (contrast > _LEAST_CONTRAST)
    if np.count_nonzero(strokes) < _LEAST_STROKES:
        return None
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    steepest = cv2.dilate(cv2.magnitude(across, down), near)
    return float(np.median(steepest[strokes] / contrast[strokes]))


def _is_cut_off(page: PageImage) -> bool:
    """Return whether letters end in an edge at several places; rules and black borders are none."""
    depth = round(_EDGE_MM / _MM_PER_INCH * page.dpi)
    return any(
        _places(np.ascontiguousarray(np.rot90(page.pixels, turns)[:depth]), page.dpi) >= _PLACES_AT_AN_EDGE
        for turns in range(4)
    )


def _places(strip: Pixels, dpi: int) -> int:
    """Return at how many places letters touch the upper edge of a strip."""
    least, most, apart = (mm / _MM_PER_INCH * dpi for mm in (*_LETTER_MM, _APART_MM))
    _count, _labels, facts, _centres = cv2.connectedComponentsWithStats(ink(strip, contrast=24))
    left, top, width, height = (facts[1:, column] for column in range(4))
    letters = (np.minimum(width, height) >= 2) & (np.maximum(width, height) >= least)
    letters &= (width <= most) & (height <= most) & (top <= 1)
    return len(set((left[letters] // apart).tolist()))
