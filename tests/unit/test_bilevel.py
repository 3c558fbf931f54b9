"""Pages of only black and white stay so, to the pixel, at a fraction of the bytes."""

from pathlib import Path
from typing import cast

import numpy as np
import pikepdf
import pypdfium2
import pytest

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.cleanup.colour import choose_colour
from scanning.model import Colour, PageImage, ReadPage
from scanning.pipeline import read_page
from tests.papers import sample_page
from tests.pki import now


@pytest.fixture
def page() -> ReadPage:
    pixels = np.where(sample_page().pixels.min(axis=2) < 128, 0, 255).astype(np.uint8)
    return read_page(PageImage(pixels, 300), reader=lambda _image: ())


def test_only_black_and_white_is_bilevel_and_a_shade_is_grey() -> None:
    pixels = np.full((100, 100), 255, np.uint8)
    pixels[10:20] = 0
    assert choose_colour(PageImage(pixels, 100)) is Colour.BILEVEL
    pixels[30] = 128
    assert choose_colour(PageImage(pixels, 100)) is Colour.GREY


def test_a_bilevel_page_comes_out_of_the_pdf_to_the_pixel(page: ReadPage, tmp_path: Path) -> None:
    assert page.findings.colour is Colour.BILEVEL
    file = write_bundle([encoded(page)], tmp_path / "page.pdf", BundleFacts("Page", now())).file
    with pikepdf.open(file) as document:
        image = cast(pikepdf.Stream, document.pages[0].resources.XObject.Scan)
        assert image.Filter == pikepdf.Name.CCITTFaxDecode
        shown = np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"))
    assert np.array_equal(shown, np.where(page.image.pixels > 127, 255, 0))
    with pypdfium2.PdfDocument(file) as opened:
        drawn = np.asarray(opened[0].render(scale=300 / 72).to_pil().convert("L"))
    assert abs(float(drawn.mean()) - float(shown.mean())) < 3
    assert file.stat().st_size < 150_000
