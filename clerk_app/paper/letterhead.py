"""What stands on top of every official paper (NĐ 30/2020, Annex I): agency left, nation and motto right."""

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Table

from clerk_app.paper.fonts import BOLD, ITALIC, REGULAR

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=13, leading=18, alignment=TA_LEFT, spaceAfter=3)
JUSTIFIED = ParagraphStyle(
    "justified", parent=BODY, alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=6
)
CENTRED = ParagraphStyle("centred", parent=BODY, alignment=TA_CENTER)
CENTRED_BOLD = ParagraphStyle("centred-bold", parent=CENTRED, fontName=BOLD)
CENTRED_ITALIC = ParagraphStyle("centred-italic", parent=CENTRED, fontName=ITALIC)
TITLE = ParagraphStyle("title", parent=CENTRED_BOLD, fontSize=14, leading=19, spaceBefore=8, spaceAfter=4)
_SMALL_BOLD = ParagraphStyle("small-bold", parent=CENTRED_BOLD, fontSize=12, leading=15, spaceAfter=0)
_SMALL = ParagraphStyle("small", parent=CENTRED, fontSize=12, leading=15, spaceAfter=0)

_WIDTHS_MM = (70.0, 95.0)


def page_template(out: BinaryIO, title: str) -> SimpleDocTemplate:
    """Return an A4 page with the margins of the rules: left 30 mm, right 15 mm, top and bottom 20 mm."""
    return SimpleDocTemplate(
        out,
        pagesize=A4,
        title=title,
        initialFontName=REGULAR,  # else ReportLab names Helvetica, which nothing embeds
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
    )


def letterhead(
    agency: Sequence[str],
    number: str | Flowable,
    place_and_date: str | Flowable,
    widths_mm: tuple[float, float] = _WIDTHS_MM,
) -> Table:
    """Return the two-column head.

    Args:
        agency: its name, the superior body first; the last line is the body that speaks.
        number: e.g. "Số: 12/TTPVHCC", or a line of its own.
        place_and_date: e.g. "An Bình, ngày 23 tháng 11 năm 2026", or a line of its own.
        widths_mm: of the two columns.
    """
    *above, speaker = agency
    left: list[Flowable] = [Paragraph(name, _SMALL) for name in above]
    left += [Paragraph(_kept_together(speaker), _SMALL_BOLD), _rule(22 * mm), _line(number, _SMALL)]
    right: list[Flowable] = [
        Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _SMALL_BOLD),
        Paragraph("Độc lập - Tự do - Hạnh phúc", CENTRED_BOLD),
        _rule(50 * mm),
        _line(place_and_date, CENTRED_ITALIC),
    ]
    table = Table([[left, right]], colWidths=[width * mm for width in widths_mm])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER")])
    return table


def _line(content: str | Flowable, style: ParagraphStyle) -> Flowable:
    return Paragraph(content, style) if isinstance(content, str) else content


def _kept_together(name: str) -> str:
    """Return a name whose last word never stands alone on a line."""
    return "\u00a0".join(name.rsplit(" ", 1))


def _rule(width: float) -> HRFlowable:
    return HRFlowable(width=width, thickness=0.7, color="black", spaceBefore=2, spaceAfter=4)
