"""Write pages as one searchable PDF/A-2b, straight from our images."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from scanning.bundle.archival import BundleFacts, write_archival
from scanning.bundle.group4 import group4
from scanning.bundle.text_layer import text_pages
from scanning.errors import BundleInvalid
from scanning.model import BundlePage, Colour, Progress, Report, Stage, silent

_GROUP_4 = -1
"""The K of CCITTFaxDecode (ISO 32000-1, table 11)."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A written PDF."""

    file: Path
    pages: int
    bytes: int


def write_bundle(
    pages: Sequence[BundlePage], file: Path, facts: BundleFacts, *, report: Report = silent
) -> Bundle:
    """Write the pages as one searchable PDF/A-2b; the file is there whole or not at all.

    Raises:
        BundleInvalid: no page, or the written file does not open again with all its pages.
        OSError: the disk is full or the folder is not writable.
    """
    if not pages:
        raise BundleInvalid("no pages")
    with pikepdf.open(io.BytesIO(text_pages(pages))) as document:
        for number, page in enumerate(pages):
            _lay_image_under(document, document.pages[number], page)
            report(Progress(Stage.BUNDLE, number + 1, len(pages)))
        write_archival(document, file, facts)
    return Bundle(file, len(pages), file.stat().st_size)


def _lay_image_under(document: pikepdf.Pdf, target: pikepdf.Page, page: BundlePage) -> None:
    _left, _bottom, width, height = (float(side) for side in target.mediabox)
    target.resources[pikepdf.Name.XObject] = pikepdf.Dictionary(Scan=_image(document, page))
    drawing = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Scan Do Q\n".encode("ascii")
    target.contents_add(drawing, prepend=True)


def _image(document: pikepdf.Pdf, page: BundlePage) -> pikepdf.Object:
    bilevel = page.colour is Colour.BILEVEL
    image = pikepdf.Stream(
        document,
        group4(page.picture) if bilevel else page.picture,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=page.width_px,
        Height=page.height_px,
        ColorSpace=pikepdf.Name.DeviceRGB if page.colour is Colour.COLOUR else pikepdf.Name.DeviceGray,
        BitsPerComponent=1 if bilevel else 8,
        Filter=pikepdf.Name.CCITTFaxDecode if bilevel else pikepdf.Name.DCTDecode,
    )
    if bilevel:
        image.DecodeParms = pikepdf.Dictionary(
            K=_GROUP_4, Columns=page.width_px, Rows=page.height_px, BlackIs1=True
        )
    return image
