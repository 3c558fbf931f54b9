"""A scan comes out of a PDF as it went in; a page that is more than a scan is drawn."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.intake.documents import open_pages
from scanning.model import Box, Colour, Findings, PageImage, Pixels, ReadPage, Word
from tests.pki import now

WORDS = (Word("Số", 95.0, Box(20, 20, 60, 40), 0),)


def scan(height: int, width: int, *, seed: int = 1) -> Pixels:
    """Ragged black bars on white: no two pages and no two sides are alike."""
    rows = np.random.default_rng(seed).random((height // 8 + 1, width // 8 + 1)) < 0.2
    return np.where(np.kron(rows, np.ones((8, 8)))[:height, :width] > 0, 0, 255).astype(np.uint8)


def write(file: Path, pixels: Pixels, dpi: int = 200, colour: Colour = Colour.BILEVEL) -> Path:
    height, width = pixels.shape
    findings = Findings(width, height, dpi, 0, 0.0, cropped=False, blank=False, colour=colour)
    page = encoded(ReadPage(PageImage(pixels, dpi), WORDS, findings))
    return write_bundle([page], file, BundleFacts("Scan", now())).file


@settings(max_examples=10, deadline=None)
@given(st.integers(200, 400), st.integers(200, 400), st.sampled_from([100, 200, 300, 600]))
def test_a_bilevel_scan_comes_back_to_the_pixel(
    tmp_path_factory: pytest.TempPathFactory, height: int, width: int, dpi: int
) -> None:
    pixels = scan(height, width)
    (page,) = open_pages(write(tmp_path_factory.mktemp("scan") / "page.pdf", pixels, dpi))
    assert page.dpi == dpi
    assert np.array_equal(page.pixels, pixels)


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_turned(tmp_path: Path, quarter: int) -> None:
    pixels = scan(300, 200)
    with pikepdf.open(write(tmp_path / "page.pdf", pixels), allow_overwriting_input=True) as document:
        document.pages[0].Rotate = quarter
        document.save()
    (page,) = open_pages(tmp_path / "page.pdf")
    assert np.array_equal(page.pixels, np.rot90(pixels, -(quarter // 90)))


def test_a_page_with_visible_text_is_drawn(tmp_path: Path) -> None:
    with pikepdf.open(write(tmp_path / "page.pdf", scan(600, 400)), allow_overwriting_input=True) as document:
        font = next(iter(document.pages[0].resources.Font.keys()))
        document.pages[0].contents_add(f"BT 0 Tr {font} 40 Tf 20 20 Td (A) Tj ET".encode())
        document.save()
    (page,) = open_pages(tmp_path / "page.pdf")
    assert (page.dpi, page.width) == (300, 600)


def test_a_picture_that_is_shown_inverted_is_drawn(tmp_path: Path) -> None:
    pixels = scan(600, 400)
    with pikepdf.open(write(tmp_path / "page.pdf", pixels), allow_overwriting_input=True) as document:
        document.pages[0].resources.XObject.Scan.Decode = pikepdf.Array([1, 0])
        document.save()
    (page,) = open_pages(tmp_path / "page.pdf")
    assert page.pixels.mean() == pytest.approx(255 - pixels.mean(), abs=6)


def test_a_page_of_layers_is_drawn_with_all_of_them(tmp_path: Path) -> None:
    pixels = np.maximum(scan(600, 400), 20)
    (page,) = open_pages(write(tmp_path / "page.pdf", pixels, colour=Colour.GREY))
    assert page.pixels.mean() == pytest.approx(pixels.mean(), abs=6)
