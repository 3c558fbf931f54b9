"""What is printed says what it should, whatever people are called."""

from dataclasses import replace
from datetime import datetime

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.paper.decision import SIGNATURE_BOXES, DecisionFacts, draw_decision
from clerk_app.paper.receipt import ReceiptFacts, draw_receipt
from clerk_app.workflow.export import LONGEST_NAME, file_name
from clerk_app.workflow.office import VIETNAM
from storage.model import Component, DossierCode

MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM)
RECEIPT = ReceiptFacts(
    code="H92.01.13-261123-0001",
    centre="Trung tâm Phục vụ hành chính công phường An Bình",
    place="An Bình",
    applicant="Lê Thị Hồng Nhung",
    id_number="092194005678",
    address="12 Nguyễn Trãi",
    phone="",
    email="",
    content="Đăng ký khai sinh",
    components=(Component("TP01", "Tờ khai"), Component("TP03", "Thẻ căn cước", shown_only=True)),
    received=MORNING,
    due=datetime(2026, 11, 25, 17, 0, tzinfo=VIETNAM),
    qr="H92.01.13-261123-0001.ABCDEFGHIJK27",
)
DECISION = DecisionFacts(
    agency="UBND phường An Bình",
    place="An Bình",
    notation="QĐ-UBND",
    subject="Đăng ký khai sinh",
    applicant="Lê Thị Hồng Nhung",
    dossier_code="H92.01.13-261123-0001",
    official="Nguyễn Thị Lan",
    leader="Trần Văn Minh",
    leader_title="Chủ tịch",
)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_bounded().split())


def test_the_receipt_says_who_what_and_when() -> None:
    text = text_of(draw_receipt(RECEIPT))
    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H92.01.13-261123-0001",
        "Lê Thị Hồng Nhung",
        "1. Tờ khai (bản chính: 1, bản sao: 0)",
        "2. Thẻ căn cước (chỉ xuất trình)",
        "08 giờ 05, ngày 23/11/2026",
        "17 giờ 00, ngày 25/11/2026",
    ):
        assert words in text


@pytest.mark.parametrize("name", ["A & B <công ty>", "</b>", "&amp;"])
def test_a_name_is_printed_as_it_is(name: str) -> None:
    assert name in text_of(draw_receipt(replace(RECEIPT, applicant=name)))
    assert name in text_of(draw_decision(replace(DECISION, applicant=name)).pdf)


def test_the_decision_fits_its_page_and_names_everybody() -> None:
    drawn = draw_decision(replace(DECISION, leader_title="KT. Chủ tịch\nPhó Chủ tịch"))
    text = text_of(drawn.pdf)
    for words in (
        "Số:",
        "/QĐ-UBND",
        "An Bình,",
        "Nguyễn Thị Lan",
        "Trần Văn Minh",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ):
        assert words in text
    assert set(drawn.boxes) == {"official", "leader", "number", "date", "seal"}


def test_number_and_date_are_given_in_the_gaps_of_the_head() -> None:
    boxes = draw_decision(DECISION).boxes
    for name, least in (("number", 40), ("date", 140)):
        left, bottom, right, top = boxes[name]
        assert right - left > least
        assert 12 < top - bottom < 20
        assert 600 < bottom < 800
    assert boxes["number"][2] < boxes["date"][0]


def test_the_seal_covers_the_left_third_of_the_leaders_signature() -> None:
    """NĐ 30/2020, Annex I: about one third of the signature, on its left."""
    left, _bottom, right, _top = SIGNATURE_BOXES["leader"]
    seal_left, _seal_bottom, seal_right, _seal_top = SIGNATURE_BOXES["seal"]
    assert seal_left < left
    assert (seal_right - left) / (right - left) == pytest.approx(1 / 3, abs=0.02)


@given(
    serial=st.integers(1, 9999),
    moment=st.datetimes(timezones=st.just(VIETNAM)),
    description=st.text("ABCDEFGH-0123456789", min_size=1, max_size=80),
)
def test_a_file_name_keeps_the_rule(serial: int, moment: datetime, description: str) -> None:
    name = file_name(DossierCode(f"H92.01.13-261123-{serial:04d}"), moment, description)
    assert len(name) <= LONGEST_NAME
    assert name.isascii()
    assert name.endswith(".pdf")
