"""The duties of signing software (TT 15/2025/TT-BKHCN), as a list that runs: one test for each."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from clerk_app.i18n import translator
from clerk_app.workflow.check_signer import checked, warnings_of
from clerk_app.workflow.verdicts import explained
from signing.errors import CertificateRefused
from signing.keys.port import Allowance
from signing.means import Means
from signing.model import Level, TrustStatus, Verdict
from signing.readings import read_document
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner, TrustStore
from signing.validate import verify
from tests.pki import TEXT, now
from tests.pki.strangers import PIN, Stranger, Strangers


def refusal(strangers: Strangers, who: Stranger) -> TrustStatus:
    with pytest.raises(CertificateRefused) as caught:
        checked(Examiner(strangers.store), strangers.token(who), None)
    return caught.value.reason


@pytest.fixture
def signed(strangers: Strangers, page: Path, tmp_path: Path) -> Path:
    with strangers.token(Stranger.VALID).unlock(bytearray(PIN, "ascii"), allowance=Allowance()) as key:
        service = TimestampService(strangers.timestamp_url, 5)
        means = Means(key, Examiner(strangers.store), service, Level.B_LT)
        return sign_copy(page, tmp_path / "signed.pdf", text=TEXT, means=means, moment=now()).path


def test_the_validity_of_the_certificate_is_checked_before_signing(strangers: Strangers) -> None:
    assert refusal(strangers, Stranger.EXPIRED) is TrustStatus.EXPIRED


def test_the_chain_is_checked_to_a_root_that_this_site_trusts(strangers: Strangers) -> None:
    assert refusal(strangers, Stranger.UNKNOWN_ROOT) is TrustStatus.UNKNOWN_ISSUER


def test_revocation_is_checked_online_and_by_the_newest_list(strangers: Strangers) -> None:
    assert refusal(strangers, Stranger.REVOKED) is TrustStatus.REVOKED
    good = checked(Examiner(strangers.store), strangers.token(Stranger.VALID), None)
    assert good is not None
    assert good.evidence.ocsp_answers
    assert good.evidence.revocation_lists


def test_an_unknown_status_is_warned_of_in_vietnamese(strangers: Strangers) -> None:
    found = checked(Examiner(strangers.store), strangers.token(Stranger.UNKNOWN_STATUS), None)
    assert found is not None
    (warning,) = warnings_of(found, translator("vi"))
    assert "bị thu hồi" in warning


def test_the_certificate_must_be_meant_for_signing(strangers: Strangers) -> None:
    assert refusal(strangers, Stranger.WRONG_USE) is TrustStatus.WRONG_USAGE


def test_a_key_below_2048_bits_is_too_weak() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - weak on purpose
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "weak")])
    start = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    builder = builder.public_key(key.public_key()).not_valid_before(start)
    certificate = builder.not_valid_after(start + timedelta(days=9)).sign(key, hashes.SHA256())
    der = certificate.public_bytes(Encoding.DER)
    assert Examiner(TrustStore(roots=(der,))).signer(der, ()).status is TrustStatus.WEAK_ALGORITHM


def test_a_signature_is_pades_with_pss_and_sha_2(signed: Path) -> None:
    with signed.open("rb") as stream:
        embedded = read_document(stream).signatures[0].embedded
        assert embedded is not None
        information = embedded.signer_info
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert information["digest_algorithm"]["algorithm"].native == "sha256"
    assert information["signature_algorithm"]["algorithm"].native == "rsassa_pss"


def test_certificate_and_revocation_data_are_kept_in_the_document(signed: Path) -> None:
    with pikepdf.open(signed) as document:
        kept = {key: len(document.Root.DSS[key]) for key in ("/Certs", "/OCSPs", "/CRLs")}
    assert all(kept.values())


def test_validity_signer_time_and_integrity_are_told_in_vietnamese(
    strangers: Strangers, signed: Path
) -> None:
    found = verify(signed, store=strangers.store, fetch_revocation=False)
    (signature,) = found.signatures
    assert (found.verdict, signature.intact, signature.signer) == (
        Verdict.VALID,
        True,
        "valid (Demonstration)",
    )
    assert signature.signed_at is not None
    assert list(explained(found, translator("vi"))) == [
        "Mọi chữ ký đều hợp lệ và sau đó không có gì bị thay đổi."
    ]
