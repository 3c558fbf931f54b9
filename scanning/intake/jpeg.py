"""What a JPEG says of itself, where a page is delivered as it came."""

import io
from dataclasses import dataclass

from PIL import ExifTags, Image, UnidentifiedImageError

_TURNED_BY_NOTE = {1: 0, 3: 180, 6: 90, 8: 270}
"""Degrees clockwise by the EXIF note; the others are mirrored, which no scanner or telephone writes."""


@dataclass(frozen=True, slots=True)
class JpegFacts:
    """Size in pixels as it is stored, and how far it is turned clockwise when it is shown."""

    width: int
    height: int
    is_colour: bool
    turned_degrees: int


def jpeg_facts(data: bytes) -> JpegFacts | None:
    """Return the facts of a JPEG that a PDF/A may hold as it is; None for anything else."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            note = image.getexif().get(ExifTags.Base.Orientation, 1)
            if image.mode not in ("L", "RGB") or note not in _TURNED_BY_NOTE:
                return None
            return JpegFacts(image.width, image.height, image.mode == "RGB", _TURNED_BY_NOTE[note])
    except (UnidentifiedImageError, OSError, ValueError):
        return None
