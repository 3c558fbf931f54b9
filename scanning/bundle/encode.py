"""The picture of a page as the PDF will hold it."""

import cv2
import numpy as np

from scanning.bundle.layers import layers
from scanning.bundle.picture import bilevel_picture, jpeg_of, jpeg_picture, layered_picture
from scanning.intake.jpeg import jpeg_facts
from scanning.model import BundlePage, Colour, PageImage, ReadPage

_INK_BELOW = 127
_AS_SCANNED_QUALITY = 90


def encoded(page: ReadPage) -> BundlePage:
    """Return a read page with its picture encoded: to the pixel if bilevel, else in layers."""
    image = page.image
    picture = (
        bilevel_picture(_ink(image), image.dpi)
        if page.findings.colour is Colour.BILEVEL
        else layered_picture(layers(image), image.width, image.height, image.dpi)
    )
    return BundlePage(picture, image.width, image.height, image.dpi, page.words)


def encoded_as_scanned(page: ReadPage, original: bytes) -> BundlePage:
    """Return a page whose pixels nobody changed: its JPEG byte for byte, if it came as one.

    What came otherwise is kept to the pixel if bilevel, else as one JPEG of good quality.
    """
    image, turned = page.image, page.findings.turned_degrees
    facts = jpeg_facts(original)
    if facts is not None:
        picture = jpeg_picture(original, facts, image, facts.turned_degrees + turned)
    elif page.findings.colour is Colour.BILEVEL:
        picture = bilevel_picture(_ink(image), image.dpi)
    else:
        jpeg = jpeg_of(image.pixels, _AS_SCANNED_QUALITY)
        made = jpeg_facts(jpeg)
        assert made is not None  # noqa: S101 - it was written a line before
        picture = jpeg_picture(jpeg, made, image, 0)
    return BundlePage(picture, image.width, image.height, image.dpi, page.words)


def _ink(image: PageImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(cv2.threshold(image.pixels, _INK_BELOW, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
