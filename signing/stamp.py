"""Hands our drawn appearance to pyHanko unscaled, unframed and opaque."""

import binascii
import io
import uuid
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from signing.appearance import Mark, draw
from signing.placement import Rectangle

_FILL = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN,
    y_align=AxisAlignment.ALIGN_MIN,
    margins=Margins(),
    inner_content_scaling=InnerScaling.STRETCH_FILL,
)


class DrawnPage(PdfContent):
    """The only page of a PDF in memory; pyHanko's own class wants a file."""

    def __init__(self, drawing: bytes) -> None:
        super().__init__()
        self._drawing = drawing

    def render(self) -> bytes:
        """Import the page into the document being signed."""
        reader = PdfFileReader(io.BytesIO(self._drawing))
        form = self._ensure_writer.import_page_as_xobject(reader)
        name = b"/Mark" + binascii.hexlify(uuid.uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def stamp_style(mark: Mark, moment: datetime, box: Rectangle, turned: int) -> StaticStampStyle:
    """Return the style that draws a mark into a field.

    Args:
        mark: what to draw.
        moment: aware signing time.
        box: the field in the page's own coordinates, points.
        turned: how viewers turn the page, degrees clockwise.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    shown = (width, height) if turned % 180 == 0 else (height, width)
    page = DrawnPage(draw(mark, moment, shown, turned))
    return StaticStampStyle(border_width=0, background=page, background_layout=_FILL, background_opacity=1.0)
