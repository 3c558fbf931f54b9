"""A stack is split where a document begins, and nowhere else."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from clerk_app.paper.separators import SeparatorSheet, draw_separators
from clerk_app.workflow.separation import Separation, Way, separation
from scanning.cleanup.straighten import straightened
from scanning.cleanup.turn import turned
from scanning.intake.documents import open_pages
from scanning.model import Box, PageImage, Word
from scanning.separate.codes import codes_on, sheet_text, start_by_code, start_by_sheet
from scanning.separate.model import Expected, Start
from scanning.separate.patch import has_patch_t
from scanning.separate.recognise import start_by_text
from tests.papers import sample_page

DOSSIER = "H92.01.13-261124-0001"
SHEETS = Separation(Way.SHEETS)
PAPERS = (
    Expected("TP01", "Tờ khai đăng ký khai sinh theo mẫu"),
    Expected("TP02", "Giấy chứng sinh"),
    Expected("TP03", "Văn bản uỷ quyền"),
)


@pytest.fixture(scope="module")
def sheet() -> PageImage:
    """A printed separator sheet, scanned in grey at 200 dpi."""
    drawn = draw_separators([SeparatorSheet(sheet_text(DOSSIER, "TP02"), "TP02 Giấy chứng sinh", DOSSIER)])
    with pypdfium2.PdfDocument(io.BytesIO(drawn)) as document:
        return PageImage(np.asarray(document[0].render(scale=200 / 72).to_pil().convert("L")), 200)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_printed_sheet_names_its_component_whichever_way_it_lies(sheet: PageImage, quarter: int) -> None:
    assert SHEETS.by_picture(turned(sheet, quarter)) == Start(True, "TP02", 100.0)


@pytest.mark.parametrize("skew", [-4.0, 0.0, 4.0])
@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_its_bars_are_a_patch_t_for_other_scanners_too(sheet: PageImage, quarter: int, skew: float) -> None:
    assert has_patch_t(turned(straightened(sheet, skew), quarter))


def test_a_sheet_without_a_component_only_separates() -> None:
    assert start_by_sheet((sheet_text(),)) == Start(is_sheet=True)
    assert start_by_sheet(("PATCHT",)) == Start(is_sheet=True)


@pytest.mark.parametrize(
    ("text", "starts"),
    [("ASN00123", True), (DOSSIER, True), ("000.00.01.H22-261124-0001", True), ("8934563138165", False)],
)
def test_codes_on_papers_begin_a_document_if_they_number_one(text: str, starts: bool) -> None:
    assert (start_by_code((text,)) is not None) is starts


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_office_paper_is_no_separator(number: int) -> None:
    page = sample_page(number)
    assert not has_patch_t(page)
    assert start_by_sheet(codes_on(page)) is None


def test_the_sheets_of_others_are_recognised_and_their_pages_are_not(shared_data: Path) -> None:
    scans = shared_data / "scans"
    sheets = [
        SHEETS.by_picture(next(open_pages(scans / "naps2" / name))) for name in ("patcht.jpg", "skewed.jpg")
    ]
    assert sheets == [Start(is_sheet=True)] * 2
    middle = [SHEETS.by_picture(page) for page in open_pages(scans / "paperless" / "patch-code-t-middle.pdf")]
    assert middle == [None, Start(is_sheet=True), None]


def words_of(*lines: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, 95.0, Box(100 + 90 * place, 40 * row, 180 + 90 * place, 40 * row + 24), row)
        for row, line in enumerate(lines)
        for place, word in enumerate(line.split())
    )


MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(
    ("lines", "component"),
    [
        ((*MOTTO, "TỜ KHAI ĐĂNG KÝ KHAI SINH"), "TP01"),
        ((*MOTTO, "TỜ KHAI", "ĐĂNG KÝ KHAI SINH", "Kính gửi: Ủy ban nhân dân"), "TP01"),
        ((*MOTTO, "GIÂY CHỨNG SINH"), "TP02"),
        (("GIẤY CHỨNG SINH", "Họ tên mẹ"), "TP02"),
        ((*MOTTO, "HỢP ĐỒNG THUÊ NHÀ"), None),
        ((*MOTTO, "PHẦN BỔ SUNG CỦA TỜ KHAI ĐĂNG KÝ KHAI SINH"), None),
    ],
)
def test_a_first_page_is_matched_with_the_papers_expected(lines: tuple[str, ...], component: str) -> None:
    start = start_by_text(words_of(*lines), 2000, PAPERS)
    assert start is not None
    assert start.component == component
    assert (start.confidence >= 75) is (component is not None)


def test_a_page_that_goes_on_begins_nothing() -> None:
    goes_on = words_of(
        "và các giấy tờ khác theo quy định của pháp luật.", "Người khai cam đoan những điều trên"
    )
    assert start_by_text(goes_on, 2000, PAPERS) is None
    assert start_by_text((), 2000, PAPERS) is None


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("Số: 171 /GM-SYT", True),
        ("số 11/2016/TT-BYT ngày 11/05/2016 của Bộ Y tế trên cơ sở nhu cầu", False),
        ("ĐỀ XUẤT - KIẾN NGHỊ", False),
        ("(HỘI ĐỒNG 3)", False),
        ("HỢP ĐỒNG", True),
    ],
)
def test_numbers_and_titles_open_a_paper_but_not_in_a_sentence(line: str, *, starts: bool) -> None:
    """As pages of real papers go on."""
    assert (start_by_text(words_of(line), 2000, ()) is not None) is starts


@pytest.mark.parametrize("text", ["pages:0", "pages:x", "pages", "colours", ""])
def test_what_is_no_way_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"colours|pages|invalid literal|not a valid"):
        separation(text)


def test_pages_each_begin_by_number() -> None:
    each_two = separation("pages:2")
    assert [each_two.by_number(number) is not None for number in range(5)] == [True, False, True, False, True]
