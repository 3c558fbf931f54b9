"""The demonstration authority: whole or absent, and it can move house."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.demonstration.serve import serve
from signing.errors import AuthorityDamaged, PortTaken
from tests.pki import ROOT, authority, pin

__all__ = ["authority"]

CREATE = (
    "import sys; from pathlib import Path; from signing.demonstration import DemonstrationAuthority as A;"
    "print(flush=True); A.create(Path(sys.argv[1]))"
)


@pytest.fixture
def home(authority: DemonstrationAuthority, tmp_path: Path) -> Path:
    """Return a home that is no longer where it was made."""
    return shutil.copytree(authority.home, tmp_path / "moved")


def test_creating_again_opens_what_is_there(authority: DemonstrationAuthority) -> None:
    again = DemonstrationAuthority.create(authority.home)
    assert again.fingerprint(Person.LEADER) == authority.fingerprint(Person.LEADER)


@pytest.mark.parametrize("delay", [0.2, 0.7])
def test_a_kill_leaves_nothing_or_the_whole(tmp_path: Path, delay: float) -> None:
    home = tmp_path / "home"
    with subprocess.Popen(
        [sys.executable, "-c", CREATE, str(home)], stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)  # a kill at an arbitrary moment is what is tested
        process.send_signal(signal.SIGKILL)
    made = DemonstrationAuthority.create(home)
    with made.token_keys(Person.SEAL).unlock(pin()) as key:
        assert key.certificate == made.certificate("seal")
    DemonstrationAuthority.create(home)
    assert not list(tmp_path.glob(".*.building-*"))


def test_a_home_can_be_moved(home: Path) -> None:
    moved = DemonstrationAuthority.open(home)
    with moved.token_keys(Person.OFFICER).unlock(pin()) as key:
        assert key.certificate == moved.certificate("officer")


def test_a_foreign_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(AuthorityDamaged):
        DemonstrationAuthority.open(tmp_path / "mine")
    with pytest.raises(AuthorityDamaged):
        DemonstrationAuthority.create(tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_a_taken_port_is_named(home: Path) -> None:
    made = DemonstrationAuthority.open(home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", made.port))
        other.listen()
        with pytest.raises(PortTaken) as caught:
            serve(made.home, ready=lambda _: None, until=lambda: None)
    assert caught.value.port == made.port


def test_services_end_with_their_parent(home: Path) -> None:
    made = DemonstrationAuthority.open(home)
    command = [sys.executable, "-m", "signing.demonstration.serve", str(made.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert json.loads(process.stdout.readline()) == {"port": made.port}
        process.stdin.close()
        assert process.wait(5) == 0


def test_the_pin_is_in_no_file(authority: DemonstrationAuthority) -> None:
    files = [path for path in authority.home.rglob("*") if path.is_file()]
    assert not [path for path in files if DEMONSTRATION_PIN.encode() in path.read_bytes()]
