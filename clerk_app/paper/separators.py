"""Sheets that separate the papers of a dossier in the feeder: a QR code over Patch T bars."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.graphics import renderPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.receipt import qr_code

_QR_MM = 60.0
_TEXT_MM = 150.0
_BARS_MM = 170.0
_PATCH_T = (0.08, 0.2, 0.08, 0.2)
"""Thickness of the bars in inches, from the leading edge; 0.08 between them (Kodak A-61599)."""

_GAP = 0.08
_BORDER = 0.5
_NAME = ParagraphStyle("separator-name", fontName=BOLD, fontSize=22, leading=27, alignment=1)
_DOSSIER = ParagraphStyle("separator-dossier", fontName=REGULAR, fontSize=13, leading=18, alignment=1)


@dataclass(frozen=True, slots=True)
class SeparatorSheet:
    """One sheet: what its code says, and what a person reads on it."""

    code: str
    title: str
    dossier: str = ""


def draw_separators(sheets: Sequence[SeparatorSheet]) -> bytes:
    """Return the sheets as PDF, one A4 page each."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, initialFontName=REGULAR)  # type: ignore[arg-type]
    canvas.setTitle("Tờ phân cách")
    for sheet in sheets:
        _draw(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, sheet: SeparatorSheet) -> None:
    width, height = A4
    _draw_bars(canvas, (width - _BARS_MM * mm) / 2, height - _BORDER * inch)
    top = height - 85 * mm
    for text, style in ((sheet.title, _NAME), (sheet.dossier, _DOSSIER)):
        words = Paragraph(escape(text), style)
        _wide, tall = words.wrap(_TEXT_MM * mm, height)
        words.drawOn(canvas, (width - _TEXT_MM * mm) / 2, top - tall)
        top -= tall + 6 * mm
    renderPDF.draw(qr_code(sheet.code, _QR_MM), canvas, (width - _QR_MM * mm) / 2, top - (_QR_MM + 10) * mm)


def _draw_bars(canvas: Canvas, left: float, top: float) -> None:
    for thickness in _PATCH_T:
        canvas.rect(left, top - thickness * inch, _BARS_MM * mm, thickness * inch, stroke=0, fill=1)
        top -= (thickness + _GAP) * inch
