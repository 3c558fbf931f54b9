"""Cut out the paper: a sheet photographed on a desk, a card on the glass."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from scanning.cleanup.analysis import ANALYSIS_DPI, small_grey
from scanning.model import PageImage, Pixels

_LEAST_SHEET_SHARE, _MOST_SHEET_SHARE = 0.2, 0.92
"""Of the picture: a sheet on a desk fills no less, and a scan no less than this."""

_RING_SHARE = 0.015
_LEAST_GROUND_SHARE = 0.85
"""Of the ring along the edges that is not paper: the desk is seen on all four sides."""

_LEAST_CONTRAST = 45
_LEAST_SOLID = 0.95
"""Share of its four corners' area that a paper fills; curled corners and a thumb take little."""

_A4_LONG_INCHES, _A4_RATIO = 297 / 25.4, 297 / 210
_SAME_RATIO_WITHIN = 0.08
_CARD_INCHES = (85.6 / 25.4, 53.98 / 25.4)
"""ISO/IEC 7810 ID-1: citizen cards, licences, bank cards."""

_CARD_WITHIN = 0.06
_CARD_DARKER_BY = 10
_LEAST_CARD_FILL = 0.93
_ELSEWHERE_SHARE = 0.0005

Corners = npt.NDArray[np.float32]
"""Shape (4, 2), x and y in parts of the picture's width and height: top left, then clockwise."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the paper is, and at what resolution it is seen."""

    corners: Corners
    dpi: int


def find_paper(page: PageImage) -> Paper | None:
    """Return the sheet or the card that is all there is in a larger picture; None for a plain scan."""
    small = small_grey(page)
    return _sheet(small, page) or _card(small, page)


def paper_at(page: PageImage, corners: Sequence[Sequence[float]]) -> Paper:
    """Return the paper inside the corners that a person set, in parts of the picture, clockwise."""
    given = np.array(corners, np.float32)
    return Paper(given, _dpi(given, page))


def cut_out(page: PageImage, paper: Paper) -> PageImage:
    """Return the paper alone, seen from straight above."""
    corners = (paper.corners * np.array([page.width, page.height])).astype(np.float32)
    width, height = _sides(corners)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    seen = cv2.warpPerspective(page.pixels, matrix, (round(width), round(height)), flags=cv2.INTER_CUBIC)
    return PageImage(np.asarray(seen, np.uint8), paper.dpi)


def _sheet(small: Pixels, page: PageImage) -> Paper | None:
    """Return the bright sheet before a darker ground that is seen on all sides."""
    limit, bright = cv2.threshold(cv2.GaussianBlur(small, (0, 0), 2), 0, 255, cv2.THRESH_OTSU)
    ring = np.concatenate([each.ravel() for each in _ring(np.asarray(bright, np.uint8))])
    if float((ring == 0).mean()) < _LEAST_GROUND_SHARE or not bright.any():
        return None
    outline = _largest_outline(np.asarray(bright, np.uint8))
    share = cv2.contourArea(outline) / small.size
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True)
    if len(corners) != 4 or not _LEAST_SHEET_SHARE < share < _MOST_SHEET_SHARE:
        return None
    is_solid = cv2.contourArea(outline) > _LEAST_SOLID * cv2.contourArea(corners)
    contrast = float(small[small > limit].mean()) - float(small[small <= limit].mean())
    if not is_solid or contrast < _LEAST_CONTRAST:
        return None
    return _as_paper(np.asarray(corners.reshape(4, 2), np.float32), small, page)


def _card(small: Pixels, page: PageImage) -> Paper | None:
    """Return the only thing on the glass if it has the size of a card."""
    scale = min(ANALYSIS_DPI, page.dpi)
    lid = int(np.median(np.concatenate([each.ravel() for each in _ring(small)])))
    inked = np.where(small < lid - _CARD_DARKER_BY, 255, 0).astype(np.uint8)
    solid = np.asarray(cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), np.uint8)
    if not solid.any():
        return None
    outline = _largest_outline(solid)
    box = cv2.minAreaRect(outline)
    sides = sorted((side / scale for side in box[1]), reverse=True)
    fits = all(abs(side - card) < _CARD_WITHIN * card for side, card in zip(sides, _CARD_INCHES, strict=True))
    if not fits or cv2.contourArea(outline) < _LEAST_CARD_FILL * box[1][0] * box[1][1]:
        return None
    cv2.drawContours(inked, [outline], -1, 0, cv2.FILLED)
    if float((inked > 0).mean()) > _ELSEWHERE_SHARE:
        return None
    return Paper(_clockwise(np.asarray(cv2.boxPoints(box), np.float32)) / _size(small), page.dpi)


def _as_paper(corners: Corners, small: Pixels, page: PageImage) -> Paper:
    """Return a sheet with its resolution: that of A4 if it has its shape, else the picture's."""
    ordered = _clockwise(corners) / _size(small)
    return Paper(ordered, _dpi(ordered, page))


def _dpi(corners: Corners, page: PageImage) -> int:
    sides = _sides(corners * np.array([page.width, page.height]))
    is_a4 = abs(max(sides) / min(sides) - _A4_RATIO) < _SAME_RATIO_WITHIN * _A4_RATIO
    return round(max(sides) / _A4_LONG_INCHES) if is_a4 else page.dpi


def _largest_outline(mask: Pixels) -> npt.NDArray[np.int32]:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.asarray(max(outlines, key=cv2.contourArea), np.int32)


def _ring(picture: Pixels) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    width = max(2, round(_RING_SHARE * min(picture.shape)))
    return picture[:width], picture[-width:], picture[:, :width], picture[:, -width:]


def _size(picture: Pixels) -> Corners:
    return np.array(picture.shape[::-1], np.float32)


def _clockwise(corners: Corners) -> Corners:
    """Return corners from top left, clockwise in a picture whose y grows downwards."""
    around = corners - corners.mean(axis=0)
    ordered = corners[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]
    return np.asarray(np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0), np.float32)


def _sides(corners: Corners) -> tuple[float, float]:
    """Return width and height as the means of opposite sides."""
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(lengths[0] + lengths[2]) / 2, float(lengths[1] + lengths[3]) / 2
