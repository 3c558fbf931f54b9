"""What every source of keys promises, for tokens and for key files."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from signing.certificate import facts_of, fingerprint_of
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.errors import (
    AllowanceSpent,
    CertificateNotOnToken,
    RemoteUnavailable,
    RemoteUnusable,
    TokenLocked,
    WrongPin,
)
from signing.keys.pkcs12 import Pkcs12Keys
from signing.keys.port import Allowance, KeySource, Mechanism
from signing.keys.remote import RemoteKeys
from signing.keys.remote.service import Service
from signing.model import Fingerprint
from tests.pki import ROOT, key_file, pin

Make = Callable[[], KeySource]


@pytest.fixture(scope="module")
def csc(authority: DemonstrationAuthority) -> Iterator[Service]:
    """Certomancer's signing service over the keys of the demonstration, with a PIN of its own."""
    command = [sys.executable, "-m", "tests.saboteurs.signing_service", str(authority.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield Service(f"http://127.0.0.1:{port}/csc/v1", 20)
        process.kill()


@pytest.fixture(params=["token", "file", "remote"])
def source(
    request: pytest.FixtureRequest,
    authority: DemonstrationAuthority,
    tmp_path: Path,
) -> KeySource:
    if request.param == "token":
        return authority.token_keys(Person.OFFICER)
    if request.param == "remote":
        service: Service = request.getfixturevalue("csc")
        return RemoteKeys(service, f"demonstration/{Person.OFFICER.value}")
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


def test_a_service_that_is_gone_or_is_none_is_told_and_the_pin_wiped(csc: Service) -> None:
    secret = pin()
    with pytest.raises(RemoteUnavailable), RemoteKeys(Service("http://127.0.0.1:9/", 2)).unlock(secret):
        pass
    assert not any(secret)
    with pytest.raises(RemoteUnusable):
        RemoteKeys(Service(csc.url + "/nothing", 5)).certificates()


def test_a_locked_credential_is_told_as_a_locked_token(csc: Service) -> None:
    keys = RemoteKeys(csc, f"demonstration/{Person.OFFICER.value}")
    with pytest.raises(TokenLocked), keys.unlock(bytearray(b"locked")):
        pass


def test_a_credential_that_wants_the_pin_for_each_document_is_not_used(csc: Service) -> None:
    keys = RemoteKeys(csc, f"demonstration/{Person.LEADER.value}")
    with pytest.raises(RemoteUnusable) as caught, keys.unlock(pin()):
        pass
    assert caught.value.reason == "pin_for_each_document"
