"""Run the program's demonstration as a person would: as a subprocess, in a home of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import httpx

from scanning.intake.images import open_image
from storage.clock import SystemClock
from storage.database import Storage
from storage.model import DossierCode
from tests.commands import Outcome
from tests.conftest import ROOT
from tests.papers import bars


def environment(home: Path) -> dict[str, str]:
    """Return an environment without anything of this machine's user."""
    inherited = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return inherited | {"HOME": str(home), "PYTHONPATH": str(ROOT)}


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "clerk_app", "--home", str(home / "clerk"), *arguments]


def clerk(home: Path, *arguments: str, timeout: float = 240.0, **variables: str) -> Outcome:
    """Run one command to its end."""
    done = subprocess.run(
        command(home, *arguments),
        capture_output=True,
        text=True,
        env=environment(home) | variables,
        timeout=timeout,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def killed_after(home: Path, seconds: float, *arguments: str) -> str:
    """Start a command and SIGKILL it after a while, if it is still running; return what it had printed."""
    process = subprocess.Popen(
        command(home, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(home),
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
    return output


@contextmanager
def served_portal(home: Path) -> Iterator[str]:
    """Serve the home's sandbox portal by itself, as after a restart; yield its address."""
    process = subprocess.Popen(
        command(home, "portal", "serve"), stdout=subprocess.PIPE, text=True, env=environment(home)
    )
    try:
        yield cast(IO[str], process.stdout).readline().strip()
    finally:
        process.terminate()
        process.communicate()


def accepted_at_portal(home: Path) -> list[str]:
    """Return the codes of the dossiers that the sandbox portal keeps as accepted."""
    with served_portal(home) as url:
        return [dossier["code"] for dossier in httpx.get(f"{url}/dossiers").json()]


def sheets_in_dossier(home: Path, code: str, component: str = "TP01") -> list[int]:
    """Return which numbered sheet each stored page of a component shows, in the dossier's order."""
    with Storage.open(home / "clerk", clock=SystemClock()) as storage:
        with storage.unit_of_work(read_only=True) as work:
            pages = work.pages.of(DossierCode(code), component)
        return [bars(open_image(storage.contents.path(page.original))) for page in pages]
