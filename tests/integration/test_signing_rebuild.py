"""What somebody brought is written anew before it is signed; copies are certified by the chain of hands."""

import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from clerk_app.workflow.prepare_file import certify_copy, prepare_file
from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.model import Colour, Findings, ReadPage
from signing.appearance import AttachmentText, HandwrittenMark, Mark, SealMark, TypedMark
from signing.countersign import sign_field
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import FieldTaken
from signing.means import Means
from signing.model import Level, Role, Verdict
from signing.rebuild import rebuild
from signing.sign import ATTACHMENT_FIELD, sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify
from tests.desks import desk_in
from tests.judges import verapdf
from tests.papers import numbered_sheet
from tests.pki import now, pin


def shadowed(page: Path, target: Path) -> Path:
    """Hide a second text that no page names, a script that runs when it is opened, and a form field."""
    with pikepdf.open(page) as pdf:
        hidden = pdf.make_stream(b"BT (Shadow) Tj ET")
        pdf.Root.PieceInfo = hidden
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="payee",
            V="Le Thi",
            DA="/Helv 12 Tf 0 g",
            Rect=pikepdf.Array([100, 300, 300, 320]),
            AA=pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")),
        )
        widget = pdf.make_indirect(field)
        pdf.pages[0].Annots = pikepdf.Array([widget])
        fonts = pikepdf.Dictionary(
            Helv=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([widget]), DR=pikepdf.Dictionary(Font=fonts), DA="/Helv 12 Tf 0 g"
        )
        pdf.save(target)
    with target.open("ab") as more:
        more.write(b"\n99 0 obj\n(second version)\nendobj\n")
    return target


def test_what_is_hidden_or_acts_is_gone_and_form_text_is_print(page: Path, tmp_path: Path) -> None:
    brought, anew = shadowed(page, tmp_path / "brought.pdf"), tmp_path / "anew.pdf"
    assert rebuild(brought, anew) == 2
    content = anew.read_bytes()
    assert content.count(b"startxref") == 1
    assert b"JavaScript" not in content
    assert b"second version" not in content
    with pikepdf.open(anew) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/AcroForm" not in pdf.Root
    with pypdfium2.PdfDocument(anew) as drawn:
        said = drawn[0].get_textpage().get_text_range()
    assert "Page 1" in said
    assert "Le Thi" in said


def test_what_is_prepared_is_not_written_anew(page: Path, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared.pdf"
    prepare_file(page, prepared, {}, {})
    with pytest.raises(FieldTaken):
        rebuild(prepared, tmp_path / "anew.pdf")
    assert not (tmp_path / "anew.pdf").exists()


def test_an_attachment_shows_the_letters_number_and_the_time_and_no_picture(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path
) -> None:
    with authority.token_keys(Person.SEAL).unlock(pin()) as key:
        means = Means(key, Examiner(authority.store), None, Level.B_B)
        text = AttachmentText("171/QĐ-UBND")
        done = sign_copy(page, tmp_path / "out.pdf", text=text, means=means, moment=now())
    (signature,) = verify(done.path, store=authority.store).signatures
    assert (signature.field, signature.verdict) == (ATTACHMENT_FIELD, Verdict.VALID)
    shown = subprocess.run(["pdftotext", done.path, "-"], capture_output=True, text=True, check=True).stdout
    assert "171/QĐ-UBND" in shown
    assert "+07:00" in shown


@pytest.mark.soak
def test_a_copy_is_certified_by_all_hands_and_stays_pdfa(tmp_path: Path) -> None:
    image = numbered_sheet(3)
    findings = Findings(image.width, image.height, image.dpi, 0, 0.0, False, False, Colour.COLOUR)
    copy = write_bundle(
        [encoded(ReadPage(image, (), findings))], tmp_path / "copy.pdf", BundleFacts("x", now())
    )
    file = tmp_path / "certified.pdf"
    hands: dict[Role, tuple[Person, Mark]] = {
        Role.OFFICIAL: (Person.OFFICER, HandwrittenMark(None, "Nguyễn Thị Lan", "")),
        Role.LEADER: (Person.LEADER, HandwrittenMark(None, "Trần Văn Minh", "")),
        Role.NUMBER: (Person.SEAL, TypedMark("12")),
        Role.DATE: (Person.SEAL, TypedMark("ngày 25 tháng 11 năm 2026", italic=True)),
        Role.SEAL: (Person.SEAL, SealMark(None, "UBND PHƯỜNG AN BÌNH")),
    }
    with desk_in(tmp_path / "home") as (desk, embedded):
        certify_copy(desk, copy.file, file, "01/2026-SCT/BS")
        people = embedded.services()
        for role, (person, mark) in hands.items():
            with people.token_keys(person).unlock(pin()) as key:
                means = Means(key, Examiner(people.store), None, Level.B_B)
                sign_field(file, file, role=role, mark=mark, means=means, moment=now())
        found = verify(file, store=people.store)
    assert found.verdict is Verdict.VALID
    assert len(found.signatures) == 5
    assert verapdf.complaints(file) == []
    shown = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    said = " ".join(shown.stdout.split())
    assert "ĐÚNG VỚI BẢN CHÍNH" in said
    assert "Số chứng thực: 12 quyển số 01/2026-SCT/BS" in said
    assert "Bản sao điện tử gồm 1 trang" in said
