"""The PDF: archival, whole, and its text on the words."""

import os
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.errors import BundleInvalid, ScanCancelled
from scanning.model import Box, BundlePage, Colour, Findings, PageImage, Progress, ReadPage, Word
from scanning.ocr.record import words_from_bytes, words_to_bytes

FACTS = BundleFacts("Tờ khai đăng ký khai sinh", datetime(2026, 11, 23, tzinfo=UTC))
WORDS = (
    Word("Ủy", 95.0, Box(100, 100, 160, 140), 0),
    Word("ban", 95.0, Box(180, 102, 260, 138), 0),
    Word("nhân", 95.0, Box(280, 100, 400, 140), 0),
    Word("漢dân", 40.0, Box(100, 200, 220, 240), 1),
)


def page(words: tuple[Word, ...] = WORDS, *, colour: Colour = Colour.GREY) -> BundlePage:
    shape = (600, 500, 3) if colour is Colour.COLOUR else (600, 500)
    image = PageImage(np.full(shape, 255, np.uint8), 100)
    findings = Findings(500, 600, 100, 0, 0.0, cropped=False, blank=False, colour=colour)
    return encoded(ReadPage(image, words, findings))


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_the_text_copies_right_with_real_spaces(tmp_path: Path) -> None:
    write_bundle([page()], tmp_path / "a.pdf", FACTS)
    assert text_of(tmp_path / "a.pdf").split() == ["Ủy", "ban", "nhân", "?dân"]
    assert "Ủy ban nhân" in unicodedata.normalize("NFC", text_of(tmp_path / "a.pdf"))


def test_each_word_lies_on_its_place(tmp_path: Path) -> None:
    write_bundle([page()], tmp_path / "a.pdf", FACTS)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text = document[0].get_textpage()
        start = text.get_text_range().index("nhân")
        boxes = [text.get_charbox(start + letter, loose=True) for letter in range(4)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert (left * 100 / 72, right * 100 / 72) == pytest.approx((280, 400), abs=2)


def test_it_claims_pdfa_and_keeps_what_that_asks_for(tmp_path: Path) -> None:
    write_bundle([page(), page(colour=Colour.COLOUR)], tmp_path / "a.pdf", FACTS)
    with pikepdf.open(tmp_path / "a.pdf") as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["dc:title"] == FACTS.title
        assert "/Info" not in document.trailer
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        for each in document.pages:
            for font in each.resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor


def test_the_page_keeps_its_size_in_points(tmp_path: Path) -> None:
    write_bundle([page()], tmp_path / "a.pdf", FACTS)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        assert document[0].get_size() == pytest.approx((500 * 0.72, 600 * 0.72), abs=0.01)


def test_what_is_known_of_the_paper_is_in_the_metadata_and_its_title_is_the_bookmark(tmp_path: Path) -> None:
    facts = replace(FACTS, organ="SỞ Y TẾ", identifier="171/GM-SYT", kind="Giấy mời", subject="Mời họp")
    write_bundle([page()], tmp_path / "a.pdf", facts)
    with pikepdf.open(tmp_path / "a.pdf") as document:
        metadata = document.open_metadata()
        assert metadata["dc:creator"] == ["SỞ Y TẾ"]
        assert metadata["dc:identifier"] == "171/GM-SYT"
        assert metadata["dc:type"] == {"Giấy mời"}
        assert metadata["dc:description"] == "Mời họp"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == [FACTS.title]


def test_a_cancel_leaves_no_file(tmp_path: Path) -> None:
    def cancel(_progress: Progress) -> None:
        raise ScanCancelled

    with pytest.raises(ScanCancelled):
        write_bundle([page()], tmp_path / "a.pdf", FACTS, report=cancel)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_not_a_document(tmp_path: Path) -> None:
    with pytest.raises(BundleInvalid):
        write_bundle([], tmp_path / "a.pdf", FACTS)


SIDES = st.integers(0, 5000)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), SIDES, SIDES, SIDES, SIDES, st.integers(0, 99))))
def test_stored_words_come_back_as_they_were(rows: list[tuple[str, int, int, int, int, int]]) -> None:
    words = tuple(Word(text, 50.5, Box(*sides), line) for text, *sides, line in rows)
    assert words_from_bytes(words_to_bytes(words)) == words


def test_words_that_nearly_touch_are_copied_apart_by_poppler(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        assert "CI" not in os.environ, "poppler-utils is missing"
        pytest.skip("poppler-utils is not installed")
    close = (Word("hạng", 95.0, Box(100, 100, 178, 140), 0), Word("nhỏ", 95.0, Box(180, 100, 250, 140), 0))
    write_bundle([page(close)], tmp_path / "a.pdf", FACTS)
    copied = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert copied.stdout.split() == ["hạng", "nhỏ"]
