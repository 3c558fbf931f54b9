"""Take away the black that a scanner draws where the paper ends."""

import cv2
import numpy as np

from scanning.cleanup.analysis import small_grey
from scanning.model import PageImage, Pixels

_DARK = 110
_THICKNESS_PIXELS = 9
"""At 100 dpi 2.3 mm: thicker than any stroke, ruling or frame that touches the edge of a paper."""


def black_edges(page: PageImage) -> Pixels:
    """Return 255 where a scanner drew black beside the paper, at analysis resolution; all 0 if nowhere."""
    return _edge_black(small_grey(page))


def painted_over(page: PageImage, black: Pixels) -> PageImage:
    """Return the page with what `black_edges` found painted white; nothing found, nothing copied."""
    if not black.any():
        return page
    mask = cv2.resize(black, (page.width, page.height), interpolation=cv2.INTER_LINEAR)
    pixels = page.pixels.copy()
    pixels[mask > 0] = 255
    return PageImage(pixels, page.dpi)


def _edge_black(small: Pixels) -> Pixels:
    """Return 255 where thick black is connected to the edge of the page."""
    dark = np.where(small < _DARK, 255, 0).astype(np.uint8)
    framed = cv2.copyMakeBorder(dark, *(_THICKNESS_PIXELS,) * 4, cv2.BORDER_REPLICATE)
    kernel = np.ones((_THICKNESS_PIXELS, _THICKNESS_PIXELS), np.uint8)
    thick = cv2.morphologyEx(framed, cv2.MORPH_OPEN, kernel)
    inside = slice(_THICKNESS_PIXELS, -_THICKNESS_PIXELS)
    count, labels = cv2.connectedComponents(np.ascontiguousarray(thick[inside, inside]))
    at_edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    wanted = np.isin(labels, at_edge[at_edge > 0]) if count > 1 else np.zeros(labels.shape, bool)
    grown = cv2.dilate(wanted.astype(np.uint8) * 255, np.ones((5, 5), np.uint8))
    return np.asarray(grown, np.uint8)
