"""OpenSSL, which we did not write, verifies what we sign: PSS and PKCS#1 v1.5."""

import dataclasses
import subprocess
from pathlib import Path

import pytest

from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import SchemeMissing
from signing.keys.pkcs12 import FileKey, Pkcs12Keys
from signing.keys.port import Mechanism
from signing.means import Means
from signing.model import Level
from signing.readings import read_document
from signing.sign import sign_copy
from signing.trust import Examiner
from tests.pki import TEXT, key_file, now, pin


def openssl_verifies(cms: Path, content: Path) -> bool:
    command = ["openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", str(cms)]
    command += ["-content", str(content), "-out", "/dev/null"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("mechanism", [Mechanism.RSASSA_PSS, Mechanism.RSASSA_PKCS1])
def test_openssl_verifies_what_we_sign(
    authority: DemonstrationAuthority, page: Path, tmp_path: Path, mechanism: Mechanism
) -> None:
    file = key_file(authority, Person.OFFICER, tmp_path / "key.p12")
    signed = tmp_path / "signed.pdf"
    with Pkcs12Keys(file).unlock(pin()) as key:
        sign_copy(
            page,
            signed,
            text=TEXT,
            means=Means(key, Examiner(authority.store), None, Level.B_B, scheme=mechanism),
            moment=now(),
        )
    with signed.open("rb") as stream:
        (reading,) = read_document(stream).signatures
        assert reading.embedded is not None
        scheme = reading.embedded.signer_info["signature_algorithm"]["algorithm"].native
        (tmp_path / "signature.der").write_bytes(bytes(reading.embedded.pkcs7_content))
    assert scheme.startswith("rsassa_pss") is (mechanism is Mechanism.RSASSA_PSS)
    data, (_, gap, after, _) = signed.read_bytes(), reading.byte_range
    content = tmp_path / "content"
    content.write_bytes(data[:gap] + data[after:])
    assert openssl_verifies(tmp_path / "signature.der", content)
    content.write_bytes(data[: gap - 1] + data[after:])
    assert not openssl_verifies(tmp_path / "signature.der", content)


def test_a_key_that_cannot_sign_by_the_schemes_policy_signs_nothing(
    authority: DemonstrationAuthority, page: Path, tmp_path: Path
) -> None:
    file = key_file(authority, Person.OFFICER, tmp_path / "key.p12")
    with Pkcs12Keys(file).unlock(pin()) as key:
        assert isinstance(key, FileKey)
        old = dataclasses.replace(key, mechanism=Mechanism.RSASSA_PKCS1)
        means = Means(old, Examiner(authority.store), None, Level.B_B, scheme=Mechanism.RSASSA_PSS)
        with pytest.raises(SchemeMissing):
            sign_copy(page, tmp_path / "signed.pdf", text=TEXT, means=means, moment=now())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["key.p12", "page.pdf"]
