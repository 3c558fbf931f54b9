"""Official, leader, seal: in this order, on prepared documents, and nobody's signature suffers."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from signing.appearance import HandwrittenMark, Mark, SealMark, TypedMark
from signing.countersign import sign_field
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import FieldMissing, FieldTaken, OutOfOrder, OutputRefused, SignatureBroken, WrongSigner
from signing.gate import publish_signed
from signing.means import Means
from signing.model import ChangesAfter, Covers, Level, Role, SignedFile, Verdict
from signing.prepare import prepare
from signing.readings import read_document
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify
from tests.pki import BOXES, now, pin

AGENCY = "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH"
PEOPLE: dict[Role, tuple[Person, Mark]] = {
    Role.OFFICIAL: (Person.OFFICER, HandwrittenMark(None, "Nguyễn Thị Lan", "CÔNG CHỨC")),
    Role.LEADER: (Person.LEADER, HandwrittenMark(None, "Trần Văn Minh", "CHỦ TỊCH")),
    Role.NUMBER: (Person.SEAL, TypedMark("171/QĐ-UBND")),
    Role.DATE: (Person.SEAL, TypedMark("ngày 25 tháng 11 năm 2026")),
    Role.SEAL: (Person.SEAL, SealMark(None, AGENCY)),
}


@pytest.fixture
def prepared(page: Path, tmp_path: Path) -> Path:
    prepare(page, tmp_path / "prepared.pdf", BOXES)
    return tmp_path / "prepared.pdf"


def add(
    authority: DemonstrationAuthority,
    path: Path,
    role: Role,
    *,
    person: Person | None = None,
    timestamps: TimestampService | None = None,
    level: Level = Level.B_B,
) -> SignedFile:
    """Sign in place, by the person of the role unless another is sent."""
    usual, mark = PEOPLE[role]
    with authority.token_keys(person or usual).unlock(pin()) as key:
        return sign_field(
            path,
            path,
            role=role,
            mark=mark,
            means=Means(key, Examiner(authority.store), timestamps, level),
            moment=now(),
        )


@pytest.mark.parametrize("level", [Level.B_B, Level.B_LT])
def test_all_five_signatures_stay_valid(
    authority: DemonstrationAuthority,
    services: TimestampService,
    prepared: Path,
    level: Level,
) -> None:
    for role in Role:
        assert add(authority, prepared, role, timestamps=services, level=level).level is level
    found = verify(prepared, store=authority.store)
    assert found.verdict is Verdict.VALID
    assert [each.field for each in found.signatures] == ["official", "leader", "number", "date", "seal"]
    assert {each.changes_after for each in found.signatures[:4]} == {ChangesAfter.ALLOWED}
    if level is Level.B_B:
        assert found.signatures[4].covers is Covers.FILE
    shown = subprocess.run(["pdfsig", "-nocert", str(prepared)], capture_output=True, text=True, check=True)
    assert shown.stdout.count("Signature Validation: Signature is Valid.") == 5
    assert (
        subprocess.run(["qpdf", "--check", str(prepared)], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.parametrize("role", [Role.LEADER, Role.NUMBER, Role.DATE, Role.SEAL])
def test_a_signature_out_of_order_is_refused(
    authority: DemonstrationAuthority,
    prepared: Path,
    role: Role,
) -> None:
    with pytest.raises(OutOfOrder) as caught:
        add(authority, prepared, role)
    assert caught.value.role is role
    assert verify(prepared, store=authority.store).verdict is Verdict.UNSIGNED


def test_the_seal_waits_for_number_and_date(
    authority: DemonstrationAuthority,
    prepared: Path,
) -> None:
    for role in (Role.OFFICIAL, Role.LEADER):
        add(authority, prepared, role)
    with pytest.raises(OutOfOrder):
        add(authority, prepared, Role.SEAL)


def test_the_official_does_not_countersign(
    authority: DemonstrationAuthority,
    prepared: Path,
) -> None:
    add(authority, prepared, Role.OFFICIAL)
    with pytest.raises(WrongSigner):
        add(authority, prepared, Role.LEADER, person=Person.OFFICER)


def test_a_role_signs_once(authority: DemonstrationAuthority, prepared: Path) -> None:
    add(authority, prepared, Role.OFFICIAL)
    with pytest.raises(FieldTaken):
        add(authority, prepared, Role.OFFICIAL)


def test_an_unprepared_document_is_not_signed(
    authority: DemonstrationAuthority,
    page: Path,
) -> None:
    with pytest.raises(FieldMissing):
        add(authority, page, Role.OFFICIAL)


def test_a_signed_document_is_not_prepared(
    authority: DemonstrationAuthority,
    prepared: Path,
) -> None:
    add(authority, prepared, Role.OFFICIAL)
    with pytest.raises(FieldTaken):
        prepare(prepared, prepared, BOXES)


def test_a_flipped_byte_breaks_the_signature(
    authority: DemonstrationAuthority,
    prepared: Path,
) -> None:
    add(authority, prepared, Role.OFFICIAL)
    data = bytearray(prepared.read_bytes())
    at = data.index(b"/MediaBox")
    data[at + 12] ^= 1
    prepared.write_bytes(data)
    assert verify(prepared, store=authority.store).verdict is Verdict.BROKEN
    with pytest.raises(SignatureBroken):
        add(authority, prepared, Role.LEADER)


def test_a_page_changed_after_signing_is_altered(
    authority: DemonstrationAuthority,
    prepared: Path,
) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    add(authority, prepared, Role.OFFICIAL)
    with prepared.open("r+b") as stream:
        writer = IncrementalPdfFileWriter(stream)
        first = writer.root["/Pages"]["/Kids"][0].get_object()
        first["/Rotate"] = type(writer.root["/Pages"]["/Count"])(90)
        writer.update_container(first)
        writer.write_in_place()  # type: ignore[no-untyped-call]
    found = verify(prepared, store=authority.store)
    assert found.verdict is Verdict.ALTERED
    assert found.signatures[0].intact


def test_the_gate_publishes_nothing_that_harms_an_earlier_signature(
    authority: DemonstrationAuthority,
    prepared: Path,
    tmp_path: Path,
) -> None:
    add(authority, prepared, Role.OFFICIAL)
    target = tmp_path / "published" / "out.pdf"
    target.parent.mkdir()
    with prepared.open("rb") as stream:
        before = read_document(stream)

        def rewrite(output: object) -> None:
            with pikepdf.open(prepared) as document:
                document.save(output)  # type: ignore[arg-type]

        with pytest.raises(OutputRefused):
            publish_signed(before, target, "leader", rewrite)
    assert list(target.parent.iterdir()) == []


def test_a_full_disk_leaves_the_target_as_it_was(tmp_path: Path, prepared: Path) -> None:
    target = tmp_path / "published.pdf"
    target.write_bytes(b"before")

    def fail(output: object) -> None:
        raise OSError(28, "No space left on device")

    with prepared.open("rb") as stream, pytest.raises(OSError, match="No space"):
        publish_signed(read_document(stream), target, "official", fail)
    assert target.read_bytes() == b"before"
    assert not list(tmp_path.glob(".*.part"))
