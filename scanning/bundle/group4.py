"""Bilevel pictures as CCITT Group 4 (ITU-T T.6), lossless: no letter becomes another one."""

import io

from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP, STRIPBYTECOUNTS, STRIPOFFSETS, TiffImageFile


def group4(png: bytes) -> bytes:
    """Return a 1-bit picture as bare Group 4 data in one strip; a set bit, which is white, is coded as 1."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        one_strip = image.height * (image.width + 7)
        image.convert("1").save(
            out, "TIFF", compression="group4", strip_size=one_strip, tiffinfo={ROWSPERSTRIP: image.height}
        )
    out.seek(0)
    with TiffImageFile(out) as tiff:
        (offset,), (length,) = tiff.tag_v2[STRIPOFFSETS], tiff.tag_v2[STRIPBYTECOUNTS]
    return out.getvalue()[offset : offset + length]
