"""The picture of a page as the PDF will hold it."""

import cv2
import numpy as np

from scanning.bundle.layers import layers
from scanning.bundle.picture import bilevel_picture, layered_picture
from scanning.model import BundlePage, Colour, PageImage, ReadPage

_INK_BELOW = 127


def encoded(page: ReadPage) -> BundlePage:
    """Return a read page with its picture encoded: to the pixel if bilevel, else in layers."""
    image = page.image
    picture = (
        bilevel_picture(_ink(image), image.dpi)
        if page.findings.colour is Colour.BILEVEL
        else layered_picture(layers(image), image.width, image.height, image.dpi)
    )
    return BundlePage(picture, image.width, image.height, image.dpi, page.words)


def _ink(image: PageImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(cv2.threshold(image.pixels, _INK_BELOW, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
