"""A real public key infrastructure for tests: import the fixtures you need into your test module."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_pem_private_key,
    pkcs12,
)
from reportlab.pdfgen.canvas import Canvas

from signing.appearance import CopyText
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.placement import FieldBox
from signing.timestamp import TimestampService

_TRIES = 20
ROOT = Path(__file__).resolve().parents[2]
BOXES = {
    "official": FieldBox(0, 50, 100, 220, 190),
    "leader": FieldBox(0, 320, 100, 520, 210),
    "number": FieldBox(0, 60, 700, 160, 720),
    "date": FieldBox(0, 320, 700, 480, 720),
    "seal": FieldBox(0, 260, 110, 365, 215),
}
TEXT = CopyText("SAO Y", "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH")


def pin() -> bytearray:
    """Return a fresh PIN: every use wipes it."""
    return bytearray(DEMONSTRATION_PIN.encode())


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def authority() -> Iterator[DemonstrationAuthority]:
    with tempfile.TemporaryDirectory(prefix="authority-") as folder:
        yield DemonstrationAuthority.create(Path(folder) / "demonstration")


@pytest.fixture(scope="session")
def services(authority: DemonstrationAuthority) -> Iterator[TimestampService]:
    """Run OCSP, CRL and time stamps; give the time stamp service."""
    with _listening(authority) as process:
        yield TimestampService(authority.timestamp_url, 20)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


@contextmanager
def _listening(authority: DemonstrationAuthority) -> Iterator[subprocess.Popen[bytes]]:
    """Run the services; while another test's authority has the port, that is tried again."""
    command = [sys.executable, "-m", "signing.demonstration.serve", str(authority.home)]
    for _try in range(_TRIES):
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            if said == {"port": authority.port}:
                yield process
                return
            assert said == {"error": "PortTaken"}
    pytest.fail(f"port {authority.port} stays taken")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a PDF with two pages of text."""
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path))
    for number in (1, 2):
        canvas.drawString(100, 500, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return path


def key_file(authority: DemonstrationAuthority, person: Person, path: Path) -> Path:
    """Write a person's key as PKCS#12 under the demonstration PIN."""
    key = load_pem_private_key((authority.home / "keys" / f"{person.value}.pem").read_bytes(), None)
    own = x509.load_der_x509_certificate(authority.certificate(person.value))
    issuer = x509.load_der_x509_certificate(authority.certificate("issuing"))
    secret = BestAvailableEncryption(DEMONSTRATION_PIN.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, own, [issuer], secret))  # type: ignore[arg-type]
    return path
