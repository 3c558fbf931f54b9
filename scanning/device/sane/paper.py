"""Find the paper in a window that was larger than it.

Nobody clips a page if the window is the largest the device has; but then sane-airscan pads each
page with pure white on the right and below (measured: 0xFF, sane-airscan 0.99).
"""

import numpy as np

from scanning.model import Pixels

_MM_PER_INCH = 25.4
_WHITE = 255
_CLOSE = 1.05
"""A4 scans of offices are up to 4 % longer than A4 (seen: 300.7 mm): still that paper, cut where it ends."""

PAPERS_MM = ((210.0, 297.0), (297.0, 210.0), (297.0, 420.0), (420.0, 297.0))
"""A4 and A3, upright and lying: ISO 216."""


def without_padding(pixels: Pixels, dpi: int) -> Pixels:
    """Return the page without the white that the driver added.

    White margins of the paper itself cannot be told from padding, so the cut is made at the smallest
    standard paper that holds everything drawn; a larger page is cut where its drawing ends.
    """
    drawn_width, drawn_height = _drawn(pixels)
    for paper_mm in PAPERS_MM:
        width, height = (round(side * dpi / _MM_PER_INCH) for side in paper_mm)
        if drawn_width <= width * _CLOSE and drawn_height <= height * _CLOSE:
            return pixels[: max(height, drawn_height), : max(width, drawn_width)]
    return pixels[:drawn_height, :drawn_width]


def _drawn(pixels: Pixels) -> tuple[int, int]:
    """Return width and height of the part that is not pure white."""
    rows = np.flatnonzero(pixels.reshape(len(pixels), -1).min(axis=1) < _WHITE)
    darkest = pixels.min(axis=0)  # along the memory first: a window of A3 at 300 dpi takes 10 ms so, not 400
    columns = np.flatnonzero((darkest if darkest.ndim == 1 else darkest.min(axis=1)) < _WHITE)
    return (int(columns[-1]) + 1, int(rows[-1]) + 1) if rows.size else (0, 0)
