"""What we bundle, judged by programs we did not write."""

import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded, encoded_as_scanned
from scanning.bundle.pdf import write_bundle
from scanning.bundle.two_sides import on_one_page
from scanning.cleanup.recipe import AS_SCANNED, Recipe
from scanning.cleanup.turn import turned
from scanning.intake.images import open_image, save_image
from scanning.model import BundlePage, Word
from scanning.pipeline import read_page
from tests.judges import verapdf
from tests.papers import sample_page
from tests.pki import now

FACTS = BundleFacts("Sinh con", now(), "vi", "BỆNH VIỆN", "1184/GCS", "Giấy chứng sinh", "Sinh con")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[BundlePage]:
    """A page with a seal, scanned on its side: clean, cropped by hand, as scanned, as two sides of a card."""
    file = tmp_path_factory.mktemp("page") / "page.jpg"
    save_image(turned(sample_page(2), 90), file)
    original = open_image(file)
    above, below = (read_page(original, Recipe(crop=area)) for area in ((0, 0, 1, 0.3), (0, 0.2, 1, 0.5)))
    return [
        encoded(read_page(original)),
        encoded(read_page(original, Recipe(crop=(0.05, 0.2, 0.95, 0.5)))),
        encoded_as_scanned(read_page(original, AS_SCANNED), file.read_bytes()),
        encoded(on_one_page(above, below)),
    ]


@pytest.fixture(scope="module")
def bundle(pages: list[BundlePage], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These pages in a file of ours."""
    return write_bundle(pages, tmp_path_factory.mktemp("judged") / "page.pdf", FACTS).file


def surely_read(page: BundlePage) -> list[Word]:
    words = [word for word in page.words if word.confidence > 90 and len(word.text) > 3]
    assert len(words) > 10
    return words


def test_the_text_lies_on_the_ink_of_every_page(pages: list[BundlePage], bundle: Path) -> None:
    with pypdfium2.PdfDocument(bundle) as document:
        for number, page in enumerate(pages):
            drawn = np.asarray(document[number].render(scale=page.dpi / 72, grayscale=True).to_pil())
            for word in surely_read(page):
                box = word.box
                inside = drawn[box.top : box.bottom, box.left : box.right]
                assert (inside < 140).mean() > 0.05, (number, word)


def test_pdfium_selects_the_words_where_they_lie(pages: list[BundlePage], bundle: Path) -> None:
    with pypdfium2.PdfDocument(bundle) as document:
        for number, page in enumerate(pages):
            text, scale = document[number].get_textpage(), 72 / page.dpi
            for word in surely_read(page):
                left, top, right, bottom = (
                    side * scale for side in (word.box.left, word.box.top, word.box.right, word.box.bottom)
                )
                high = page.height_px * scale
                found = text.get_text_bounded(left - 2, high - bottom - 2, right + 2, high - top + 2)
                assert word.text in unicodedata.normalize("NFC", found), (number, word)


def test_poppler_selects_the_words_where_they_lie(pages: list[BundlePage], bundle: Path) -> None:
    if shutil.which("pdftotext") is None:
        assert "CI" not in os.environ, "poppler-utils is missing"
        pytest.skip("poppler-utils is not installed")
    for number, page in enumerate(pages, 1):
        scale = 72 / page.dpi
        for word in surely_read(page)[::5]:
            left, top = int(word.box.left * scale) - 2, int(word.box.top * scale) - 2
            wide = int((word.box.right - word.box.left) * scale) + 5
            high = int((word.box.bottom - word.box.top) * scale) + 5
            area = ["-x", left, "-y", top, "-W", wide, "-H", high, "-f", number, "-l", number]
            found = subprocess.run(
                ["pdftotext", *map(str, area), str(bundle), "-"], capture_output=True, text=True, check=True
            )
            assert word.text in unicodedata.normalize("NFC", found.stdout), (number, word)


def test_verapdf_finds_it_pdfa_2b(bundle: Path) -> None:
    assert verapdf.complaints(bundle) == []


def test_verapdf_complains_where_the_output_intent_is_gone(bundle: Path, tmp_path: Path) -> None:
    with pikepdf.open(bundle) as document:
        del document.Root.OutputIntents
        document.save(tmp_path / "page.pdf")
    assert any("6.2.4.3" in complaint for complaint in verapdf.complaints(tmp_path / "page.pdf"))


def test_qpdf_finds_no_fault_in_its_structure(bundle: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        assert "CI" not in os.environ, "qpdf is missing"
        pytest.skip("qpdf is not installed")
    judged = subprocess.run([qpdf, "--check", str(bundle)], capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stderr) == (0, "")
