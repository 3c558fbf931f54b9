"""What every test may ask for."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pytest

from clerk_app.benchmark.postgres import PostgresServer
from scanning.device.sane.network import devices_at
from scanning.device.sane.scanner import SaneScanner
from scanning.device.simulated.feeder import Feeder
from tests import servers
from tests.gui.watchdog import WatchedApplication
from tests.places import Places
from tests.servers import S3Server, s3_server

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def qapp_cls() -> type[WatchedApplication]:
    """Let every test of a window ask how long its handlers take, whoever made the application first."""
    return WatchedApplication


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real scans and signed files, which lie beside the project and not in it."""
    if not SHARED_DATA.exists():
        pytest.skip("the third-party data beside the project is not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of its own."""
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """An S3 server of its own, its keys in the environment."""
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(params=["sqlite-folder", "postgres-s3"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Where records can be: in the home, or on the servers of a centre."""
    if request.param == "sqlite-folder":
        return Places(tmp_path)
    return Places(tmp_path, request.getfixturevalue("postgres"), request.getfixturevalue("s3"))


@dataclass(frozen=True)
class SimulatedScanner:
    """A running eSCL server, the hands at its feeder, and the way SANE reaches it."""

    feeder: Feeder
    scanner: SaneScanner
    process: "subprocess.Popen[str]"


@pytest.fixture
def simulated_scanner(tmp_path: Path) -> Iterator[SimulatedScanner]:
    """A real network scanner on loopback, through SANE and sane-airscan."""
    home = tmp_path / "scanner"
    process = subprocess.Popen(
        [sys.executable, "-m", "scanning.device.simulated.server", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    port = json.loads(cast(IO[str], process.stdout).readline())["port"]
    scanner = devices_at(f"http://127.0.0.1:{port}", "Test", home / "sane").scanner("Test")
    yield SimulatedScanner(Feeder(home), scanner, process)
    process.communicate(timeout=10)
