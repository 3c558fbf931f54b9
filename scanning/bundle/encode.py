"""The picture of a page as the PDF will hold it."""

import cv2

from scanning.model import BundlePage, Colour, PageImage, ReadPage

_JPEG_QUALITY = 75
_INK_BELOW = 127


def encoded(page: ReadPage) -> BundlePage:
    """Return a read page with its picture encoded."""
    return BundlePage(
        picture=bilevel(page.image) if page.findings.colour is Colour.BILEVEL else jpeg(page.image),
        width_px=page.image.width,
        height_px=page.image.height,
        dpi=page.image.dpi,
        colour=page.findings.colour,
        words=page.words,
    )


def jpeg(image: PageImage) -> bytes:
    """Return an image as JPEG, grey or colour as it is."""
    pixels = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR) if image.is_colour else image.pixels
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1].tobytes()


def bilevel(image: PageImage) -> bytes:
    """Return an image as 1-bit PNG: any viewer opens it, and no letter is redrawn."""
    black_white = cv2.threshold(image.pixels, _INK_BELOW, 255, cv2.THRESH_BINARY)[1]
    return cv2.imencode(".png", black_white, [cv2.IMWRITE_PNG_BILEVEL, 1])[1].tobytes()
