"""Servers of our own live exactly as long as we do."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest

from clerk_app.child_server import ChildServer, ServerFailed
from tests.conftest import ROOT

PARENT = """
import sys, time
from pathlib import Path
from clerk_app.child_server import ChildServer
server = ChildServer("scanner", ["scanning.device.simulated.server", sys.argv[1]], Path(sys.argv[1]))
server.port
print(server._process.pid, flush=True)
time.sleep(600)
"""


def gone(pid: int) -> bool:
    """Wait, through the process's own handle, until it has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


def test_a_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    child = int(cast(IO[str], parent.stdout).readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert gone(child)


def test_a_second_server_waits_for_the_first_to_go(tmp_path: Path) -> None:
    servers = [
        ChildServer("scanner", ["scanning.device.simulated.server", str(tmp_path)], tmp_path) for _ in "12"
    ]
    first = servers[0].port
    servers[1].start()
    servers[0].stop()
    assert servers[1].port != 0
    assert first != 0
    servers[1].stop()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = ChildServer("portal", ["clerk_app.sandbox", str(tmp_path), str(tmp_path / "nothing")], tmp_path)
    with pytest.raises(ServerFailed) as failed:
        _ = server.port
    assert "AuthorityDamaged" in failed.value.reason
