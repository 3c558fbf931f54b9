"""What we bundle, judged by programs we did not write."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded, encoded_as_scanned
from scanning.bundle.pdf import write_bundle
from scanning.cleanup.recipe import AS_SCANNED, Recipe
from scanning.intake.images import open_image, save_image
from scanning.pipeline import read_page
from tests.judges import verapdf
from tests.papers import sample_page
from tests.pki import now

FACTS = BundleFacts("Sinh con", now(), "vi", "BỆNH VIỆN", "1184/GCS", "Giấy chứng sinh", "Sinh con")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A colour page with a seal, the same cropped and turned by hand, and as scanned, in a file of ours."""
    folder = tmp_path_factory.mktemp("judged")
    save_image(sample_page(2), folder / "page.jpg")
    by_hand = Recipe(turn=90, crop=(0.1, 0.1, 0.8, 0.5))
    pages = [
        encoded(read_page(sample_page(2))),
        encoded(read_page(sample_page(2), by_hand)),
        encoded_as_scanned(
            read_page(open_image(folder / "page.jpg"), replace(AS_SCANNED, turn=90)),
            (folder / "page.jpg").read_bytes(),
        ),
    ]
    return write_bundle(pages, folder / "page.pdf", FACTS).file


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
