"""A one-page outgoing decision, with room for its signatures (NĐ 30/2020, Annex I)."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from clerk_app.paper.blank import BlankLine, BoxPoints
from clerk_app.paper.fonts import BOLD, ITALIC, REGULAR, register_fonts
from clerk_app.paper.letterhead import CENTRED_BOLD, JUSTIFIED, TITLE, letterhead, page_template


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the decision says; number and date are given by the records clerk's signatures.

    `leader_title` has two lines when a deputy signs: "KT. CHỦ TỊCH" and the deputy's own.
    """

    agency: str
    place: str
    notation: str
    subject: str
    applicant: str
    dossier_code: str
    official: str
    leader: str
    leader_title: str


SIGNATURE_BOXES: Mapping[str, BoxPoints] = {
    "official": (30 * mm, 62 * mm, 95 * mm, 84 * mm),
    "leader": (120 * mm, 62 * mm, 180 * mm, 84 * mm),
    "seal": (104 * mm, 55 * mm, 140 * mm, 91 * mm),
}
"""Where they sign at the foot of the page: the seal, 36 mm wide, over the left third of the leader's."""


@dataclass(frozen=True, slots=True)
class DrawnDecision:
    """A one-page PDF with all fonts embedded, and where each of its five signatures goes."""

    pdf: bytes
    boxes: Mapping[str, BoxPoints]


_NUMBER_GAP, _DATE_GAP = 16 * mm, 50 * mm


def draw_decision(facts: DecisionFacts) -> DrawnDecision:
    """Draw the decision, with gaps for number and date."""
    register_fonts()
    out = io.BytesIO()
    number = BlankLine("Số: ", _NUMBER_GAP, f"/{facts.notation}", REGULAR, 12)
    date = BlankLine(f"{facts.place}, ", _DATE_GAP, "", ITALIC, 13)
    document = page_template(out, f"Quyết định, hồ sơ {facts.dossier_code}")
    content = _content(facts, letterhead((facts.agency.upper(),), number, date))
    titles = {
        "official": ("NGƯỜI TRÌNH", facts.official),
        "leader": (facts.leader_title.upper(), facts.leader),
    }
    document.build(content, onFirstPage=lambda canvas, _document: draw_signature_block(canvas, titles))
    return DrawnDecision(out.getvalue(), {**SIGNATURE_BOXES, "number": number.box, "date": date.box})


def _content(facts: DecisionFacts, head: Flowable) -> list[Flowable]:
    return [
        head,
        Spacer(1, 6 * mm),
        Paragraph("QUYẾT ĐỊNH", TITLE),
        Paragraph(f"Về việc giải quyết hồ sơ “{escape(facts.subject)}”", CENTRED_BOLD),
        Spacer(1, 4 * mm),
        Paragraph(f"CHỦ TỊCH {escape(facts.agency.upper())}", CENTRED_BOLD),
        Spacer(1, 3 * mm),
        *(Paragraph(line, JUSTIFIED) for line in _grounds(facts)),
        Paragraph("QUYẾT ĐỊNH:", CENTRED_BOLD),
        *(Paragraph(line, JUSTIFIED) for line in _articles(facts)),
    ]


def _grounds(facts: DecisionFacts) -> tuple[str, ...]:
    return (
        "<i>Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</i>",
        "<i>Căn cứ Nghị định số 118/2025/NĐ-CP về thực hiện thủ tục hành chính theo cơ chế một cửa, "
        "một cửa liên thông;</i>",
        f"<i>Xét hồ sơ mã số {facts.dossier_code} và đề nghị của công chức {escape(facts.official)}.</i>",
    )


def _articles(facts: DecisionFacts) -> tuple[str, ...]:
    return (
        f"<b>Điều 1.</b> Chấp thuận yêu cầu “{escape(facts.subject)}” của ông (bà) "
        f"<b>{escape(facts.applicant)}</b> theo hồ sơ mã số {facts.dossier_code}.",
        "<b>Điều 2.</b> Quyết định này có hiệu lực kể từ ngày ký.",
        "<b>Điều 3.</b> Bộ phận chuyên môn và người có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này./.",
    )


def draw_signature_block(canvas: Canvas, titles: Mapping[str, tuple[str, str]]) -> None:
    """Set title above and name below each signature, by field; the seal has no words of its own."""
    canvas.setFont(BOLD, 13)
    for field, (title, name) in titles.items():
        left, bottom, right, top = SIGNATURE_BOXES[field]
        middle, lines = (left + right) / 2, title.split("\n")
        for number, line in enumerate(reversed(lines)):
            canvas.drawCentredString(middle, top + 4 * mm + number * 6 * mm, line)
        canvas.drawCentredString(middle, bottom - 7 * mm, name)
