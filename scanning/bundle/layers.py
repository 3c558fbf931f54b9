"""Split a page into layers (mixed raster content, ITU-T T.44).

Ink is a mask at full size: every stroke stays on its pixels, none is matched with another or redrawn.
What changes slowly, the colour of ink and the paper, is kept small. Ink in colour, such as seals and
pens, has a mask and a tint of its own, so that black print does not darken it.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from scanning.cleanup.analysis import grey
from scanning.cleanup.colour import chroma
from scanning.model import PageImage, Pixels

_SURVEY_DPI = 75
_INK_DARKER_BY = 0.3
"""Of the paper around it: pale pencil and show-through stay in the paper, which is kept as well."""

_SPECK_SQUARE_INCHES = 8 / 300**2
_NEUTRAL_CHROMA = 50
_DARK = 80
"""Colour is not to be told of what is darker: black print under JPEG's colour noise is so, a pen is not."""

_NEIGHBOURHOOD_INCHES = 0.015

_PICTURE_PIXELS = 13
"""At survey resolution 4.4 mm: what is dark so far across is a photo or a filled area, not a stroke."""

_PICTURE_MARGIN_PIXELS = 25
_PAPER_DPI, _PAPER_WITH_PICTURES_DPI = 75, 100
_NEUTRAL_DPI, _COLOURED_DPI = 20, 40
_KNOWN_SHARE = 0.04
"""Of a small pixel that has to be uncovered for its colour to be believed."""

_WHITE = 255
_Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes of one kind: 255 at full size where they are, and a small picture of their colour."""

    mask: Pixels
    tint: Pixels


@dataclass(frozen=True, slots=True)
class Layers:
    """The paper as a small picture, and what is drawn over it; `has_pictures` if a photo is in the paper."""

    paper: Pixels
    has_pictures: bool
    inks: tuple[Ink, ...]


def layers(page: PageImage) -> Layers:
    """Return a grey or colour page in layers."""
    survey = _survey(page)
    pictures = _pictures(page, survey)
    drawn = _without_specks(_ink(page, survey, pictures), page.dpi)
    has_pictures = bool(pictures.any())
    paper_dpi = _PAPER_WITH_PICTURES_DPI if has_pictures else _PAPER_DPI
    # the edge of a stroke is neither ink nor paper: twice its width is kept out of the paper
    covered = cv2.dilate(drawn, np.ones((5, 5) if page.dpi > 250 else (3, 3), np.uint8))
    paper = _shrunk(page, np.asarray(cv2.bitwise_not(covered), np.uint8), paper_dpi)
    return Layers(paper, has_pictures, _inks(page, drawn))


def _survey(page: PageImage) -> Pixels:
    """Return the level of grey below which a pixel is ink, at survey resolution."""
    scale = min(1.0, _SURVEY_DPI / page.dpi)
    small = cv2.resize(grey(page), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.GaussianBlur(paper, (0, 0), 5) * (1 - _INK_DARKER_BY), np.uint8)


def _pictures(page: PageImage, limit: Pixels) -> Pixels:
    """Return 255 around what is dark too far across to be a stroke, at survey resolution."""
    height, width = limit.shape
    small = cv2.resize(grey(page), (width, height), interpolation=cv2.INTER_AREA)
    whole = int(limit.max())
    dark = cv2.threshold(small, whole - 1, 255, cv2.THRESH_BINARY_INV)[1]
    thick = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_PICTURE_PIXELS,) * 2, np.uint8))
    return np.asarray(cv2.dilate(thick, np.ones((_PICTURE_MARGIN_PIXELS,) * 2, np.uint8)), np.uint8)


def _ink(page: PageImage, limit: Pixels, pictures: Pixels) -> Pixels:
    size = (page.width, page.height)
    dark = cv2.compare(grey(page), cv2.resize(limit, size, interpolation=cv2.INTER_LINEAR), cv2.CMP_LT)
    if pictures.any():
        dark[cv2.resize(pictures, size, interpolation=cv2.INTER_NEAREST) > 0] = 0
    return np.asarray(dark, np.uint8)


def _without_specks(drawn: Pixels, dpi: int) -> Pixels:
    """Return the ink without what is too small for a dot over an i; it stays in the paper."""
    _count, labels, facts, _centres = cv2.connectedComponentsWithStats(drawn)
    large = facts[:, cv2.CC_STAT_AREA] >= _SPECK_SQUARE_INCHES * dpi * dpi
    large[0] = False
    return np.asarray(np.where(large, 255, 0).astype(np.uint8)[labels], np.uint8)


def _inks(page: PageImage, drawn: Pixels) -> tuple[Ink, ...]:
    coloured = _coloured(page, drawn)
    neutral = np.asarray(cv2.subtract(drawn, coloured), np.uint8)
    kinds = ((neutral, _NEUTRAL_DPI), (coloured, _COLOURED_DPI))
    return tuple(Ink(mask, _shrunk(page, mask, dpi)) for mask, dpi in kinds if mask.any())


def _coloured(page: PageImage, drawn: Pixels) -> Pixels:
    """Return the ink that clearly has a colour; each pixel goes with most of those around it."""
    if not page.is_colour:
        return np.zeros_like(drawn)
    spread, brightest = chroma(page.pixels)
    clear = cv2.bitwise_and(_over(spread, _NEUTRAL_CHROMA), _over(brightest, _DARK))
    window = (2 * round(page.dpi * _NEIGHBOURHOOD_INCHES) + 1,) * 2
    around = cv2.blur(cv2.bitwise_and(drawn, clear), window)
    others = cv2.blur(cv2.bitwise_and(drawn, cv2.bitwise_not(clear)), window)
    return np.asarray(cv2.bitwise_and(drawn, cv2.compare(around, others, cv2.CMP_GT)), np.uint8)


def _over(levels: Pixels, limit: int) -> Pixels:
    return np.asarray(cv2.threshold(levels, limit, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _shrunk(page: PageImage, uncovered: Pixels, dpi: int) -> Pixels:
    """Return a small picture from the uncovered pixels alone; where there are none, from those around."""
    factor = max(1, round(page.dpi / dpi))  # whole, because areas of whole pixels take a third of the time
    size = (max(1, page.width // factor), max(1, page.height // factor))
    whole = (slice(size[1] * factor), slice(size[0] * factor))
    kept = cv2.bitwise_and(page.pixels, page.pixels, mask=uncovered)
    sums = _resized(kept[whole], size)
    shares = _resized(uncovered[whole], size) / np.float32(_WHITE)
    filled = _filled(sums.reshape(*shares.shape, -1), shares).reshape(sums.shape)
    return np.asarray(np.clip(filled + 0.5, 0, _WHITE), np.uint8)


def _filled(sums: _Levels, shares: _Levels) -> _Levels:
    """Return sums / shares; where the share is too small, what the same picture at half the size says."""
    known = shares > _KNOWN_SHARE
    values = sums / np.maximum(shares, _KNOWN_SHARE)[..., None]
    height, width = shares.shape
    if known.all() or height * width == 1:
        return np.where(known[..., None], values, _WHITE)
    half = (-(-width // 2), -(-height // 2))
    halved = _resized(np.where(known[..., None], sums, 0), half).reshape(*half[::-1], -1)
    around = _filled(halved, _resized(np.where(known, shares, 0), half))
    spread = cv2.resize(around, (width, height), interpolation=cv2.INTER_LINEAR).reshape(values.shape)
    return np.where(known[..., None], values, spread)


def _resized(levels: npt.NDArray[Any], size: tuple[int, int]) -> _Levels:
    return np.asarray(cv2.resize(levels, size, interpolation=cv2.INTER_AREA), np.float32)
