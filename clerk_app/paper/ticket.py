"""A queue number on a strip of receipt paper, 80 mm wide."""

import io
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.receipt import qr_code

WIDTH_MM, _HEIGHT_MM = 80.0, 122.0
_EDGE_MM, _QR_MM = 4.0, 32.0
_LINE = ParagraphStyle("ticket", fontName=REGULAR, fontSize=11, leading=14, alignment=1)
_SMALL = ParagraphStyle("ticket-small", parent=_LINE, fontSize=9.5, leading=12)
_STRONG = ParagraphStyle("ticket-strong", parent=_LINE, fontName=BOLD, fontSize=13, leading=16)
_NUMBER = ParagraphStyle("ticket-number", parent=_LINE, fontName=BOLD, fontSize=54, leading=62)


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the paper says; times in the centre's own zone, `priority` and `appointed` empty for none.

    `before` is None where the day is still to come.
    """

    centre: str
    label: str
    service: str
    issued: datetime
    before: int | None
    code: str
    priority: str = ""
    appointed: str = ""


def draw_ticket(facts: TicketFacts) -> bytes:
    """Return the number as PDF of one page, with the QR that asks for its place in the line."""
    register_fonts()
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=(WIDTH_MM * mm, _HEIGHT_MM * mm),
        title=f"Số thứ tự {facts.label}",
        initialFontName=REGULAR,
        leftMargin=_EDGE_MM * mm,
        rightMargin=_EDGE_MM * mm,
        topMargin=_EDGE_MM * mm,
        bottomMargin=_EDGE_MM * mm,
    )
    page.build(_content(facts))
    return out.getvalue()


def _content(facts: TicketFacts) -> list[Flowable]:
    lines = [
        *([] if facts.before is None else [f"Số người chờ trước: <b>{facts.before}</b>"]),
        *([f"Ưu tiên: {escape(facts.priority)}"] if facts.priority else []),
        *([f"Hẹn lúc {escape(facts.appointed)}"] if facts.appointed else []),
        f"{facts.issued:%H:%M, ngày %d/%m/%Y}",
    ]
    is_page = "://" in facts.code  # else a phone can do nothing with it
    code = Table([[qr_code(facts.code, _QR_MM)]], colWidths=((WIDTH_MM - 2 * _EDGE_MM - 5) * mm,))
    code.setStyle([("ALIGN", (0, 0), (-1, -1), "CENTER")])
    return [
        Paragraph(escape(facts.centre), _LINE),
        Spacer(1, 1 * mm),
        Paragraph("SỐ THỨ TỰ", _STRONG),
        Paragraph(escape(facts.label), _NUMBER),
        Paragraph(escape(facts.service), _STRONG),
        Spacer(1, 2 * mm),
        *(Paragraph(line, _LINE) for line in lines),
        Spacer(1, 1 * mm),
        code,
        *(
            [Paragraph("Quét mã để xem trên điện thoại còn bao nhiêu người chờ trước.", _SMALL)]
            if is_page
            else []
        ),
        Paragraph("Xin giữ phiếu đến khi được gọi.", _LINE),
    ]
