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

_MIDDLE_PART, _BESIDE, _LEAST_POINTS, _LEAST_TURN = 0.6, 0.05, 12, 0.1
"""Which points of an outline a side is drawn through, in parts of its length; how far two sides must turn."""

_A4_LONG_INCHES, _A4_RATIO = 297 / 25.4, 297 / 210
_SAME_RATIO_WITHIN = 0.08
_CARD_INCHES = (85.6 / 25.4, 53.98 / 25.4)
"""ISO/IEC 7810 ID-1: citizen cards, licences, bank cards."""

_CARD_WITHIN = 0.06
_DARKER_BY = 10
_LEAST_TONED = 0.8
"""Of a small paper: all of it is darker than the lid, while print alone is so in parts."""

_LEAST_SIDE_INCHES = 1.0
_MOST_SMALL_SHARE = 0.75
_LEAST_LID_SHARE = 0.45
"""Of the ring along the edges: a small paper laid into a corner leaves half of it to the black lid."""

_BLACK_LID = 90
_GLASS_SHORT_INCHES = ((8.2, 8.6), (11.6, 12.1))
_GLASS_LONG_INCHES = ((10.9, 11.85), (13.9, 14.1), (16.4, 17.1))
"""Of scanners for A4, Letter, Legal, A3; the picture of a telephone has none of these shapes."""

_LEAST_CARD_FILL = 0.93
_ELSEWHERE_SHARE = 0.0005

Corners = npt.NDArray[np.float32]
"""Shape (4, 2), x and y in parts of the picture's width and height: top left, then clockwise."""

_Box = tuple[Sequence[float], Sequence[float], float]
"""Centre, sides and angle of a rectangle, as OpenCV gives it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the paper is, and at what resolution it is seen."""

    corners: Corners
    dpi: int


def find_paper(page: PageImage) -> Paper | None:
    """Return the sheet or the card that is all there is in a larger picture; None for a plain scan."""
    small = small_grey(page)
    if is_glass(page):
        return _before_black_lid(small, page) or _before_light_lid(small, page)
    return _sheet(small, page) or _before_light_lid(small, page)


def is_card(sheet: PageImage) -> bool:
    """Return whether what was cut out has the size of a card, upright or across."""
    return _has_card_sides(sheet.width / sheet.dpi, sheet.height / sheet.dpi)


def is_glass(page: PageImage) -> bool:
    """Return whether the picture is as large as a scanner's glass, so that its resolution is known."""
    short, long = (side / page.dpi for side in sorted((page.width, page.height)))
    return _within(short, _GLASS_SHORT_INCHES) and _within(long, _GLASS_LONG_INCHES)


def _within(inches: float, ranges: Sequence[tuple[float, float]]) -> bool:
    return any(least <= inches <= most for least, most in ranges)


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
    rough = _clockwise(np.asarray(corners.reshape(4, 2), np.float32))
    return _as_paper(_met(rough, outline.reshape(-1, 2)), small, page)


def _met(rough: Corners, outline: npt.NDArray[np.int32]) -> Corners:
    """Return where the sides would meet: a curled or folded corner is not seen where it belongs."""
    sides = [_side(outline, rough[number], rough[(number + 1) % 4]) for number in range(4)]
    points = []
    for number in range(4):
        (x, y, across, down), (x2, y2, across2, down2) = sides[number - 1], sides[number]
        turn = across * down2 - down * across2
        far = ((x2 - x) * down2 - (y2 - y) * across2) / turn if abs(turn) > _LEAST_TURN else 0.0
        points.append((x + far * across, y + far * down) if far else tuple(rough[number]))
    return np.array(points, np.float32)


def _side(outline: npt.NDArray[np.int32], first: Corners, last: Corners) -> tuple[float, float, float, float]:
    """Return a point and the direction of the line through the middle of a side."""
    along = last - first
    length = float(np.linalg.norm(along))
    places = (outline - first) @ along / length**2
    beside = np.abs((outline - first) @ np.array([-along[1], along[0]])) / length**2
    middle = outline[(np.abs(places - 0.5) < _MIDDLE_PART / 2) & (beside < _BESIDE)]
    if len(middle) < _LEAST_POINTS:
        return float(first[0]), float(first[1]), float(along[0]) / length, float(along[1]) / length
    across, down, x, y = cv2.fitLine(middle.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return float(x), float(y), float(across), float(down)


def _before_black_lid(small: Pixels, page: PageImage) -> Paper | None:
    """Return the small paper on a glass whose lid is black, wherever it lies."""
    limit, bright = cv2.threshold(cv2.GaussianBlur(small, (0, 0), 2), 0, 255, cv2.THRESH_OTSU)
    ring = np.concatenate([each.ravel() for each in _ring(small)])
    if float((ring < min(limit, _BLACK_LID)).mean()) < _LEAST_LID_SHARE or not bright.any():
        return None
    outline = _largest_outline(np.asarray(bright, np.uint8))
    box = cv2.minAreaRect(outline)
    is_full = cv2.contourArea(outline) > _LEAST_SOLID * box[1][0] * box[1][1]
    return _boxed(box, small, page) if is_full and _is_small(box, small, page) else None


def _before_light_lid(small: Pixels, page: PageImage) -> Paper | None:
    """Return the only thing on the glass if it has the size of a card, or a tone that the lid has not."""
    lid = int(np.median(np.concatenate([each.ravel() for each in _ring(small)])))
    inked = np.where(small < lid - _DARKER_BY, 255, 0).astype(np.uint8)
    solid = np.asarray(cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), np.uint8)
    if not solid.any():
        return None
    outline = _largest_outline(solid)
    box = cv2.minAreaRect(outline)
    if cv2.contourArea(outline) < _LEAST_CARD_FILL * box[1][0] * box[1][1]:
        return None
    if not (_is_card(box, page) or (_is_small(box, small, page) and _is_toned(inked, outline))):
        return None
    cv2.drawContours(inked, [outline], -1, 0, cv2.FILLED)
    if float((inked > 0).mean()) > _ELSEWHERE_SHARE:
        return None
    return _boxed(box, small, page)


def _is_card(box: _Box, page: PageImage) -> bool:
    scale = min(ANALYSIS_DPI, page.dpi)
    return _has_card_sides(box[1][0] / scale, box[1][1] / scale)


def _has_card_sides(*inches: float) -> bool:
    sides = sorted(inches, reverse=True)
    return all(abs(side - card) < _CARD_WITHIN * card for side, card in zip(sides, _CARD_INCHES, strict=True))


def _is_small(box: _Box, small: Pixels, page: PageImage) -> bool:
    short, long = sorted(box[1])
    share = short * long / small.size
    return share < _MOST_SMALL_SHARE and short >= _LEAST_SIDE_INCHES * min(ANALYSIS_DPI, page.dpi)


def _is_toned(inked: Pixels, outline: npt.NDArray[np.int32]) -> bool:
    """Return whether nearly all inside an outline is darker than the lid."""
    inside = cv2.drawContours(np.zeros_like(inked), [outline], -1, 255, cv2.FILLED)
    return cv2.mean(inked, mask=inside)[0] >= 255 * _LEAST_TONED


def _boxed(box: _Box, small: Pixels, page: PageImage) -> Paper:
    return Paper(_clockwise(np.asarray(cv2.boxPoints(box), np.float32)) / _size(small), page.dpi)


def _as_paper(corners: Corners, small: Pixels, page: PageImage) -> Paper:
    """Return a sheet with its resolution: that of A4 if it has its shape, else the picture's."""
    placed = np.clip(corners / _size(small), 0, 1).astype(np.float32)
    return Paper(placed, _dpi(placed, page))


def _dpi(corners: Corners, page: PageImage) -> int:
    if is_glass(page):
        return page.dpi
    sides = _sides(corners * np.array([page.width, page.height]))
    is_a4 = abs(max(sides) / min(sides) - _A4_RATIO) < _SAME_RATIO_WITHIN * _A4_RATIO
    return round(max(sides) / _A4_LONG_INCHES) if is_a4 else page.dpi


def _largest_outline(mask: Pixels) -> npt.NDArray[np.int32]:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
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
