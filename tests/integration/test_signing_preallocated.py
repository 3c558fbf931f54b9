"""Modules that cannot tell the length of a signature sign all the same; a pulled token stays gone."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from signing.demonstration.tokens import TokenOrder, configure, make_tokens, softhsm_module
from signing.keys.port import Allowance, Mechanism, SigningKey
from signing.keys.token import TokenKeys
from signing.means import Means
from signing.model import Covers, Level
from signing.sign import sign_copy
from signing.trust import Examiner, TrustStore
from signing.validate import verify
from tests.pki import TEXT, now
from tests.pki.strangers import PIN

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


PROBES = ("refuse", "absurd")
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
KEYS: dict[str, Callable[[], PrivateKey]] = {
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa3072": lambda: rsa.generate_private_key(65537, 3072),
}


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a token for each kind of key, with a certificate that it gave itself."""
    home = tmp_path_factory.mktemp("tokens")
    made = {kind: generate() for kind, generate in KEYS.items()}
    plain = {
        kind: key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        for kind, key in made.items()
    }
    make_tokens(
        home, [TokenOrder(kind, PIN, plain[kind], certificate(key), ()) for kind, key in made.items()]
    )
    return home


def certificate(key: PrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Thị Lan")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(now() - timedelta(days=1)).not_valid_after(now() + timedelta(days=9))
    usage = x509.KeyUsage(False, True, False, False, False, False, False, False, False)
    return dated.add_extension(usage, critical=True).sign(key, SHA).public_bytes(Encoding.DER)


def keys(tokens: Path, kind: str, module: Path, probe: str) -> TokenKeys:
    environment = {**configure(tokens, kind), "PROBED": str(softhsm_module()), "PROBE": probe}
    return TokenKeys(module, environment)


def assert_signed(key: SigningKey, mechanism: Mechanism) -> None:
    """Let another library check a signature."""
    public = x509.load_der_x509_certificate(key.certificate).public_key()
    signature = key.sign_raw(b"data", mechanism=mechanism)
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, b"data", ec.ECDSA(SHA))
        return
    assert isinstance(public, rsa.RSAPublicKey)
    pss = padding.PSS(mgf=padding.MGF1(SHA), salt_length=32)
    scheme = pss if mechanism is Mechanism.RSASSA_PSS else padding.PKCS1v15()
    public.verify(signature, b"data", scheme, SHA)


@pytest.mark.parametrize("probe", PROBES)
def test_a_module_that_fails_the_length_probe_signs_by_every_scheme(
    tokens: Path, module: Path, probe: str
) -> None:
    with keys(tokens, "rsa3072", module, probe).unlock(bytearray(PIN, "ascii"), None, Allowance(2)) as key:
        for mechanism in (Mechanism.RSASSA_PSS, Mechanism.RSASSA_PKCS1) * 2:
            assert_signed(key, mechanism)


@pytest.mark.parametrize("kind", ["p256", "p384"])
@pytest.mark.parametrize("probe", [*PROBES, "none"])
def test_a_key_on_a_curve_signs_whether_the_probe_fails_or_not(
    tokens: Path, module: Path, kind: str, probe: str
) -> None:
    used = softhsm_module() if probe == "none" else module
    with keys(tokens, kind, used, probe).unlock(bytearray(PIN, "ascii")) as key:
        assert key.mechanism is Mechanism.ECDSA
        for _ in range(2):
            assert_signed(key, Mechanism.ECDSA)


def test_a_document_signed_so_on_a_curve_holds(
    tokens: Path, module: Path, page: Path, tmp_path: Path
) -> None:
    source = keys(tokens, "p384", module, "refuse")
    store = TrustStore((source.public().certificate,))
    target = tmp_path / "signed.pdf"
    with source.unlock(bytearray(PIN, "ascii")) as key:
        means = Means(key, Examiner(store), None, Level.B_B)
        sign_copy(page, target, text=TEXT, means=means, moment=now())
    (signature,) = verify(target, store=store, fetch_revocation=False).signatures
    assert (signature.intact, signature.covers) == (True, Covers.FILE)
