"""The row profile of a page: how sharply rows of text and the gaps between them alternate."""

import cv2
import numpy as np

from scanning.model import Pixels

_SQUEEZE = 4
"""Columns made one by `squeezed`; within them a slope of 15 degrees climbs a single pixel.

Angles found so are as right as those of the whole picture, at half the time.
"""

_COMPARED = 4
"""Enough: on 25 office pages turned by four angles each, the same angle was found as at full size."""

_SOFT_PIXELS = 1.5
_SHARP_SHARE = 0.6
"""Of the greatest sharpness, from which an angle counts; both measured on turned office pages."""


def squeezed(inked: Pixels) -> Pixels:
    """Return a picture a quarter as wide: its row profile is the same, at a quarter of the time."""
    height, width = inked.shape
    narrow = cv2.resize(inked, (max(1, width // _SQUEEZE), height), interpolation=cv2.INTER_AREA)
    return np.asarray(narrow, np.uint8)


def sharpness(rows: Pixels, degrees: float, *, soft_pixels: float = 0.0) -> float:
    """Return how much the row profile of a squeezed page jumps when it is turned back by `degrees`, per row.

    Comparable between pages of different shape: profile values are shares of the width. The page is
    sheared instead of rotated; for a row profile they differ by a constant, at a third of the time.

    Args:
        rows: see `squeezed`.
        degrees: how far the lines rise to the right.
        soft_pixels: sigma by which the profile is softened; its peak gets broader then, and has no twins.
    """
    height, width = rows.shape
    slope = _SQUEEZE * np.tan(np.radians(degrees))
    matrix = np.array([[1.0, 0.0, 0.0], [slope, 1.0, -slope * width / 2]])
    sheared = cv2.warpAffine(rows, matrix, (width, height), flags=cv2.INTER_NEAREST)
    profile = cv2.reduce(sheared, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F)
    if soft_pixels:
        profile = cv2.GaussianBlur(profile, (1, 4 * round(soft_pixels) + 1), soft_pixels)
    steps = np.diff(profile.ravel())
    return float(np.dot(steps, steps) / height)


def sharpest_degrees(rows: Pixels, centre: float, reach: float, step: float) -> tuple[float, float]:
    """Return the angle at which a squeezed page is sharpest within `centre` ± `reach`, and its sharpness."""
    angles = np.arange(centre - reach, centre + reach + step / 2, step)
    sharp = [sharpness(rows, float(angle)) for angle in angles]
    best = int(np.argmax(sharp))
    return float(angles[best]), sharp[best]


def roughly_sharpest(rows: Pixels, reach: float, step: float) -> float:
    """Return what `sharpest_degrees` finds around 0, asked at half the size first: at a third of the time.

    The few angles that are sharpest there are compared at full size: alone, half the size takes
    handwriting for lines of another angle (measured).
    """
    height, width = rows.shape
    half = (max(1, width // 2), max(1, height // 2))
    small = np.asarray(cv2.resize(rows, half, interpolation=cv2.INTER_AREA), np.uint8)
    angles = np.arange(-reach, reach + step / 2, step)
    sharp = [sharpness(small, float(angle)) for angle in angles]
    compared = sorted(angles[np.argsort(sharp)[-_COMPARED:]])
    return float(max(compared, key=lambda angle: sharpness(rows, float(angle))))


def middle_degrees(rows: Pixels, centre: float, reach: float, step: float) -> float:
    """Return the middle of the angles at which a squeezed page is sharp, within `centre` ± `reach`.

    Lines of a page that was copied from a book do not all have one angle; the sharpest of them would win or
    lose by chance. Angles are tried beside the centre: at no shear at all, nothing is rounded, and it would
    win too often.
    """
    angles = np.arange(centre - reach + step / 2, centre + reach, step)
    sharp = np.array([sharpness(rows, float(angle), soft_pixels=_SOFT_PIXELS) for angle in angles])
    above = np.maximum(sharp - _SHARP_SHARE * sharp.max(), 0)
    return float(np.dot(above, angles) / above.sum()) if above.any() else centre
