"""Bilevel pictures as CCITT Group 4 (ITU-T T.6), lossless: no letter becomes another one."""

import io

from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP, STRIPBYTECOUNTS, STRIPOFFSETS, TiffImageFile

from scanning.model import Pixels


def group4(ink: Pixels) -> bytes:
    """Return bare Group 4 data in one strip, ink coded as black.

    Args:
        ink: shape (height, width), not 0 where there is ink.
    """
    out = io.BytesIO()
    image = Image.fromarray(ink > 0)
    one_strip = image.height * (image.width + 7)
    image.save(out, "TIFF", compression="group4", strip_size=one_strip, tiffinfo={ROWSPERSTRIP: image.height})
    out.seek(0)
    with TiffImageFile(out) as tiff:
        (offset,), (length,) = tiff.tag_v2[STRIPOFFSETS], tiff.tag_v2[STRIPBYTECOUNTS]
    return out.getvalue()[offset : offset + length]
