"""The scan inside a page of a PDF, taken as it is instead of drawn."""

import cv2
import numpy as np
import pypdfium2
from pypdfium2 import raw

from scanning.model import PageImage, Pixels

_POINTS_PER_INCH = 72
_LOWEST_DPI, _HIGHEST_DPI = 70, 650
_SAME_DPI_WITHIN = 0.03
_COVERS = 0.97
"""Of each side of the page: scanners and their programs round the size of the paper."""

_DRAWN_DPI, _PROOF_DPI = 80, 20
"""Drawn finer than compared: in a small drawing, of single pixels, dense print looks strange."""
_PROOF_LEVELS = 30.0
"""Mean difference in grey between the scan and the page as drawn; an inverted Decode array makes 200."""


def embedded_scan(page: pypdfium2.PdfPage) -> PageImage | None:
    """Return the one picture that covers a page, at its own resolution; None where there is more.

    Whatever PDF allows between a picture and its colours (masks, Decode arrays) is not worked out here:
    the picture is believed only if it looks like the page when both are small.
    """
    image = _only_image(page)
    dpi = _dpi(page, image) if image is not None else None
    if image is None or dpi is None:
        return None
    upright = np.rot90(_pixels(image), -(page.get_rotation() // 90))
    scan = PageImage(np.ascontiguousarray(upright), dpi)
    return scan if _looks_like(scan, page) else None


def _only_image(page: pypdfium2.PdfPage) -> pypdfium2.PdfImage | None:
    """Return the page's only visible object, if that is an image; a text layer is not visible."""
    visible = [each for each in page.get_objects(max_depth=2) if not _is_invisible(each)]
    alone = len(visible) == 1 and visible[0].type == raw.FPDF_PAGEOBJ_IMAGE
    return visible[0] if alone else None


def _is_invisible(each: pypdfium2.PdfObject) -> bool:
    if each.type == raw.FPDF_PAGEOBJ_FORM:  # its objects are listed as well
        return True
    if each.type != raw.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(raw.FPDFTextObj_GetTextRenderMode(each.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _dpi(page: pypdfium2.PdfPage, image: pypdfium2.PdfImage) -> int | None:
    """Return the resolution if the image fills the page at the same one in both directions."""
    width, slope, slant, height, *_place = image.get_matrix().get()
    box = page.get_mediabox()
    if slope or slant or width < _COVERS * (box[2] - box[0]) or height < _COVERS * (box[3] - box[1]):
        return None
    across, down = (
        pixels * _POINTS_PER_INCH / side
        for pixels, side in zip(image.get_px_size(), (width, height), strict=True)
    )
    fits = abs(across - down) <= _SAME_DPI_WITHIN * across and _LOWEST_DPI <= across <= _HIGHEST_DPI
    return round(across) if fits else None


def _pixels(image: pypdfium2.PdfImage) -> Pixels:
    picture = image.get_bitmap(render=False).to_pil()
    return np.asarray(picture.convert("L" if picture.mode in ("1", "L") else "RGB"))


def _looks_like(scan: PageImage, page: pypdfium2.PdfPage) -> bool:
    drawn = np.asarray(page.render(scale=_DRAWN_DPI / _POINTS_PER_INCH).to_pil().convert("L"))
    high, wide = (max(1, side * _PROOF_DPI // _DRAWN_DPI) for side in drawn.shape)
    shown, small = (
        cv2.resize(each, (wide, high), interpolation=cv2.INTER_AREA) for each in (drawn, scan.pixels)
    )
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY) if scan.is_colour else small
    return float(cv2.absdiff(grey, shown).mean()) < _PROOF_LEVELS
