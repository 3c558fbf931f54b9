"""A page from pixels to words, with the real Tesseract."""

from pathlib import Path

import pytest

from scanning.cleanup.turn import turned
from scanning.errors import ReadingFailed, ToolMissing
from scanning.intake.images import open_image
from scanning.model import PageImage, ReadPage
from scanning.ocr.reading import read_words
from scanning.pipeline import read_page
from tests.papers import sample_page


def words_of(page: ReadPage) -> str:
    return " ".join(word.text for word in page.words)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(quarter: int) -> None:
    page = read_page(turned(sample_page(2), quarter))
    assert page.findings.turned_degrees == -quarter % 360
    assert "GIẤY CHỨNG SINH" in words_of(page)
    assert "Trần Lê Gia Hân" in words_of(page)


def test_what_was_found_is_on_the_page() -> None:
    findings = read_page(sample_page(2)).findings
    assert abs(findings.skew_degrees - 1.4) < 0.1  # how it was worn
    assert findings.colour.value == "colour"
    assert not findings.blank
    assert findings.mean_confidence > 85


def test_a_blank_page_is_flagged_and_not_read() -> None:
    def forbidden(_page: PageImage) -> tuple[()]:
        raise AssertionError("a blank page was read")

    empty = sample_page(0)
    page = read_page(PageImage(empty.pixels * 0 + 250, empty.dpi), reader=forbidden)
    assert page.findings.blank
    assert page.findings.turned_degrees == 0
    assert page.words == ()


def test_words_lie_inside_the_page_and_lines_are_counted() -> None:
    page = read_page(sample_page(0))
    for word in page.words:
        assert 0 <= word.box.left < word.box.right <= page.image.width
        assert 0 <= word.box.top < word.box.bottom <= page.image.height
    assert [word.line for word in page.words] == sorted(word.line for word in page.words)


def test_a_language_that_is_not_installed_is_named() -> None:
    with pytest.raises(ToolMissing) as missing:
        read_words(sample_page(0), languages="vie+xyz")
    assert missing.value.tool == "tesseract-ocr-xyz"


def test_a_hanging_tesseract_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "tesseract"
    hanging.write_text("#!/bin/sh\nexec sleep 600\n")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("scanning.ocr.tesseract.TIMEOUT_SECONDS", 1)
    with pytest.raises(ReadingFailed):
        read_words(PageImage(sample_page(0).pixels[:100], 300))


def test_real_sideways_and_upright_pages_are_told_apart(shared_data: Path) -> None:
    sideways = read_page(open_image(shared_data / "pages" / "kg_2155_p4_sideways.jpg"))
    upright = read_page(open_image(shared_data / "pages" / "kg_1967_handwritten.jpg"))
    assert sideways.findings.turned_degrees in (90, 270)
    assert upright.findings.turned_degrees == 0
