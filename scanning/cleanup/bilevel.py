"""Decide between ink and paper where a person wants a page in black and white."""

import cv2
import numpy as np

from scanning.cleanup.analysis import grey
from scanning.model import PageImage

_SURVEY_DPI = 75
_DARKER_BY = 0.22
"""Of the paper around it: pale print is kept, the shade of a fold is not."""


def only_ink(page: PageImage) -> PageImage:
    """Return the page with ink at 0 and everything else at 255; what has only these stays as it is."""
    levels = grey(page)
    scale = min(1.0, _SURVEY_DPI / page.dpi)
    small = cv2.resize(levels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    limit = (cv2.GaussianBlur(paper, (0, 0), 5) * (1 - _DARKER_BY)).astype(np.uint8)
    around = cv2.resize(limit, (page.width, page.height), interpolation=cv2.INTER_LINEAR)
    light = cv2.compare(levels, around, cv2.CMP_GE)
    return PageImage(np.asarray(light, np.uint8), page.dpi)
