"""Every file of the world gets a verdict: attacks, oddities, genuine letters."""

from pathlib import Path

import pytest

from signing.model import FileVerdict, Verdict
from signing.trust import TrustStore
from signing.validate import verify

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "signed"
NOBODY = TrustStore()

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the collection of signed files is not beside the repository"
)


def judged(path: Path) -> FileVerdict:
    return verify(path, store=NOBODY, fetch_revocation=False)


@pytest.mark.timeout(60)
def test_every_file_gets_a_verdict() -> None:
    files = sorted(FOLDER.rglob("*.pdf"))
    verdicts = {path.name: judged(path).verdict for path in files}
    assert len(verdicts) == len(files)
    assert Verdict.VALID not in verdicts.values()
    assert set(verdicts.values()) == set(Verdict) - {Verdict.VALID}


@pytest.mark.parametrize("name", ["kg_513_syt", "nd45_2020", "cv2243_signed5", "nd106_2025", "tt51_2025_bca"])
def test_genuine_letters_are_intact(name: str) -> None:
    found = judged(FOLDER / "vn_gov" / f"{name}.pdf")
    assert found.signatures
    assert all(each.intact for each in found.signatures)


def test_a_recompressed_letter_is_broken() -> None:
    assert judged(FOLDER / "vn_gov" / "recompressed_B01.pdf").verdict is Verdict.BROKEN


def test_a_signature_in_two_fields_counts_once() -> None:
    found = judged(FOLDER / "dss" / "validation__signature-referenced-from-multiple-fields.pdf")
    assert len(found.signatures) == 1


def test_a_payee_changed_after_signing_is_altered() -> None:
    assert judged(FOLDER / "dss" / "validation__dss-2236__replace.pdf").verdict is Verdict.ALTERED


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000)])
def test_what_is_no_pdf_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert judged(path).as_data() == {"file": str(path), "verdict": "unreadable", "signatures": []}
