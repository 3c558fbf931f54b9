"""Modules that cannot tell the length of a signature sign all the same; a pulled token stays gone."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from signing.demonstration import DemonstrationAuthority, Person
from signing.demonstration.tokens import softhsm_module
from signing.keys.port import Allowance, Mechanism
from signing.keys.token import TokenKeys
from tests.pki import authority, pin

__all__ = ["authority"]

SOURCE = Path(__file__).resolve().parents[1] / "saboteurs" / "probe_fails.c"
SHA = hashes.SHA256()


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a module that signs and fails at the question for the length."""
    if shutil.which("gcc") is None:
        assert "CI" not in os.environ, "gcc is missing"
        pytest.skip("gcc is not installed")
    built = tmp_path_factory.mktemp("module") / "probe_fails.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", built, SOURCE, "-ldl"], check=True)
    return built


def keys(authority: DemonstrationAuthority, module: Path, probe: str) -> TokenKeys:
    plugged = authority.token_keys(Person.OFFICER).environment
    return TokenKeys(module, {**plugged, "PROBED": str(softhsm_module()), "PROBE": probe})


@pytest.mark.parametrize("probe", ["refuse", "absurd"])
def test_a_module_that_fails_the_length_probe_signs_by_every_scheme(
    authority: DemonstrationAuthority, module: Path, probe: str
) -> None:
    pss = padding.PSS(mgf=padding.MGF1(SHA), salt_length=32)
    schemes = ((Mechanism.RSASSA_PSS, pss), (Mechanism.RSASSA_PKCS1, padding.PKCS1v15()))
    with keys(authority, module, probe).unlock(pin(), allowance=Allowance(2)) as key:
        public = x509.load_der_x509_certificate(key.certificate).public_key()
        assert isinstance(public, rsa.RSAPublicKey)
        for mechanism, scheme in schemes * 2:
            public.verify(key.sign_raw(b"data", mechanism=mechanism), b"data", scheme, SHA)
