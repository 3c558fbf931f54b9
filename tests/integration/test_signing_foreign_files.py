"""What is no PDF, and one signature in two fields; the whole collection has its own table of verdicts."""

from pathlib import Path

import pytest

from signing.model import FileVerdict
from signing.trust import TrustStore
from signing.validate import verify

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "signed"
NOBODY = TrustStore()

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the collection of signed files is not beside the repository"
)


def judged(path: Path) -> FileVerdict:
    return verify(path, store=NOBODY, fetch_revocation=False)


def test_a_signature_in_two_fields_counts_once() -> None:
    found = judged(FOLDER / "dss" / "validation__signature-referenced-from-multiple-fields.pdf")
    assert len(found.signatures) == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000)])
def test_what_is_no_pdf_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert judged(path).as_data() == {"file": str(path), "verdict": "unreadable", "signatures": []}
