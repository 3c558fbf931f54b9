"""What every source of keys promises, for tokens and for key files."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from signing.certificate import facts_of, fingerprint_of
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.errors import AllowanceSpent, CertificateNotOnToken, WrongPin
from signing.keys.pkcs12 import Pkcs12Keys
from signing.keys.port import Allowance, KeySource, Mechanism
from signing.model import Fingerprint
from tests.pki import key_file, pin
from tests.pki.remote import SigningService, csc

__all__ = ["csc"]

Make = Callable[[], KeySource]


@pytest.fixture(params=["token", "file", "remote"])
def source(
    request: pytest.FixtureRequest,
    authority: DemonstrationAuthority,
    tmp_path: Path,
) -> KeySource:
    if request.param == "token":
        return authority.token_keys(Person.OFFICER)
    if request.param == "remote":
        csc: SigningService = request.getfixturevalue("csc")
        return csc.keys("plain")
    return Pkcs12Keys(key_file(authority, Person.OFFICER, tmp_path / "officer.p12"))


@pytest.mark.parametrize("mechanism", [Mechanism.RSASSA_PSS, Mechanism.RSASSA_PKCS1])
def test_signature_verifies_with_the_certificate(source: KeySource, mechanism: Mechanism) -> None:
    with source.unlock(pin()) as key:
        signature = key.sign_raw(b"data", mechanism=mechanism)
        public = x509.load_der_x509_certificate(key.certificate).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    sha = hashes.SHA256()
    pss = padding.PSS(mgf=padding.MGF1(sha), salt_length=32)
    public.verify(signature, b"data", pss if mechanism is Mechanism.RSASSA_PSS else padding.PKCS1v15(), sha)


def test_pss_is_preferred(source: KeySource) -> None:
    with source.unlock(pin()) as key:
        assert key.mechanism is Mechanism.RSASSA_PSS


def test_the_chain_holds_the_issuer(source: KeySource, authority: DemonstrationAuthority) -> None:
    with source.unlock(pin()) as key:
        assert facts_of(key.certificate).common_name == "Nguyễn Thị Lan"
        assert authority.certificate("issuing") in key.chain


def test_the_pin_is_wiped_after_a_login(source: KeySource) -> None:
    secret = pin()
    with source.unlock(secret):
        assert not any(secret)


def test_wrong_pin_is_refused_and_wiped(source: KeySource) -> None:
    secret = bytearray(b"87654321")
    with pytest.raises(WrongPin) as caught, source.unlock(secret):
        pass
    assert caught.value.tries_left in (None, 2)  # a key file does not count, the token allows three
    assert not any(secret)


def test_a_certificate_can_be_named(source: KeySource, authority: DemonstrationAuthority) -> None:
    wanted = authority.fingerprint(Person.OFFICER)
    with source.unlock(pin(), wanted) as key:
        assert fingerprint_of(key.certificate) == wanted


def test_another_certificate_is_not_here(source: KeySource) -> None:
    with pytest.raises(CertificateNotOnToken), source.unlock(pin(), Fingerprint("0" * 64)):
        pass


def test_the_pin_is_in_no_log_and_no_text(source: KeySource, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with source.unlock(pin()) as key:
        shown = repr(key) + str(key) + repr(source)
    with pytest.raises(WrongPin) as caught, source.unlock(bytearray(b"xx" + pin())):
        pass
    shown += repr(caught.value) + str(caught.value) + repr(caught.value.__cause__) + caplog.text
    assert DEMONSTRATION_PIN not in shown


def test_a_pin_is_good_for_so_many_signatures(source: KeySource) -> None:
    with source.unlock(pin(), allowance=Allowance(1)) as key:
        for _ in range(Allowance(1).signatures):
            key.sign_raw(b"data", mechanism=key.mechanism)
        with pytest.raises(AllowanceSpent):
            key.sign_raw(b"data", mechanism=key.mechanism)
