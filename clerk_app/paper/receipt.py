"""Form 01 of TT 03/2025/TT-VPCP: receipt of a dossier and appointment for the result."""

import io
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from xml.sax.saxutils import escape

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from clerk_app.paper.fonts import register_fonts
from clerk_app.paper.letterhead import BODY, CENTRED_BOLD, CENTRED_ITALIC, TITLE, letterhead, page_template
from storage.model import Component, Dossier

_QR_MM = 28.0


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the form says; times in the centre's own zone; `qr` is what its QR code says."""

    code: str
    centre: str
    place: str
    applicant: str
    id_number: str
    address: str
    phone: str
    email: str
    content: str
    components: tuple[Component, ...]
    received: datetime
    due: datetime
    qr: str = field(repr=False)

    @classmethod
    def of(cls, dossier: Dossier, centre: str, place: str, zone: tzinfo, qr: str) -> "ReceiptFacts":
        """Return the facts of a dossier."""
        person = dossier.applicant
        return cls(
            code=dossier.code,
            centre=centre,
            place=place,
            applicant=person.full_name,
            id_number=person.id_number,
            address=person.address,
            phone=person.phone,
            email=person.email,
            content=dossier.procedure_name,
            components=dossier.components,
            received=dossier.received_at.astimezone(zone),
            due=dossier.due_at.astimezone(zone),
            qr=qr,
        )


def draw_receipt(facts: ReceiptFacts) -> bytes:
    """Return the form as PDF, with its QR."""
    register_fonts()
    out = io.BytesIO()
    document = page_template(out, f"Giấy tiếp nhận hồ sơ {facts.code}")
    document.build(_content(facts))
    return out.getvalue()


def _content(facts: ReceiptFacts) -> list[Flowable]:
    serial = facts.code.rpartition("-")[2]
    day = facts.received
    return [
        letterhead(
            (facts.centre.upper(),),
            f"Số: {serial}/TTPVHCC",
            f"{escape(facts.place)}, ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        ),
        Spacer(1, 4 * mm),
        titled_with_qr("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", facts.code, facts.qr),
        Spacer(1, 2 * mm),
        *(Paragraph(line, BODY) for line in _lines(facts)),
        Spacer(1, 8 * mm),
        _signatures(facts),
    ]


def titled_with_qr(title: str, code: str, qr: str = "") -> Table:
    """Return the title of a form over the dossier's code, and at its right a QR: `qr`, else the code."""
    words = [Paragraph(escape(title), TITLE), Paragraph(f"Mã hồ sơ: {code}", CENTRED_BOLD)]
    table = Table([[words, qr_code(qr or code, _QR_MM)]], colWidths=(130 * mm, 35 * mm))
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("ALIGN", (1, 0), (1, 0), "RIGHT")])
    return table


def qr_code(text: str, side_mm: float) -> Drawing:
    """Return a QR code of the given side."""
    widget = QrCodeWidget(text, barLevel="M")
    left, bottom, right, top = widget.getBounds()
    side = side_mm * mm
    scale = (side / (right - left), 0, 0, side / (top - bottom), 0, 0)
    drawing = Drawing(side, side, transform=scale)
    drawing.add(widget)
    return drawing


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code for a screen, True where it is dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)


def _lines(facts: ReceiptFacts) -> list[str]:
    person = [
        f"Tiếp nhận hồ sơ của: <b>{escape(facts.applicant)}</b>",
        f"Số định danh: {escape(facts.id_number)}",
        f"Địa chỉ: {escape(facts.address) or '…'}",
        f"Số điện thoại: {escape(facts.phone) or '…'}; Email: {escape(facts.email) or '…'}",
        f"Nội dung yêu cầu giải quyết: <b>{escape(facts.content)}</b>",
        "Thành phần hồ sơ nộp gồm:",
    ]
    papers = [f"{number}. {_paper(part)}" for number, part in enumerate(facts.components, 1)]
    times = [
        "Số lượng hồ sơ: 01 (bộ)",
        f"Thời gian nhận hồ sơ: {_moment(facts.received)}",
        f"Thời gian hẹn trả kết quả: <b>{_moment(facts.due)}</b>",
        f"Nơi trả kết quả: {escape(facts.centre)}",
    ]
    return person + papers + times


def _paper(part: Component) -> str:
    name = escape(part.name)
    if part.shown_only:
        return f"{name} (chỉ xuất trình)"
    return f"{name} (bản chính: {part.originals}, bản sao: {part.copies})"


def _moment(moment: datetime) -> str:
    return f"{moment:%H} giờ {moment:%M}, ngày {moment:%d/%m/%Y}"


def _signatures(_facts: ReceiptFacts) -> Table:
    applicant = [
        Paragraph("NGƯỜI NỘP HỒ SƠ", CENTRED_BOLD),
        Paragraph("(Ký và ghi rõ họ tên)", CENTRED_ITALIC),
    ]
    official = [
        Paragraph("NGƯỜI TIẾP NHẬN HỒ SƠ", CENTRED_BOLD),
        Paragraph("(Ký và ghi rõ họ tên)", CENTRED_ITALIC),
    ]
    return Table([[applicant, official]], colWidths=(82 * mm, 83 * mm))
