"""Tables on paper: control slip (form 06), register (form 07), report 06a; landscape A4, heads repeated."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from clerk_app.paper.chart import Bars, draw_bars
from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.letterhead import CENTRED_BOLD, CENTRED_ITALIC, TITLE, letterhead
from clerk_app.paper.receipt import qr_code

_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=10, leading=12.5)
_NUMBER = ParagraphStyle("cell-number", parent=_CELL, alignment=1)
_HEAD = ParagraphStyle("cell-head", parent=_CELL, fontName=BOLD, alignment=1)
_SHADE = Color(0.93, 0.95, 0.95)
_WIDTH_MM = 257.0
_HEAD_MM = (125.0, 125.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table.

    Attributes:
        number: with the form's own notation, e.g. "0012/PKS"; empty where the paper has none.
        qr: text of a QR code beside the title, empty for none.
        shares: width of each column as a share of the whole; they need not add up to 1.
        strong_last: the last row is a total.
        bars: a chart under the table.
    """

    title: str
    subtitle: str
    centre: str
    place: str
    number: str
    written: datetime
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    qr: str = ""
    strong_last: bool = False
    bars: Bars | None = None


def draw_sheet(sheet: Sheet) -> bytes:
    """Return the table as PDF, all fonts embedded."""
    register_fonts()
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        title=sheet.title,
        initialFontName=REGULAR,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=15 * mm,
        bottomMargin=15 * mm,
    )
    page.build(_content(sheet))
    return out.getvalue()


def _content(sheet: Sheet) -> list[Flowable]:
    day = sheet.written
    return [
        letterhead(
            (sheet.centre.upper(),),
            f"Số: {escape(sheet.number)}" if sheet.number else "",
            f"{escape(sheet.place)}, ngày {day:%d} tháng {day:%m} năm {day:%Y}",
            _HEAD_MM,
        ),
        Spacer(1, 3 * mm),
        _title(sheet),
        Spacer(1, 4 * mm),
        _table(sheet),
        *([Spacer(1, 6 * mm), draw_bars(sheet.bars, _WIDTH_MM)] if sheet.bars else []),
    ]


def _title(sheet: Sheet) -> Flowable:
    words = [Paragraph(escape(sheet.title.upper()), TITLE), Paragraph(escape(sheet.subtitle), CENTRED_ITALIC)]
    if not sheet.qr:
        return Table([[words]], colWidths=(_WIDTH_MM * mm,))
    words.append(Paragraph(f"Mã hồ sơ: {escape(sheet.qr)}", CENTRED_BOLD))
    return Table([[words, qr_code(sheet.qr, 22)]], colWidths=((_WIDTH_MM - 30) * mm, 30 * mm))


def _table(sheet: Sheet) -> Table:
    last = len(sheet.rows) - 1
    cells = [[Paragraph(escape(head), _HEAD) for head in sheet.heads]]
    for number, row in enumerate(sheet.rows):
        total = sheet.strong_last and number == last
        cells.append([Paragraph(escape(text), _HEAD if total else _style(text)) for text in row])
    whole = sum(sheet.shares)
    widths = [share / whole * _WIDTH_MM * mm for share in sheet.shares]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    return table


def _style(text: str) -> ParagraphStyle:
    return _NUMBER if text.replace(",", "").isdecimal() else _CELL
