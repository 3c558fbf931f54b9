"""What is kept and told of a verification: evidence, and reports that the standard's schema accepts."""

import hashlib
from pathlib import Path

import pytest
from lxml import etree

from signing.demonstration import DemonstrationAuthority, Person
from signing.etsi import validation_report
from signing.means import Means
from signing.model import Level, Verdict
from signing.quarantine import validate_apart
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner, TrustStore
from signing.validation import Validation
from tests.judges.schema import complaints
from tests.pki import TEXT, now, pin

VR = "{http://uri.etsi.org/19102/v1.4.1#}"
OURS = "{urn:clerk:verdict}"


@pytest.fixture
def signed(authority: DemonstrationAuthority, services: TimestampService, page: Path, tmp_path: Path) -> Path:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        means = Means(key, Examiner(authority.store), services, Level.B_LTA)
        return sign_copy(page, tmp_path / "signed.pdf", text=TEXT, means=means, moment=now()).path


def validated(store: TrustStore, *files: Path) -> list[Validation]:
    return list(validate_apart(files, store, fetch_revocation=False))


def indications(report: bytes) -> list[tuple[str, str]]:
    """Return the last words of main and sub-indication for each signature of a report."""
    found = []
    for status in etree.fromstring(report).iter(f"{VR}SignatureValidationStatus"):
        main, sub = (status.findtext(f"{VR}{name}Indication", "") for name in ("Main", "Sub"))
        found.append((main.rpartition(":")[2], sub.rpartition(":")[2]))
    return found


def test_evidence_holds_certificates_answers_and_hashes(
    signed: Path, authority: DemonstrationAuthority
) -> None:
    (validation,) = validated(authority.store, signed)
    (evidence,) = validation.evidence
    assert validation.sha256 == hashlib.sha256(signed.read_bytes()).hexdigest()
    assert evidence.certificate == authority.certificate(Person.OFFICER.value)
    assert evidence.issuers[0] in authority.store.demonstration_roots
    assert evidence.ocsp_answers or evidence.revocation_lists
    assert evidence.digest == evidence.stated_digest
    assert len(evidence.timestamps) == 2  # its own and the archive's


def test_a_report_on_good_and_bad_files_fits_the_schema(
    signed: Path, page: Path, authority: DemonstrationAuthority, tmp_path: Path
) -> None:
    broken, nothing = tmp_path / "broken.pdf", tmp_path / "nothing.pdf"
    data = bytearray(signed.read_bytes())
    data[data.index(b"/MediaBox")] ^= 1
    broken.write_bytes(data)
    nothing.write_bytes(b"no PDF")
    known = validated(authority.store, signed, broken, page, nothing)
    stranger = validated(TrustStore(), signed)
    report = validation_report([*known, *stranger])
    assert complaints(report) == []
    assert [each.found.verdict for each in (*known, *stranger)] == [
        Verdict.VALID,
        Verdict.BROKEN,
        Verdict.UNSIGNED,
        Verdict.UNREADABLE,
        Verdict.UNTRUSTED,
    ]
    assert indications(report) == [
        ("total-passed", ""),
        ("total-failed", "HASH_FAILURE"),
        ("noSignatureFound", ""),
        ("noSignatureFound", ""),
        ("indeterminate", "NO_CERTIFICATE_CHAIN_FOUND"),
    ]


def test_every_reference_of_a_report_leads_to_an_object(
    signed: Path, authority: DemonstrationAuthority
) -> None:
    root = etree.fromstring(validation_report(validated(authority.store, signed)))
    known = {each.attrib["id"] for each in root.iter(f"{VR}ValidationObject")}
    referred = {name for each in root.iter() for name in each.attrib.get("VOReference", "").split()}
    assert referred == known
    assert root.findtext(f".//{OURS}level") == "B-LTA"


@pytest.mark.soak
def test_reports_on_all_files_of_the_collection_fit_the_schema(shared_data: Path) -> None:
    files = sorted((shared_data / "signed").rglob("*.pdf"))
    assert complaints(validation_report(validated(TrustStore(), *files))) == []
