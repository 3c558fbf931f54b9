"""Cards with a QR for each procedure, ten on an A4 page, to be hung out or cut."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.letterhead import TITLE
from clerk_app.paper.receipt import qr_code

_NAME = ParagraphStyle("card-name", fontName=BOLD, fontSize=9.5, leading=11.5)
_FACT = ParagraphStyle("card-fact", fontName=REGULAR, fontSize=8.5, leading=11)
_QR_MM = 26.0
_CARD_MM = (93.0, 46.0)
_CUT = Color(0.75, 0.78, 0.78)
_LONGEST_NAME = 190


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure: `text` is what the QR says, `facts` are short lines under the name."""

    name: str
    text: str
    facts: Sequence[str]


def draw_poster(groups: Sequence[tuple[str, Sequence[Card]]]) -> bytes:
    """Return the cards as PDF, each group under its title."""
    register_fonts()
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=A4,
        title="Mã QR thủ tục hành chính",
        initialFontName=REGULAR,
        leftMargin=12 * mm,
        rightMargin=12 * mm,
        topMargin=12 * mm,
        bottomMargin=12 * mm,
    )
    content: list[Flowable] = []
    for title, cards in groups:
        content += [Paragraph(escape(title), TITLE), _table(cards), Spacer(1, 5 * mm)]
    page.build(content or [Spacer(1, 1)])
    return out.getvalue()


def _table(cards: Sequence[Card]) -> Table:
    cells: list[Flowable | str] = [_card(card) for card in cards]
    if len(cells) % 2:
        cells.append("")
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    width, height = _CARD_MM
    table = Table(rows, colWidths=(width * mm, width * mm), rowHeights=[height * mm] * len(rows))
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.4, _CUT), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return table


def _card(card: Card) -> Table:
    name = card.name if len(card.name) <= _LONGEST_NAME else f"{card.name[:_LONGEST_NAME].rstrip()}…"
    words = [Paragraph(escape(name), _NAME), Spacer(1, 1.5 * mm)]
    words += [Paragraph(escape(fact), _FACT) for fact in card.facts]
    table = Table([[words, qr_code(card.text, _QR_MM)]], colWidths=(60 * mm, 28 * mm))
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 3)])
    return table
