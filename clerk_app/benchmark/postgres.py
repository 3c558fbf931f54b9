"""A PostgreSQL server of one's own, on loopback, gone afterwards: for measurements and tests."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE_SECONDS = 60
_LOOK_EVERY_SECONDS = 0.05


class PostgresMissing(Exception):
    """PostgreSQL is not installed (Debian: postgresql)."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `process` may be killed by a saboteur."""

    programs: Path
    port: int
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def query(self, sql: str, database: str = "postgres") -> str:
        """Return what psql answers."""
        command = [str(self.programs / "psql"), "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", self.url(database)]
        done = subprocess.run(
            [*command, "-c", sql], check=True, capture_output=True, text=True, timeout=_PATIENCE_SECONDS
        )
        return done.stdout.strip()


@contextmanager
def postgres_server(*options: str) -> Iterator[PostgresServer]:
    """Run a server with an empty cluster and `-c` options; root cannot, so the package's user does it then.

    Raises:
        PostgresMissing: it is not installed.
        TimeoutError: it does not answer within a minute.
    """
    programs = _programs()
    with TemporaryDirectory(prefix="clerk-postgres-") as folder:
        as_user = _as_user(Path(folder))
        data, port = f"{folder}/data", free_port()
        initdb = [str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*as_user, *initdb, "--locale=C.UTF-8", "-N"],
            check=True,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            cwd=folder,
        )
        command = [str(programs / "postgres"), "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
        settings = [part for option in options for part in ("-c", option)]
        process = subprocess.Popen(
            [*as_user, *command, *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        server = PostgresServer(programs, port, process)
        try:
            _await(server)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast": SIGTERM would wait for whoever is still connected
            process.wait(timeout=_PATIENCE_SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _programs() -> Path:
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    found = shutil.which("postgres")
    if not homes and found is None:
        raise PostgresMissing
    return homes[-1].parent if homes else Path(str(found)).parent


def _as_user(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _await(server: PostgresServer) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            server.query("SELECT 1")
        except subprocess.CalledProcessError:
            time.sleep(_LOOK_EVERY_SECONDS)
        else:
            return
    raise TimeoutError("PostgreSQL does not answer")
