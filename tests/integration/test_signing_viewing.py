"""The copy for the eye shows what a signature draws, and pretends to be nothing more."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from clerk_app.paper.receipt import draw_receipt
from signing.appearance import CopyText
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.errors import UnreadablePdf
from signing.means import Means
from signing.model import Level, Verdict
from signing.sign import sign_copy
from signing.trust import Examiner
from signing.validate import verify
from signing.viewing import write_viewing_copy
from tests.unit.test_paper import RECEIPT


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_a_viewing_copy_shows_the_stamp_and_carries_no_signature(tmp_path: Path) -> None:
    authority = DemonstrationAuthority.create(tmp_path / "authority")
    (tmp_path / "plain.pdf").write_bytes(draw_receipt(RECEIPT))
    keys = authority.token_keys(Person.OFFICER)
    with keys.unlock(bytearray(DEMONSTRATION_PIN, "ascii")) as key:
        signed = sign_copy(
            tmp_path / "plain.pdf",
            tmp_path / "signed.pdf",
            text=CopyText("SAO Y", "UBND phường An Bình"),
            means=Means(key, Examiner(authority.store), None, Level.B_B),
            moment=datetime.now(UTC),
        )
    write_viewing_copy(signed.path, tmp_path / "view.pdf")
    assert "SAO Y" not in text_of(signed.path)  # the page's own text; the field draws it beside
    assert "SAO Y" in text_of(tmp_path / "view.pdf")
    assert verify(tmp_path / "view.pdf", store=authority.store).verdict is Verdict.UNSIGNED


def test_what_is_no_pdf_leaves_no_copy(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"nothing")
    with pytest.raises(UnreadablePdf):
        write_viewing_copy(tmp_path / "bad.pdf", tmp_path / "view.pdf")
    assert not (tmp_path / "view.pdf").exists()
