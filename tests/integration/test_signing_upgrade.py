"""A signature made while services were down gets its level later, without a PIN and without being touched."""

from pathlib import Path

import pytest

from signing.appearance import HandwrittenMark
from signing.countersign import sign_field
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import (
    CertificateRefused,
    RevocationUnavailable,
    SignatureBroken,
    TimestampUnavailable,
)
from signing.means import Means
from signing.model import Level, Role, Verdict
from signing.prepare import prepare
from signing.readings import read_document
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner, TrustStore
from signing.upgrade import lowest, upgrade
from signing.validate import verify
from tests.pki import BOXES, TEXT, now, pin

NOBODY = TimestampService("http://127.0.0.1:9/", 2)


def copy_at(
    authority: DemonstrationAuthority,
    page: Path,
    target: Path,
    timestamps: TimestampService | None,
    level: Level,
) -> Path:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        means = Means(key, Examiner(authority.store), timestamps, level)
        done = sign_copy(page, target, text=TEXT, means=means, moment=now())
    assert done.level is level
    return done.path


def contents(path: Path) -> list[bytes]:
    with path.open("rb") as stream:
        read = read_document(stream).signatures
        return [bytes(each.embedded.pkcs7_content) for each in read if each.embedded is not None]


@pytest.mark.parametrize("level", [Level.B_B, Level.B_T, Level.B_LT, Level.B_LTA])
def test_an_upgrade_reaches_b_lta_and_leaves_the_signature_as_it_was(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path, level: Level
) -> None:
    signed = copy_at(authority, page, tmp_path / "signed.pdf", services, level)
    before, old = contents(signed), signed.read_bytes()
    done = upgrade(signed, signed, examiner=Examiner(authority.store), timestamps=services)
    assert done.level is Level.B_LTA
    assert done.stamp_expires is not None
    assert done.stamp_expires > now()
    assert contents(signed)[: len(before)] == before
    assert signed.read_bytes().startswith(old)
    found = verify(signed, store=authority.store, fetch_revocation=False)
    assert (found.verdict, found.signatures[0].level) == (Verdict.VALID, Level.B_LTA)
    assert found.signatures[0].timestamp is not None


def test_earlier_signatures_under_later_ones_are_raised_too(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path
) -> None:
    document = tmp_path / "decision.pdf"
    prepare(page, document, {name: BOXES[name] for name in ("official", "leader", "seal")})
    for role, person in (
        (Role.OFFICIAL, Person.OFFICER),
        (Role.LEADER, Person.LEADER),
        (Role.SEAL, Person.SEAL),
    ):
        with authority.token_keys(person).unlock(pin()) as key:
            means = Means(key, Examiner(authority.store), None, Level.B_B)
            mark = HandwrittenMark(None, person.value, "")
            sign_field(document, document, role=role, mark=mark, means=means, moment=now())
    done = upgrade(document, document, examiner=Examiner(authority.store), timestamps=services)
    found = verify(document, store=authority.store, fetch_revocation=False)
    assert (done.level, found.verdict) == (Level.B_LTA, Verdict.VALID)
    assert {each.level for each in found.signatures} == {Level.B_LTA}


def test_a_dead_time_stamp_service_leaves_the_file_as_it_was(
    authority: DemonstrationAuthority, page: Path, tmp_path: Path
) -> None:
    signed = copy_at(authority, page, tmp_path / "signed.pdf", None, Level.B_B)
    before = signed.read_bytes()
    with pytest.raises(TimestampUnavailable):
        upgrade(signed, signed, examiner=Examiner(authority.store), timestamps=NOBODY)
    assert signed.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []


def test_without_revocation_services_a_time_stamp_is_added_once(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path
) -> None:
    silent = DemonstrationAuthority.create(tmp_path / "silent")
    examiner = Examiner(authority.store | silent.store)
    signed = copy_at(silent, page, tmp_path / "signed.pdf", None, Level.B_B)
    assert upgrade(signed, signed, examiner=examiner, timestamps=services).level is Level.B_T
    with pytest.raises(RevocationUnavailable):
        upgrade(signed, signed, examiner=examiner, timestamps=services)


def test_a_signature_that_does_not_hold_is_not_kept_alive(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path
) -> None:
    signed = copy_at(authority, page, tmp_path / "signed.pdf", None, Level.B_B)
    data = bytearray(signed.read_bytes())
    data[data.index(b"/MediaBox") + 12] ^= 1
    signed.write_bytes(data)
    with pytest.raises(SignatureBroken):
        upgrade(signed, signed, examiner=Examiner(authority.store), timestamps=services)


def test_a_certificate_that_nobody_trusts_is_not_kept_alive(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path
) -> None:
    signed = copy_at(authority, page, tmp_path / "signed.pdf", None, Level.B_B)
    with pytest.raises(CertificateRefused):
        upgrade(signed, signed, examiner=Examiner(TrustStore()), timestamps=services)


def test_the_weakest_signature_is_the_level_of_a_file() -> None:
    assert lowest([Level.B_LTA, Level.B_T, Level.B_LT]) is Level.B_T
    assert lowest([]) is Level.CMS
