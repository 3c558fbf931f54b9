"""Take specks from a bilevel page, as faxes and copies have them; no dot and no tone mark goes."""

from dataclasses import dataclass

import cv2
import numpy as np

from scanning.cleanup.analysis import small_grey
from scanning.model import PageImage, Pixels

_MM_PER_INCH = 25.4
_SPECK_SQUARE_MM = 0.12
"""As much as the dot of a letter at 12 points; but that one has a letter, or other dots, beside it."""

_APART_MM = (1.6, 0.7)
"""Half of the gap, across and down, over which pieces belong together: dots of a leader, a dot below."""

_DPI = 75
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Specks:
    """Where there are specks (255), in a small picture of the page, and how many."""

    mask: Pixels
    count: int


def find_specks(small: PageImage) -> Specks:
    """Return what lies alone and is too small to say anything, asked of the survey of a bilevel page."""
    ink, dpi = cv2.bitwise_not(small_grey(small, _DPI)), min(small.dpi, _DPI)
    reach = tuple(2 * round(mm / _MM_PER_INCH * dpi) + 1 for mm in _APART_MM)
    inked = cv2.threshold(ink, 0, _WHITE, cv2.THRESH_BINARY)[1]
    count, groups = cv2.connectedComponents(cv2.dilate(inked, np.ones(reach[::-1], np.uint8)))
    amounts = np.bincount(groups.ravel(), weights=ink.ravel(), minlength=count) / _WHITE
    are_specks = amounts * (_MM_PER_INCH / dpi) ** 2 <= _SPECK_SQUARE_MM
    are_specks[0] = False
    mask = np.where(are_specks, _WHITE, 0).astype(np.uint8)[groups]
    return Specks(mask, int(are_specks.sum()))


def without_specks(page: PageImage, specks: Specks) -> PageImage:
    """Return the page with the specks painted white; none found, nothing copied."""
    if not specks.count:
        return page
    mask = cv2.resize(specks.mask, (page.width, page.height), interpolation=cv2.INTER_NEAREST)
    return PageImage(np.asarray(cv2.bitwise_or(page.pixels, mask), np.uint8), page.dpi)
