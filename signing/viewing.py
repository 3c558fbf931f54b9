"""A copy of a signed document for the eye, and the picture of a signature before it is given."""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pikepdf
import pypdfium2

from signing.appearance import Mark, Size, draw
from signing.errors import UnreadablePdf
from signing.gate import published
from signing.placement import Rectangle

_PIXELS_PER_POINT = 3.0
_CLEAR = (255, 255, 255, 0)
_WITH_ALPHA = pypdfium2.raw.FPDFBitmap_BGRA


@dataclass(frozen=True, slots=True)
class MarkPicture:
    """A signature as it will look: a transparent PNG, three pixels to the point.

    ``drawn`` is what of its box is drawn on: left, bottom, right, top in points from the box's bottom left.
    """

    png: bytes = field(repr=False)
    drawn: Rectangle


def picture_of(mark: Mark, moment: datetime, size: Size) -> MarkPicture:
    """Draw a signature as it will look on a page, upright.

    Args:
        mark: what it looks like.
        moment: aware signing time.
        size: of its box as shown, points.
    """
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(draw(mark, moment, size, 0)) as document:
        bitmap = document[0].render(
            scale=_PIXELS_PER_POINT, fill_color=_CLEAR, force_bitmap_format=_WITH_ALPHA
        )
        image = bitmap.to_pil()
        image.save(buffer, "PNG")
        left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, *image.size)
        bitmap.close()
    edges = (left, image.height - bottom, right, image.height - top)
    left, low, right, high = (edge / _PIXELS_PER_POINT for edge in edges)
    return MarkPicture(buffer.getvalue(), (left, low, right, high))


def write_viewing_copy(source: Path, target: Path) -> None:
    """Draw what the signatures show into the pages themselves.

    Some viewers, Qt's among them (6.11), do not draw signature fields. The copy is for showing and
    printing only: its signatures are gone.

    Raises:
        UnreadablePdf: the source cannot be opened.
        OSError: disk full, no permission.
    """
    try:
        with pikepdf.open(source) as document, published(target) as output:
            document.flatten_annotations("all")
            document.save(output)
    except (pikepdf.PdfError, pikepdf.PasswordError) as cause:
        raise UnreadablePdf(type(cause).__name__) from cause
