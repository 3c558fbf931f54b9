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

from scanning.device.sane.scanner import SaneDevices, SaneScanner
from scanning.device.simulated.feeder import Feeder

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real scans and signed files, which lie beside the project and not in it."""
    if not SHARED_DATA.exists():
        pytest.skip("the third-party data beside the project is not here")
    return SHARED_DATA


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
    (home / "dll.conf").write_text("airscan\n", "ascii")
    (home / "airscan.conf").write_text(
        f'[devices]\n"Test" = http://127.0.0.1:{port}/eSCL, eSCL\n[options]\ndiscovery = disable\n', "ascii"
    )
    scanner = SaneDevices({"SANE_CONFIG_DIR": str(home)}).scanner("Test")
    yield SimulatedScanner(Feeder(home), scanner, process)
    process.communicate(timeout=10)
