"""The page that certifies an electronic copy of an original, with room for its signatures."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from clerk_app.paper.blank import BlankLine
from clerk_app.paper.decision import SIGNATURE_BOXES, DrawnDecision, draw_signature_block
from clerk_app.paper.fonts import ITALIC, REGULAR, register_fonts
from clerk_app.paper.letterhead import CENTRED, CENTRED_BOLD, TITLE, letterhead, page_template

_NUMBER_GAP, _DATE_GAP = 20 * mm, 50 * mm


@dataclass(frozen=True, slots=True)
class CertificationFacts:
    """What the page says (TT 01/2020/TT-BTP); number and date are given by the records clerk's signatures.

    `book` is the register of certified copies, e.g. "01/2026-SCT/BS"; `pages` are those of the copy.
    `leader_title` has two lines when a deputy signs.
    """

    agency: str
    place: str
    book: str
    pages: int
    official: str
    leader: str
    leader_title: str


def draw_certification(facts: CertificationFacts) -> DrawnDecision:
    """Draw the page, with gaps for number and date."""
    register_fonts()
    out = io.BytesIO()
    number = BlankLine("Số chứng thực: ", _NUMBER_GAP, f" quyển số {facts.book}", REGULAR, 13)
    date = BlankLine(f"{facts.place}, ", _DATE_GAP, "", ITALIC, 13)
    head = letterhead((facts.agency.upper(),), "", "")
    titles: Mapping[str, tuple[str, str]] = {
        "official": ("NGƯỜI TIẾP NHẬN HỒ SƠ", facts.official),
        "leader": (facts.leader_title.upper(), facts.leader),
    }
    page_template(out, "Chứng thực bản sao điện tử từ bản chính").build(
        _content(facts, head, number, date),
        onFirstPage=lambda canvas, _document: draw_signature_block(canvas, titles),
    )
    return DrawnDecision(out.getvalue(), {**SIGNATURE_BOXES, "number": number.box, "date": date.box})


def _content(facts: CertificationFacts, head: Flowable, number: BlankLine, date: BlankLine) -> list[Flowable]:
    return [
        head,
        Spacer(1, 14 * mm),
        Paragraph("CHỨNG THỰC BẢN SAO ĐIỆN TỬ", TITLE),
        Paragraph("ĐÚNG VỚI BẢN CHÍNH", CENTRED_BOLD),
        Spacer(1, 8 * mm),
        Paragraph(f"Bản sao điện tử gồm {facts.pages} trang đứng trước trang này.", CENTRED),
        Spacer(1, 4 * mm),
        number,
        date,
        Spacer(1, 4 * mm),
        Paragraph(f"Người thực hiện chứng thực: {escape(facts.leader)}", CENTRED),
        Paragraph(escape(facts.agency), CENTRED),
    ]
