"""A page for receipt printers: as picture, because their letters know no Vietnamese."""

import io

import pypdfium2
from escpos.printer import Dummy

_DOTS = 576
"""Across 80 mm paper at 203 dpi; 72 mm of it can be printed."""
_DARK = 128


def escpos(pdf: bytes) -> bytes:
    """Return the first page as ESC/POS: a picture as wide as the paper, and the cut."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[0]
        picture = page.render(scale=_DOTS / page.get_width(), grayscale=True).to_pil()
    ink = picture.point(lambda value: 255 * (value > _DARK), mode="1")
    printer = Dummy()
    printer.hw("INIT")
    printer.image(ink, impl="bitImageRaster", fragment_height=256)
    printer.cut()
    return bytes(printer.output)
