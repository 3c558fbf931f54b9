"""Make the paper white: it was grey or yellowish, or lay in a shadow; what is written keeps its contrast."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from scanning.model import PageImage

_SAMPLE_DPI = 15
_WHITE = 255.0
_LEAST_PAPER_SHARE = 0.6
_DARKEST_PAPER = 140
_MOST_TINT = 34
"""Levels between the channels of the paper: yellowed paper has up to 30, coloured forms more; they stay."""

_MOST_PICTURE_SHARE = 0.3
"""Of the page that is neither paper nor ink: a photo or a card is, a page with a seal is not."""

_NOISE_SHARE = 1.5
"""Of the paper's noise below its level: what is darker than that keeps its distance to the paper."""

_WORTH_LEVELS = 4.0
_UNEVEN_LEVELS = 9.0
_AROUND_INCHES = 0.3
_AS_LIGHT = 0.93
_Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class White:
    """The level of the paper, per channel: one for the page, or a small picture where it changes."""

    levels: _Levels


def white_of(page: PageImage, *, whatever_it_is: bool = False) -> White | None:
    """Return the paper's white; None if it is white already, coloured, or if the page is a picture.

    Args:
        page: grey or in colour.
        whatever_it_is: also where it is coloured or much of the page is a picture.
    """
    sample = _sample(page)
    light = sample.mean(axis=2)
    is_paper = light > cv2.threshold(light.astype(np.uint8), 0, 255, cv2.THRESH_OTSU)[0]
    if not is_paper.any():
        return None
    levels = np.median(sample[is_paper], axis=0)
    around = _around(sample, is_paper & _is_lightest(light), levels)
    noise = 1.48 * np.median(np.abs(sample - around)[is_paper], axis=0)
    if not whatever_it_is and not _is_paper(light, is_paper, levels, float(noise.max())):
        return None
    is_even = float(np.ptp(np.percentile(around.mean(axis=2), (2, 98)))) < _UNEVEN_LEVELS
    white = np.maximum((levels[None, None] if is_even else around) - _NOISE_SHARE * noise, 1)
    is_white = float(white.min()) > _WHITE - _WORTH_LEVELS
    return None if is_white else White(white.astype(np.float32))


def whitened(page: PageImage, white: White) -> PageImage:
    """Return the page with the paper's white at 255 and everything else in proportion."""
    paper = white.levels if page.is_colour else white.levels.mean(axis=2, keepdims=True)
    if paper.shape[:2] == (1, 1):
        gains = np.diag(_WHITE / paper.ravel()).astype(np.float32)
        return PageImage(np.asarray(cv2.transform(page.pixels, gains), np.uint8), page.dpi)
    size = (page.width, page.height)
    levels = cv2.resize(paper.round().astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)
    return PageImage(np.asarray(cv2.divide(page.pixels, levels, scale=_WHITE), np.uint8), page.dpi)


def _sample(page: PageImage) -> _Levels:
    """Return every so manieth pixel, shape (height, width, channels): noise is asked for too."""
    step = max(1, page.dpi // _SAMPLE_DPI)
    pixels = page.pixels[step // 2 :: step, step // 2 :: step]
    return pixels.reshape(*pixels.shape[:2], -1).astype(np.float32)


def _is_paper(light: _Levels, is_paper: npt.NDArray[np.bool_], levels: _Levels, noise: float) -> bool:
    near = np.abs(light - levels.mean()) < 4 * noise + 30
    neither = ~near & (light > 0.45 * levels.mean())
    return bool(
        levels.mean() >= _DARKEST_PAPER
        and np.ptp(levels) <= _MOST_TINT
        and is_paper.mean() >= _LEAST_PAPER_SHARE
        and neither.mean() <= _MOST_PICTURE_SHARE
    )


def _is_lightest(light: _Levels) -> npt.NDArray[np.bool_]:
    """Return where nothing near is clearly lighter, so that pencil is not taken for paper in a shadow."""
    reach = 2 * round(_AROUND_INCHES / 2 * _SAMPLE_DPI) + 1
    lightest = cv2.dilate(cv2.medianBlur(light, 3), np.ones((reach, reach), np.uint8))
    return np.asarray(light > _AS_LIGHT * lightest, np.bool_)


def _around(sample: _Levels, is_paper: npt.NDArray[np.bool_], levels: _Levels) -> _Levels:
    """Return the paper's level everywhere, from the paper around; where there is none, the page's."""
    known = is_paper.astype(np.float32)
    sigma = _AROUND_INCHES * _SAMPLE_DPI
    shares = _soft(known, sigma)
    sums = _soft(sample * known[..., None], sigma).reshape(sample.shape)
    some = np.float32(0.02)
    return np.asarray((sums + some * levels) / (shares + some)[..., None], np.float32)


def _soft(picture: npt.NDArray[np.float32], sigma: float) -> _Levels:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
