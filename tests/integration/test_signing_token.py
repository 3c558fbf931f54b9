"""Tokens that misbehave."""

import os
import signal
from pathlib import Path

import pytest

from signing.demonstration import DemonstrationAuthority, Person
from signing.demonstration.tokens import softhsm_module
from signing.errors import CertificateNotOnToken, ModuleUnusable, TokenGone, WrongPin
from signing.keys.port import Mechanism
from signing.keys.token import TokenKeys
from signing.keys.token.client import TokenWorker
from signing.keys.token.source import TokenKey
from tests.pki import pin


def test_certificates_are_seen_without_a_pin(authority: DemonstrationAuthority) -> None:
    (seen,) = authority.token_keys(Person.LEADER).certificates()
    assert seen.common_name == "Trần Văn Minh"
    assert seen.demonstration
    assert seen.fingerprint == authority.fingerprint(Person.LEADER)


def test_a_killed_worker_is_a_token_gone(authority: DemonstrationAuthority) -> None:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        assert isinstance(key, TokenKey)
        os.kill(key.worker.process_id, signal.SIGKILL)
        with pytest.raises(TokenGone):
            key.sign_raw(b"data", mechanism=Mechanism.RSASSA_PSS)


def test_the_worker_ends_with_the_batch(authority: DemonstrationAuthority) -> None:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        assert isinstance(key, TokenKey)
        process = key.worker.process_id
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_hanging_module_is_a_token_gone(authority: DemonstrationAuthority) -> None:
    environment = authority.token_keys(Person.OFFICER).environment
    with TokenWorker(softhsm_module(), environment, start_seconds=20) as worker:
        os.kill(worker.process_id, signal.SIGSTOP)
        with pytest.raises(TokenGone):
            worker.ask({"do": "certificates"}, seconds=0.2)


def test_declared_tries_are_counted_down(authority: DemonstrationAuthority) -> None:
    plain = authority.token_keys(Person.SEAL)
    keys = TokenKeys(plain.module, plain.environment, tries=3)
    left = []
    for _ in range(2):
        with pytest.raises(WrongPin) as caught, keys.unlock(bytearray(b"00000000")):
            pass
        left.append(caught.value.tries_left)
    assert left == [2, 1]


def test_no_token_at_all_is_a_certificate_missing(tmp_path: Path) -> None:
    (tmp_path / "tokens").mkdir()
    configuration = tmp_path / "empty.conf"
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    keys = TokenKeys(softhsm_module(), {"SOFTHSM2_CONF": str(configuration)})
    assert keys.certificates() == ()
    with pytest.raises(CertificateNotOnToken), keys.unlock(pin()):
        pass


@pytest.mark.parametrize("content", [None, b"no library"])
def test_a_bad_module_is_named(tmp_path: Path, content: bytes | None) -> None:
    module = tmp_path / "libtoken.so"
    if content is not None:
        module.write_bytes(content)
    with pytest.raises(ModuleUnusable) as caught:
        TokenKeys(module).certificates()
    assert caught.value.module == module
