"""Two sides of a card on one A4 page at their true size, the front above the back."""

from dataclasses import replace

import cv2
import numpy as np

from scanning.model import Box, Colour, PageImage, ReadPage, Word
from scanning.ocr.reading import doubtful, mean_confidence

_A4_INCHES = (8.27, 11.69)
_MIDDLES = (0.27, 0.73)
"""Of the page's height, where the sides lie: each in the middle of its half, a little towards the other."""


def on_one_page(front: ReadPage, back: ReadPage) -> ReadPage:
    """Return both sides, already clean and read, on a page of the front's resolution; words go with them.

    A side that is larger than its half of the page is shown smaller.
    """
    dpi = front.image.dpi
    is_colour = front.image.is_colour or back.image.is_colour
    width, height = (round(side * dpi) for side in _A4_INCHES)
    pixels = np.full((height, width, 3) if is_colour else (height, width), 255, np.uint8)
    words: tuple[Word, ...] = ()
    for side, middle in zip((front, back), _MIDDLES, strict=True):
        scaled = _fitted(side, dpi, width, height // 2)
        image = scaled.image
        left, top = (width - image.width) // 2, round(middle * height) - image.height // 2
        place = pixels[top : top + image.height, left : left + image.width]
        place[:] = image.pixels if image.is_colour == is_colour else image.pixels[:, :, None]
        words += _moved(scaled.words, left, top, after=len(words))
    findings = replace(
        front.findings,
        width_px=width,
        height_px=height,
        blank=front.findings.blank and back.findings.blank,
        colour=Colour.COLOUR if is_colour else Colour.GREY,
        mean_confidence=round(mean_confidence(words), 1),
        doubtful_words=doubtful(words),
    )
    return ReadPage(PageImage(pixels, dpi), words, findings)


def _fitted(side: ReadPage, dpi: int, most_wide: int, most_high: int) -> ReadPage:
    """Return a side at a resolution, at its true size or as large as there is room."""
    image = side.image
    scale = min(dpi / image.dpi, most_wide / image.width, most_high / image.height)
    if scale == 1.0:
        return side
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    pixels = np.asarray(cv2.resize(image.pixels, size, interpolation=method), np.uint8)
    words = tuple(replace(word, box=_scaled(word.box, scale)) for word in side.words)
    return ReadPage(PageImage(pixels, dpi), words, side.findings)


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(side * scale) for side in (box.left, box.top, box.right, box.bottom)))


def _moved(words: tuple[Word, ...], left: int, top: int, *, after: int) -> tuple[Word, ...]:
    """Return words where the side lies; their lines are counted on behind those before."""
    return tuple(
        Word(
            word.text,
            word.confidence,
            Box(word.box.left + left, word.box.top + top, word.box.right + left, word.box.bottom + top),
            word.line + after,
        )
        for word in words
    )
