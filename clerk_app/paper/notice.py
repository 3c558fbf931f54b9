"""Forms 02 to 05 of TT 03/2025/TT-VPCP: letters of the centre about one dossier, with its QR."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from clerk_app.paper.fonts import register_fonts
from clerk_app.paper.letterhead import BODY, CENTRED_BOLD, CENTRED_ITALIC, letterhead, page_template
from clerk_app.paper.receipt import titled_with_qr


@dataclass(frozen=True, slots=True)
class Notice:
    """What a letter says; times in the centre's own zone.

    Attributes:
        number: with the form's own notation, e.g. "0012/PBS".
        lines: the body, one paragraph each, plain text.
        signer: title over the signature, e.g. "NGƯỜI TIẾP NHẬN HỒ SƠ".
    """

    title: str
    centre: str
    place: str
    number: str
    dossier_code: str
    written: datetime
    lines: Sequence[str]
    signer: str


def draw_notice(notice: Notice) -> bytes:
    """Return the letter as PDF, all fonts embedded."""
    register_fonts()
    out = io.BytesIO()
    document = page_template(out, f"{notice.title} {notice.dossier_code}")
    document.build(_content(notice))
    return out.getvalue()


def _content(notice: Notice) -> list[Flowable]:
    day = notice.written
    return [
        letterhead(
            (notice.centre.upper(),),
            f"Số: {escape(notice.number)}",
            f"{escape(notice.place)}, ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        ),
        Spacer(1, 4 * mm),
        titled_with_qr(notice.title.upper(), notice.dossier_code),
        Spacer(1, 3 * mm),
        *(Paragraph(escape(line), BODY) for line in notice.lines),
        Spacer(1, 8 * mm),
        _signature(notice.signer),
    ]


def _signature(signer: str) -> Table:
    right = [
        Paragraph(escape(signer), CENTRED_BOLD),
        Paragraph("(Ký và ghi rõ họ tên)", CENTRED_ITALIC),
    ]
    return Table([["", right]], colWidths=(82 * mm, 83 * mm))
