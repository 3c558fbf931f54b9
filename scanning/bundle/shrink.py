"""A page at a lower resolution, in layers as before: what a portal finds too large gets smaller."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pikepdf
import pypdfium2

from scanning.bundle.layers import layers
from scanning.bundle.picture import POINTS_PER_INCH, bilevel_picture, layered_picture
from scanning.model import Box, BundlePage, PageImage, Pixels, Word

SMALL_DPI = 200
"""The least that the rules allow, for ordinary papers kept for a short time."""

_INK_BELOW = 127


def shrunk(page: BundlePage, dpi: int = SMALL_DPI) -> BundlePage:
    """Return `page` at `dpi`, its words where they were; as it is where that would not be smaller."""
    if page.dpi <= dpi:
        return page
    image = _drawn(page.picture, dpi, grey=_is_bilevel(page.picture))
    if image.is_colour:
        picture = layered_picture(layers(image), image.width, image.height, dpi)
    else:
        picture = bilevel_picture(_ink(image.pixels), dpi)
    if len(picture) >= len(page.picture):
        return page
    scale = dpi / page.dpi
    words = tuple(replace(word, box=_scaled(word, scale)) for word in page.words)
    return BundlePage(picture, image.width, image.height, dpi, words)


def _is_bilevel(picture: bytes) -> bool:
    with pikepdf.open(io.BytesIO(picture)) as document:
        images = document.pages[0].resources[pikepdf.Name.XObject].values()
        return all(image.BitsPerComponent == 1 for image in images)


def _drawn(picture: bytes, dpi: int, *, grey: bool) -> PageImage:
    with pypdfium2.PdfDocument(picture) as document:
        drawn = document[0].render(scale=dpi / POINTS_PER_INCH, grayscale=grey).to_pil()
        return PageImage(np.asarray(drawn.convert("L" if grey else "RGB")), dpi)


def _ink(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.threshold(pixels, _INK_BELOW, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _scaled(word: Word, scale: float) -> Box:
    box = word.box
    return Box(*(round(side * scale) for side in (box.left, box.top, box.right, box.bottom)))
