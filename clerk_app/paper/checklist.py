"""What to bring for a procedure, on a strip of receipt paper as long as it takes."""

import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.receipt import qr_code
from clerk_app.paper.ticket import WIDTH_MM

_EDGE_MM, _QR_MM = 4.0, 28.0
_ROOM_MM = WIDTH_MM - 2 * _EDGE_MM - 5
_LINE = ParagraphStyle("strip", fontName=REGULAR, fontSize=11, leading=14)
_STRONG = ParagraphStyle("strip-strong", parent=_LINE, fontName=BOLD, fontSize=12, leading=15)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the strip says; `facts` are time and fee in words."""

    centre: str
    name: str
    code: str
    facts: tuple[str, ...]
    papers: tuple[str, ...]


def draw_checklist(checklist: Checklist) -> bytes:
    """Return the strip as PDF of one page, 80 mm wide."""
    register_fonts()
    out, content = io.BytesIO(), _content(checklist)
    high = sum(each.wrap(_ROOM_MM * mm, 1e6)[1] + _around(each) for each in content)
    page = SimpleDocTemplate(
        out,
        pagesize=(WIDTH_MM * mm, high + 2 * _EDGE_MM * mm + 8 * mm),
        title=checklist.name,
        initialFontName=REGULAR,
        leftMargin=_EDGE_MM * mm,
        rightMargin=_EDGE_MM * mm,
        topMargin=_EDGE_MM * mm,
        bottomMargin=_EDGE_MM * mm,
    )
    page.build(content)
    return out.getvalue()


def _around(part: Flowable) -> float:
    return float(part.getSpaceBefore() + part.getSpaceAfter())


def _content(checklist: Checklist) -> list[Flowable]:
    code = Table([[qr_code(checklist.code, _QR_MM)]], colWidths=(_ROOM_MM * mm,))
    code.setStyle([("ALIGN", (0, 0), (-1, -1), "CENTER")])
    return [
        Paragraph(escape(checklist.centre), _LINE),
        Spacer(1, 2 * mm),
        Paragraph(escape(checklist.name), _STRONG),
        *(Paragraph(escape(each), _LINE) for each in (f"Mã: {checklist.code}", *checklist.facts)),
        Spacer(1, 2 * mm),
        Paragraph("Giấy tờ cần mang theo", _STRONG),
        *(Paragraph(f"[  ] {escape(each)}", _LINE) for each in checklist.papers),
        code,
    ]
