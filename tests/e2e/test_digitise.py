"""`clerk digitise`, as a script calls it."""

from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from clerk_app.paper.separators import SeparatorSheet, draw_separators
from scanning.intake.images import save_image
from scanning.model import PageImage
from scanning.separate.codes import sheet_text
from tests.commands import Outcome
from tests.e2e.demonstration import clerk
from tests.papers import form_of_a_person, numbered_sheet, sample_page

PAGE_FACTS = {
    "number": int,
    "source": str,
    "source_page": int,
    "width_px": int,
    "height_px": int,
    "dpi": int,
    "turned_degrees": int,
    "skew_degrees": float,
    "cropped": bool,
    "blank": bool,
    "colour": str,
    "mean_confidence": float,
    "doubtful_words": int,
    "steps": list,
}


def empty_page() -> PageImage:
    return PageImage(np.full((1169, 827), 250, np.uint8), 100)


def write_tiff(file: Path, pages: int) -> None:
    frames = [Image.fromarray(numbered_sheet(number).pixels) for number in range(1, pages + 1)]
    frames[0].save(file, save_all=True, append_images=frames[1:], dpi=(75, 75))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("digitise")
    save_image(sample_page(), folder / "a.jpg")
    save_image(empty_page(), folder / "b.png")
    write_tiff(folder / "c.tif", 2)
    save_image(numbered_sheet(1), folder / "d.png")
    return folder


@pytest.fixture(scope="module")
def digitised(folder: Path) -> Outcome:
    names = ("a.jpg", "b.png", "c.tif", "d.png")
    inputs = [str(folder / name) for name in names]
    return clerk(folder, "digitise", *inputs, "--out", str(folder / "out"), "--jobs", "2", "--json")


class TestDigitise:
    def test_consecutive_images_are_one_document_and_a_tiff_its_own(
        self, digitised: Outcome, folder: Path
    ) -> None:
        assert digitised.code == 0, digitised.complaints
        sources = [
            [(Path(page["source"]).name, page["source_page"]) for page in document["pages"]]
            for document in digitised.data["documents"]
        ]
        assert sources == [[("a.jpg", 1), ("b.png", 1)], [("c.tif", 1), ("c.tif", 2)], [("d.png", 1)]]
        assert [Path(each["file"]).name for each in digitised.data["documents"]] == [
            "a.pdf",
            "c.pdf",
            "d.pdf",
        ]
        assert digitised.data["skipped"] == []

    def test_the_answer_keeps_the_contract(self, digitised: Outcome) -> None:
        assert digitised.data["seconds"]["total"] > 0
        for document in digitised.data["documents"]:
            assert Path(document["file"]).is_absolute()
            assert Path(document["file"]).stat().st_size == document["bytes"]
            assert (document["pdfa"], document["component"]) == ("2b", None)
            for found in document["fields"].values():
                assert set(found) == {"value", "confidence", "page", "box"}
            assert [page["number"] for page in document["pages"]] == list(
                range(1, len(document["pages"]) + 1)
            )
            for page in document["pages"]:
                assert {name: type(value) for name, value in page.items()} == PAGE_FACTS

    def test_the_pdf_claims_pdfa_and_gives_its_text_back(self, digitised: Outcome) -> None:
        file = digitised.data["documents"][0]["file"]
        with pikepdf.open(file) as document:
            assert document.open_metadata().pdfa_status == "2B"
        with pypdfium2.PdfDocument(file) as document:
            assert "ĐĂNG KÝ KHAI SINH" in document[0].get_textpage().get_text_bounded()

    def test_a_blank_page_is_flagged_and_kept(self, digitised: Outcome) -> None:
        pages = digitised.data["documents"][0]["pages"]
        assert [page["blank"] for page in pages] == [False, True]

    def test_progress_is_silent_without_a_terminal(self, digitised: Outcome) -> None:
        assert digitised.complaints == ""


def test_a_blank_page_is_left_out_on_demand(folder: Path, tmp_path: Path) -> None:
    sheets = [str(folder / "b.png"), str(folder / "d.png")]
    outcome = clerk(tmp_path, "digitise", *sheets, "--out", str(tmp_path / "out"), "--drop-blank", "--json")
    assert outcome.code == 0
    assert outcome.data["skipped"] == [{"source": sheets[0], "source_page": 1, "reason": "blank"}]
    (document,) = outcome.data["documents"]
    assert [(page["number"], page["source"]) for page in document["pages"]] == [(1, sheets[1])]
    assert (folder / "b.png").exists()


def test_what_cannot_be_read_is_named_after_the_rest_was_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    inputs = [
        str(tmp_path / "empty.png"),
        str(folder / "d.png"),
        str(tmp_path / "broken.pdf"),
        str(tmp_path / "nowhere.tif"),
    ]
    outcome = clerk(tmp_path, "digitise", *inputs, "--out", str(tmp_path / "out"), "--json", "--lang", "en")
    assert outcome.code == 3
    assert [Path(document["file"]).name for document in outcome.data["documents"]] == ["d.pdf"]
    reasons = {Path(each["source"]).name: each["reason"] for each in outcome.data["skipped"]}
    assert reasons == {"empty.png": "empty", "broken.pdf": "damaged", "nowhere.tif": "missing"}
    assert outcome.complaints.count("\n") == 3
    assert "Traceback" not in outcome.complaints


def test_a_pdf_with_a_password_is_named(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "scans" / "naps2" / "encrypted_pdf.pdf"
    outcome = clerk(tmp_path, "digitise", str(file), "--out", str(tmp_path / "out"), "--json")
    assert outcome.code == 3
    assert outcome.data["documents"] == []
    assert outcome.data["skipped"] == [{"source": str(file), "source_page": None, "reason": "password"}]


def test_a_pdf_beside_its_result_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    first = clerk(tmp_path, "digitise", str(folder / "d.png"), "--out", str(tmp_path), "--json")
    (written,) = first.data["documents"]
    before = Path(written["file"]).read_bytes()
    second = clerk(tmp_path, "digitise", written["file"], "--out", str(tmp_path), "--json")
    assert Path(written["file"]).read_bytes() == before
    assert [Path(each["file"]).name for each in second.data["documents"]] == ["d-2.pdf"]


def test_a_way_to_separate_that_is_not_there_is_a_usage_error(folder: Path, tmp_path: Path) -> None:
    outcome = clerk(
        tmp_path, "digitise", str(folder / "d.png"), "--out", str(tmp_path / "out"), "--separate", "colours"
    )
    assert outcome.code == 2
    assert outcome.complaints.strip()


def test_a_language_that_is_not_installed_is_named(folder: Path, tmp_path: Path) -> None:
    outcome = clerk(
        tmp_path, "digitise", str(folder / "a.jpg"), "--out", str(tmp_path / "out"), "--languages", "xxx"
    )
    assert outcome.code == 4
    assert "tesseract-ocr-xxx" in outcome.complaints


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A sheet that names a component, its empty back, two pages, a sheet that only separates, a page."""
    folder = tmp_path_factory.mktemp("stack")
    sheets = [
        SeparatorSheet(sheet_text("H92.01.13-261124-0001", "TP02"), "TP02"),
        SeparatorSheet(sheet_text(), "Next"),
    ]
    with pypdfium2.PdfDocument(draw_separators(sheets)) as document:
        named, plain = (
            PageImage(np.asarray(page.render(scale=2).to_pil().convert("L")), 144) for page in document
        )
    stack = (named, empty_page(), numbered_sheet(1), numbered_sheet(2), plain, numbered_sheet(3))
    for number, page in enumerate(stack, 1):
        save_image(page, folder / f"{number}.png")
    return [str(folder / f"{number}.png") for number in range(1, len(stack) + 1)]


def pages_of(outcome: Outcome) -> list[tuple[str | None, list[str]]]:
    return [
        (document["component"], [Path(page["source"]).stem for page in document["pages"]])
        for document in outcome.data["documents"]
    ]


def test_sheets_split_a_stack_and_are_in_no_document(stack: list[str], tmp_path: Path) -> None:
    outcome = clerk(
        tmp_path, "digitise", *stack, "--out", str(tmp_path / "out"), "--separate", "sheets", "--json"
    )
    assert outcome.code == 0, outcome.complaints
    assert pages_of(outcome) == [("TP02", ["3", "4"]), (None, ["6"])]
    left_out = [(Path(each["source"]).stem, each["reason"]) for each in outcome.data["skipped"]]
    assert left_out == [("1", "separator"), ("2", "blank"), ("5", "separator")]
    assert len({document["file"] for document in outcome.data["documents"]}) == 2


def test_first_pages_are_recognised_as_the_papers_of_a_procedure(tmp_path: Path) -> None:
    for number in range(3):
        save_image(sample_page(number), tmp_path / f"{number}.jpg")
    inputs = [str(tmp_path / f"{number}.jpg") for number in range(3)]
    outcome = clerk(
        tmp_path,
        *("digitise", *inputs, "--out", str(tmp_path / "out"), "--json", "--first-reading"),
        *("--separate", "recognise", "--procedure", "1.001193"),
    )
    assert outcome.code == 0, outcome.complaints
    assert [pages for _component, pages in pages_of(outcome)] == [["0", "1"], ["2"]]
    assert all(component for component, _pages in pages_of(outcome))


def test_what_a_form_says_is_compared_with_the_card_copied_on_it(tmp_path: Path) -> None:
    lines = (
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Họ, chữ đệm, tên người yêu cầu: NGUYỄN THỊ AN",
        "Ngày, tháng, năm sinh: 05/03/1990    Giới tính: Nữ",
        "Số định danh cá nhân: 001190000128",
    )
    card = "001190000123|012345678|Nguyễn Thị An|05031990|Nữ|Thôn 1, An Bình, Cần Thơ|10052021"
    save_image(form_of_a_person(lines, card), tmp_path / "form.png")
    outcome = clerk(tmp_path, "digitise", str(tmp_path / "form.png"), "--out", str(tmp_path), "--json")
    assert outcome.code == 0, outcome.complaints
    (document,) = outcome.data["documents"]
    (person,) = document["people"]
    assert {name: person[name]["value"] for name in ("full_name", "born", "sex", "id_number")} == {
        "full_name": "NGUYỄN THỊ AN",
        "born": "1990-03-05",
        "sex": "Nữ",
        "id_number": "001190000128",
    }
    assert person["doubts"] == []
    (found,) = document["cards"]
    assert (found["page"], found["id_number"]) == (1, "001190000123")
    (difference,) = found["differences"]
    assert (difference["name"], difference["on_card"]) == ("id_number", "001190000123")
    assert difference["read"]["value"] == "001190000128"
    assert len(difference["read"]["box"]) == 4
