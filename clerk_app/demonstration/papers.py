"""Sample papers of a birth registration; every name and number on them is invented."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from clerk_app.demonstration.wear import Wear, wear
from clerk_app.paper.fonts import BOLD, register_fonts
from clerk_app.paper.letterhead import (
    CENTRED,
    CENTRED_BOLD,
    CENTRED_ITALIC,
    JUSTIFIED,
    TITLE,
    letterhead,
    page_template,
)
from scanning.intake.documents import open_pages
from scanning.intake.images import save_image

_SEAL_RED = (0.80, 0.10, 0.13)
_INK_BLUE = (0.10, 0.18, 0.62)


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """One paper: which component it is, what it says, how worn it comes out of the feeder."""

    component: str
    content: tuple[Flowable, ...]
    signed_by: str
    seal: str | None
    wear: Wear


def write_sample_papers(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Draw the papers, wear them like a scan, and return the files of each component in order."""
    register_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, tuple[Path, ...]] = {}
    for number, paper in enumerate(_papers(), 1):
        drawn = folder / f"{number}.pdf"
        drawn.write_bytes(_draw(paper))
        for page in open_pages(drawn):
            file = folder / f"{number}-{paper.component}.jpg"
            save_image(wear(page, paper.wear), file)
            files[paper.component] = (*files.get(paper.component, ()), file)
        drawn.unlink()
    return files


def _draw(paper: SamplePaper) -> bytes:
    out = io.BytesIO()
    document = page_template(out, "")

    def sign(canvas: Canvas, _document: object) -> None:
        _signature(canvas, paper.signed_by)
        if paper.seal:
            _seal(canvas, paper.seal)

    document.build(list(paper.content), onFirstPage=sign)
    return out.getvalue()


def _signature(canvas: Canvas, name: str) -> None:
    """Draw a blue scrawl over the printed name."""
    canvas.setFont(BOLD, 13)
    canvas.drawCentredString(145 * mm, 38 * mm, name)
    canvas.setStrokeColorRGB(*_INK_BLUE)
    canvas.setLineWidth(1.6)
    scrawl = canvas.beginPath()
    scrawl.moveTo(120 * mm, 50 * mm)
    for step in range(6):
        left = (122 + step * 8) * mm
        scrawl.curveTo(left, 62 * mm, left + 3 * mm, 42 * mm, left + 7 * mm, (50 + step % 2 * 4) * mm)
    canvas.drawPath(scrawl)


def _seal(canvas: Canvas, words: str) -> None:
    """Draw a round red seal of 36 mm over the left of the signature."""
    canvas.setStrokeColorRGB(*_SEAL_RED)
    canvas.setFillColorRGB(*_SEAL_RED)
    for radius, width in ((18, 1.6), (12, 0.8)):
        canvas.setLineWidth(width)
        canvas.circle(118 * mm, 50 * mm, radius * mm)
    canvas.setFont(BOLD, 9)
    for line, text in enumerate(words.split("\n")):
        canvas.drawCentredString(118 * mm, (53 - line * 4.5) * mm, text)


def _papers() -> Sequence[SamplePaper]:
    return (
        SamplePaper("TP01", _request(), "Lê Thị Hồng Nhung", None, Wear(skew_degrees=0.9, noise=5.0, seed=1)),
        SamplePaper(
            "TP01", _commitment(), "Lê Thị Hồng Nhung", None, Wear(skew_degrees=-0.6, noise=6.0, seed=2)
        ),
        SamplePaper(
            "TP02",
            _certificate(),
            "BS. Phạm Quốc Bảo",
            "BỆNH VIỆN\nAN BÌNH",
            Wear(skew_degrees=1.4, noise=7.0, seed=3),
        ),
    )


def _request() -> tuple[Flowable, ...]:
    lines = (
        "Họ, chữ đệm, tên người yêu cầu: Lê Thị Hồng Nhung. Giấy tờ tùy thân: thẻ căn cước số 092194005678.",
        "Nơi cư trú: số 12 đường Nguyễn Trãi, phường An Bình, thành phố Cần Thơ.",
        "Quan hệ với người được khai sinh: mẹ đẻ.",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây: Họ, chữ đệm, tên: Trần Lê Gia Hân. "
        "Ngày, tháng, năm sinh: 05/11/2026, ghi bằng chữ: ngày năm tháng mười một năm hai nghìn không trăm hai mươi sáu.",
        "Giới tính: Nữ. Dân tộc: Kinh. Quốc tịch: Việt Nam. Nơi sinh: Bệnh viện An Bình, thành phố Cần Thơ.",
        "Họ, chữ đệm, tên người mẹ: Lê Thị Hồng Nhung, năm sinh 1994. "
        "Họ, chữ đệm, tên người cha: Trần Đức Thịnh, năm sinh 1992.",
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí "
        "của các bên liên quan theo quy định của pháp luật và chịu hoàn toàn trách nhiệm về nội dung cam đoan của mình.",
    )
    return (
        Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTRED_BOLD),
        Paragraph("Độc lập - Tự do - Hạnh phúc", CENTRED_BOLD),
        Spacer(1, 8 * mm),
        Paragraph("TỜ KHAI ĐĂNG KÝ KHAI SINH", TITLE),
        Paragraph("Kính gửi: Ủy ban nhân dân phường An Bình", CENTRED),
        Spacer(1, 5 * mm),
        *(Paragraph(line, JUSTIFIED) for line in lines),
        Spacer(1, 4 * mm),
        Paragraph("Làm tại: phường An Bình, ngày 20 tháng 11 năm 2026", CENTRED_ITALIC),
    )


def _commitment() -> tuple[Flowable, ...]:
    lines = (
        "Tôi đề nghị cấp bản sao Giấy khai sinh: có, số lượng 03 bản.",
        "Tôi đã được hướng dẫn về quyền và nghĩa vụ của người yêu cầu đăng ký hộ tịch theo Luật Hộ tịch năm 2014.",
        "Tôi đồng ý cho cơ quan đăng ký khai thác thông tin của tôi trong Cơ sở dữ liệu quốc gia về dân cư "
        "để giải quyết thủ tục này và nhận thông báo kết quả qua số điện thoại 0903 000 123.",
    )
    return (
        Paragraph("PHẦN BỔ SUNG CỦA TỜ KHAI ĐĂNG KÝ KHAI SINH", TITLE),
        Spacer(1, 5 * mm),
        *(Paragraph(line, JUSTIFIED) for line in lines),
    )


def _certificate() -> tuple[Flowable, ...]:
    lines = (
        "Họ và tên mẹ: Lê Thị Hồng Nhung. Năm sinh: 1994. Số định danh cá nhân: 092194005678.",
        "Nơi thường trú: số 12 đường Nguyễn Trãi, phường An Bình, thành phố Cần Thơ. Dân tộc: Kinh.",
        "Đã sinh con vào lúc: 06 giờ 40 phút, ngày 05 tháng 11 năm 2026, tại Bệnh viện An Bình.",
        "Số con trong lần sinh này: 01. Giới tính của con: Nữ. Cân nặng: 3.150 gam. Tình trạng con: khỏe mạnh.",
        "Dự kiến đặt tên con: Trần Lê Gia Hân. Người đỡ đẻ: nữ hộ sinh Võ Thị Kim Ngân.",
    )
    return (
        letterhead(
            ("SỞ Y TẾ CẦN THƠ", "BỆNH VIỆN AN BÌNH"), "Số: 1184/GCS", "Cần Thơ, ngày 06 tháng 11 năm 2026"
        ),
        Spacer(1, 8 * mm),
        Paragraph("GIẤY CHỨNG SINH", TITLE),
        Spacer(1, 5 * mm),
        *(Paragraph(line, JUSTIFIED) for line in lines),
    )
