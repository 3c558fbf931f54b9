"""The picture of a page as a PDF of one page: any viewer shows it, and bundling copies it as it is."""

import io
import math
from collections.abc import Mapping

import cv2
import pikepdf
from pikepdf import Dictionary, Name, Stream

from scanning.bundle.group4 import group4
from scanning.bundle.layers import Layers
from scanning.intake.jpeg import JpegFacts
from scanning.model import PageImage, Pixels

POINTS_PER_INCH = 72
_GROUP_4 = -1
"""The K of CCITTFaxDecode (ISO 32000-1, table 11)."""

_PAPER_QUALITY, _PAPER_WITH_PICTURES_QUALITY, _TINT_QUALITY = 40, 50, 50


def layered_picture(layers: Layers, width_px: int, height_px: int, dpi: int) -> bytes:
    """Return the layers, paper first, as a page of the size that the pixels have at `dpi`."""
    document = pikepdf.new()
    quality = _PAPER_WITH_PICTURES_QUALITY if layers.has_pictures else _PAPER_QUALITY
    images = {"Paper": _jpeg_image(document, layers.paper, quality)}
    for number, ink in enumerate(layers.inks):
        tint = _jpeg_image(document, ink.tint, _TINT_QUALITY)
        tint.Mask = _group4_image(document, ink.mask, ImageMask=True)
        images[f"Ink{number}"] = tint
    return _page(document, images, width_px, height_px, dpi)


def bilevel_picture(ink: Pixels, dpi: int) -> bytes:
    """Return a page of black where `ink` is not 0, to the pixel."""
    document = pikepdf.new()
    image = _group4_image(document, ink, ColorSpace=Name.DeviceGray)
    height, width = ink.shape
    return _page(document, {"Scan": image}, width, height, dpi)


def jpeg_picture(jpeg: bytes, facts: JpegFacts, page: PageImage, turned_degrees: int) -> bytes:
    """Return a page of one JPEG, its bytes as they are, turned clockwise by the page's matrix.

    Args:
        jpeg: grey or in colour, see `jpeg_facts`.
        facts: of that JPEG.
        page: as it is shown, already turned.
        turned_degrees: in quarters.
    """
    document = pikepdf.new()
    image = Stream(document, jpeg, **_jpeg_entries(facts.width, facts.height, is_colour=facts.is_colour))
    return _page(document, {"Scan": image}, page.width, page.height, page.dpi, turned_degrees)


def paper_points(pixels: int, dpi: int) -> float:
    """Return the side of a paper in points, a thousandth short.

    A renderer at `dpi` that rounds up would otherwise add a pixel, and shift all others by parts of one.
    """
    return (math.ceil(1000 * pixels * POINTS_PER_INCH / dpi) - 1) / 1000


def _page(
    document: pikepdf.Pdf,
    images: Mapping[str, Stream],
    width_px: int,
    height_px: int,
    dpi: int,
    turned_degrees: int = 0,
) -> bytes:
    width, height = paper_points(width_px, dpi), paper_points(height_px, dpi)
    page = document.add_blank_page(page_size=(width, height))
    page.resources[Name.XObject] = Dictionary({f"/{name}": image for name, image in images.items()})
    drawing = " ".join(f"/{name} Do" for name in images)
    matrix = " ".join(f"{entry:.4f}" for entry in _matrix(width, height, turned_degrees))
    page.Contents = document.make_stream(f"q {matrix} cm {drawing} Q".encode("ascii"))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)  # a page made again is the same bytes, and kept once
    return out.getvalue()


def _matrix(width: float, height: float, turned_degrees: int) -> tuple[float, ...]:
    """Return what lays the unit square of an image on the whole page, turned clockwise."""
    return {
        0: (width, 0, 0, height, 0, 0),
        90: (0, -height, width, 0, 0, height),
        180: (-width, 0, 0, -height, width, height),
        270: (0, height, -width, 0, width, 0),
    }[turned_degrees % 360]


def _jpeg_entries(width: int, height: int, *, is_colour: bool) -> dict[str, object]:
    return {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": width,
        "Height": height,
        "ColorSpace": Name.DeviceRGB if is_colour else Name.DeviceGray,
        "BitsPerComponent": 8,
        "Filter": Name.DCTDecode,
    }


def jpeg_of(pixels: Pixels, quality: int) -> bytes:
    """Return pixels as a JPEG."""
    ordered = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels
    parameters = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    return cv2.imencode(".jpg", ordered, parameters)[1].tobytes()


def _jpeg_image(document: pikepdf.Pdf, pixels: Pixels, quality: int) -> Stream:
    entries = _jpeg_entries(pixels.shape[1], pixels.shape[0], is_colour=pixels.ndim == 3)
    return Stream(document, jpeg_of(pixels, quality), **entries)


def _group4_image(document: pikepdf.Pdf, ink: Pixels, **entries: object) -> Stream:
    """Return ink as zeros: black in an image, painted in a stencil mask."""
    height, width = ink.shape
    return Stream(
        document,
        group4(ink),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=1,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=_GROUP_4, Columns=width, Rows=height),
        **entries,
    )
