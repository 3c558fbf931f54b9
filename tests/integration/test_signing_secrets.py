"""A PIN is nowhere to be found: no memory but its own process's, no file, no log, no repr, no core."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from signing.demonstration import DemonstrationAuthority
from signing.demonstration.tokens import softhsm_module
from signing.keys.port import Mechanism
from signing.keys.token.source import TokenKey
from tests.pki import ROOT
from tests.pki.remote import SigningService, signing_service
from tests.pki.strangers import PIN, Stranger, Strangers


@pytest.fixture(scope="module")
def watched(authority: DemonstrationAuthority) -> Iterator[SigningService]:
    """A signing service whose PIN is like no other number that a program has in its memory."""
    with signing_service(authority, PIN) as service:
        yield service


@pytest.fixture(params=["token", "plain", "single"])
def hunt(request: pytest.FixtureRequest) -> tuple[str, bytes, dict[str, str]]:
    """Return a place of keys, its root, and what the hunter's environment has to say."""
    if request.param == "token":
        strangers: Strangers = request.getfixturevalue("strangers")
        environment = strangers.token(Stranger.VALID).environment
        return str(softhsm_module()), strangers.store.demonstration_roots[0], environment
    authority: DemonstrationAuthority = request.getfixturevalue("authority")
    watched: SigningService = request.getfixturevalue("watched")
    return watched.at(request.param).url, authority.store.demonstration_roots[0], {}


def test_the_pin_is_in_no_memory_file_log_or_repr_during_a_batch_and_after_it(
    hunt: tuple[str, bytes, dict[str, str]], page: Path, tmp_path: Path
) -> None:
    place, root, environment = hunt
    (tmp_path / "root.der").write_bytes(root)
    (tmp_path / "scratch").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.saboteurs.pin_hunter", place, tmp_path / "root.der", page, tmp_path],
        input=PIN + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment, "TMPDIR": str(tmp_path / "scratch")},
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "[0, 0, 0, 0]\n"), done.stderr
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {tmp_path / name for name in ("2.pdf", "reprs.txt", "everything.log")} <= set(files)
    assert [each for each in files if PIN.encode() in each.read_bytes()] == []
    assert PIN not in done.stderr


def test_the_hunter_finds_a_pin_that_is_there(page: Path) -> None:
    script = (
        "from tests.saboteurs.pin_hunter import found;"
        "import sys; kept = sys.stdin.buffer.readline().strip(); print(found(bytes(b ^ 255 for b in kept)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=PIN + "\n", capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert int(done.stdout) > 0


def limits_of(process_id: int) -> str:
    return Path(f"/proc/{process_id}/limits").read_text()


def children(program: str) -> Iterator[int]:
    """Find our child processes that run a program."""
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            if program.encode() in Path(f"/proc/{child}/cmdline").read_bytes():
                yield int(child)


def test_the_processes_that_hold_a_pin_leave_no_core(strangers: Strangers, watched: SigningService) -> None:
    core = re.compile(r"^Max core file size +0 +0 ", re.MULTILINE)
    with strangers.token(Stranger.VALID).unlock(bytearray(PIN, "ascii")) as key:
        assert isinstance(key, TokenKey)
        assert core.search(limits_of(key.worker.process_id))
    with watched.keys("bound").unlock(bytearray(PIN, "ascii")) as key:
        key.sign_raw(b"data", mechanism=Mechanism.RSASSA_PSS)
        (child,) = children("signing.keys.remote.authorise")
        assert core.search(limits_of(child))
    assert list(children("signing.keys.remote.authorise")) == []
