"""The QR codes that a picture shows: a photo, a scan, or one frame of a camera."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import zxingcpp

from scanning.cleanup.analysis import small_grey
from scanning.intake.documents import open_pages
from scanning.model import PageImage

_DPI = 300
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MOST_PAGES = 20


def codes_shown(picture: PageImage) -> tuple[str, ...]:
    """Return the texts of the codes on a picture, whichever way it lies."""
    return tuple(code.text for code in zxingcpp.read_barcodes(small_grey(picture, _DPI), formats=_QR))


def codes_in(file: Path) -> Iterator[str]:
    """Yield the texts of the codes in an image or a PDF, page after page, of its first twenty.

    Raises:
        UnreadableImage, UnreadableDocument: see `open_pages`.
    """
    for page in islice(open_pages(file), _MOST_PAGES):
        yield from codes_shown(page)
