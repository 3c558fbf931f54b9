"""Tell an empty page; it is flagged, never dropped."""

import cv2
import numpy as np

from scanning.cleanup.analysis import ink, small_grey
from scanning.model import PageImage

_MARGIN = 0.03
_SPECK_PIXELS = 30
_LEAST_INK_PIXELS = 60
"""At 100 dpi: less than three letters; the dust and streaks of a feeder stay under both (measured)."""


def is_blank(page: PageImage) -> bool:
    """Return whether nothing is written: no more ink inside the margins than specks of dust."""
    inked = ink(small_grey(page), contrast=24)
    height, width = inked.shape
    top, left = int(height * _MARGIN), int(width * _MARGIN)
    inner = np.ascontiguousarray(inked[top : height - top, left : width - left])
    _count, _labels, facts, _centres = cv2.connectedComponentsWithStats(inner)
    areas = facts[1:, cv2.CC_STAT_AREA]
    return int(areas[areas > _SPECK_PIXELS].sum()) < _LEAST_INK_PIXELS
