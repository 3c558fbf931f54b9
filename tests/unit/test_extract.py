"""Fields are found where they stand, and absent where nothing says them."""

import pytest

from scanning.extract.document_types import by_notation, by_title
from scanning.extract.fields import extract_fields
from scanning.extract.lines import plain
from scanning.model import Box, Word

PAGE_HEIGHT = 3508


def line(text: str, top: int, *, left: int = 300, number: int = 0, confidence: float = 95.0) -> list[Word]:
    """Return the words of a line, 50 pixels high, 25 pixels a letter."""
    words = []
    for word in text.split():
        width = 25 * len(word)
        words.append(Word(word, confidence, Box(left, top, left + width, top + 50), number))
        left += width + 25
    return words


def letterhead(
    number: str, *, date: str = "An Bình, ngày 05 tháng 3 năm 2026", confidence: float = 95.0
) -> list[Word]:
    return [
        *line("UBND TỈNH CẦN THƠ", 300, number=0),
        *line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, left=1300, number=1),
        *line("SỞ Y TẾ", 370, left=400, number=2),
        *line("Độc lập - Tự do - Hạnh phúc", 370, left=1400, number=3),
        *line(number, 480, number=4, confidence=confidence),
        *line(date, 480, left=1400, number=5),
    ]


def fields(words: list[Word]) -> dict[str, str]:
    return {field.name.value: field.value for field in extract_fields(words, PAGE_HEIGHT)}


def test_a_titled_paper_says_what_it_is() -> None:
    words = [
        *letterhead("Số: 171/GM-SYT"),
        *line("GIẤY MỜI", 620, left=1100, number=6),
        *line("Về việc tham dự hội nghị công tác", 690, left=700, number=7),
        *line("tổ chức cán bộ năm 2026", 760, left=800, number=8),
        *line("Căn cứ Quyết định số 12/QĐ-UBND", 980, number=9),
    ]
    assert fields(words) == {
        "type_name": "Giấy mời",
        "code_number": "171",
        "code_notation": "GM-SYT",
        "issued_date": "2026-03-05",
        "organ_name": "SỞ Y TẾ",
        "subject": "tham dự hội nghị công tác tổ chức cán bộ năm 2026",
    }


def test_an_untitled_letter_is_a_cong_van_with_its_subject_under_the_number() -> None:
    words = [
        *letterhead("Số: 9/SYT-NVY"),
        *line("V/v báo cáo nhanh", 560, number=6),
        *line("Kính gửi: các đơn vị", 800),
    ]
    found = fields(words)
    assert (found["type_name"], found["code_notation"], found["subject"]) == (
        "Công văn",
        "SYT-NVY",
        "báo cáo nhanh",
    )


def test_a_number_that_a_pen_wrote_illegibly_is_absent_and_its_notation_is_not() -> None:
    found = fields(letterhead("Số: 4 6957QĐ-SYT"))
    assert "code_number" not in found
    assert found["code_notation"] == "QĐ-SYT"
    doubtful = fields(letterhead("Số: 221/TB-SYT", confidence=50.0))
    assert "code_number" not in doubtful
    assert doubtful["code_notation"] == "TB-SYT"


def test_a_number_left_open_is_absent() -> None:
    words = [*line("Số:", 480, number=4), *line("/PCCC&CNCH-P6", 480, left=700, number=9)]
    assert fields(words) == {"type_name": "Công văn", "code_notation": "PCCC&CNCH-P6"}


@pytest.mark.parametrize(
    "date", ["An Bình, ngày 31 tháng 2 năm 2026", "An Bình, ngày tháng năm 2026", "Kính gửi"]
)
def test_an_impossible_date_is_absent(date: str) -> None:
    assert "issued_date" not in fields(letterhead("Số: 1/QĐ-SYT", date=date))


def test_dates_and_numbers_of_other_papers_are_not_taken_for_its_own() -> None:
    body = line("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân", 700)
    assert fields(body) == {}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("QUYẾT ĐỊNH", "Quyết định"),
        ("QUYÉT ĐỊNH", "Quyết định"),
        ("THÔNG BÁO", "Thông báo"),
        ("THÔNG CÁO", "Thông cáo"),
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Tờ khai"),
        ("GIẤY CHỨNG SINH", "Giấy chứng sinh"),
        ("Quyết định số 12 của Sở", None),
        ("QUYẾT ĐỊNHX", None),
        ("GIÁM ĐỐC SỞ Y TẾ", None),
    ],
)
def test_titles(heading: str, name: str | None) -> None:
    kind = by_title(heading)
    assert (kind.name if kind else None) == name


def test_the_notation_tells_the_type_of_a_paper_without_a_title() -> None:
    kind = by_notation("TTr-UBND")
    assert kind is not None
    assert kind.name == "Tờ trình"
    assert by_notation("SYT-NVY") is None


def test_plain_text_forgets_tones_and_strokes() -> None:
    assert plain("Độc  lập – Đề nghị") == "DOC LAP – DE NGHI"


@pytest.mark.parametrize("number", ["Số: 9060/QÐĐ-SYT", "Số: 9060/QÐ-SYT", "Số: 9060/QĐĐ-SYT"])
def test_a_struck_d_that_was_read_twice_or_as_an_eth_is_one(number: str) -> None:
    assert fields(letterhead(number))["code_notation"] == "QĐ-SYT"
