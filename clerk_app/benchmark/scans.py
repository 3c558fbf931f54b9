"""The files that are signed in the benchmark: a scan of 1.5 MB, and one that does not fit memory."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_PAGES = 3
_PAGE_PIXELS = (1654, 2339)
_PICTURE_PIXELS = (4000, 2500)
_PICTURE_BYTES = _PICTURE_PIXELS[0] * _PICTURE_PIXELS[1]


def write_scan(target: Path) -> Path:
    """Write three colour pages at 200 dpi, as paper under a scanner looks: 1.5 MB."""
    noise = np.random.default_rng(7)
    canvas = Canvas(str(target), pagesize=A4)
    for number in range(_PAGES):
        wide, high = _PAGE_PIXELS
        grey = noise.normal(225, 6.0, (high, wide)).clip(0, 255).astype(np.uint8)
        picture = target.with_name(f"page-{number}.jpg")
        Image.fromarray(grey).convert("RGB").save(picture, quality=75)
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
        picture.unlink()
    canvas.save()
    return target


def write_large_pdf(target: Path, size: int) -> Path:
    """Write a PDF of about `size` bytes, page by page: pictures of noise, uncompressed."""
    pages = max(1, size // _PICTURE_BYTES)
    with target.open("wb") as output:
        output.write(b"%PDF-1.7\n")
        places = [_put(output, number, body) for number, body in enumerate(_objects(pages), 1)]
        start = output.tell()
        rows = b"".join(b"%010d 00000 n \n" % place for place in places)
        output.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, rows))
        output.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return target


def _objects(pages: int) -> Iterator[bytes]:
    """Yield catalogue, page tree, then each page with its picture behind it."""
    yield b"<</Type/Catalog/Pages 2 0 R>>"
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(pages))
    yield b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids)
    for number in range(pages):
        box, picture = b"/MediaBox[0 0 595 842]", b"<</XObject<</P %d 0 R>>>>" % (4 + 2 * number)
        yield b"<</Type/Page/Parent 2 0 R%b/Resources%b>>" % (box, picture)
        wide, high = _PICTURE_PIXELS
        shape = b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (wide, high)
        head = b"<</Type/XObject/Subtype/Image%b/Length %d>>" % (shape, _PICTURE_BYTES)
        yield head + b"stream\n" + os.urandom(_PICTURE_BYTES) + b"\nendstream"


def _put(output: BinaryIO, number: int, body: bytes) -> int:
    """Write an object and return where it begins."""
    place = output.tell()
    output.write(b"%d 0 obj" % number)
    output.write(body)
    output.write(b"\nendobj\n")
    return place
