"""A server of our own on loopback: a child process that ends with us.

A child holds the reading end of a pipe whose writing end is ours: the kernel closes it when this
process ends in any way, SIGKILL included, and the child goes. A new child waits for the lock of its
folder, so that the one left behind has gone before it serves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import IO, cast

_ROOT = Path(__file__).resolve().parents[1]
_END_SECONDS = 5.0


class ServerFailed(Exception):
    """A server of ours did not start; the reason is what it said last."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


class ChildServer:
    """One server; started when first asked for its port, so that nobody waits for what is not used.

    Args:
        name: for errors and its log.
        arguments: a Python module and its arguments; it prints ``{"port": N}`` when it listens, or
            ``{"error": REASON}``.
        logs: folder for what it says on standard error.
    """

    def __init__(self, name: str, arguments: Sequence[str], logs: Path) -> None:
        self._name = name
        self._arguments = tuple(arguments)
        self._log = logs / f"{name}.log"
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self._starting = Lock()

    @property
    def port(self) -> int:
        """Return the port it listens on, waiting for it to start; several threads may ask.

        Raises:
            ServerFailed: it did not start.
        """
        with self._starting:
            if self._process is None:
                self.start()
            if not self._port:
                self._port = self._announced()
            return self._port

    def start(self) -> None:
        """Start the process without waiting for it."""
        with self._log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONPATH": str(_ROOT)},
            )

    def release(self) -> None:
        """Close the pipe: the process begins to end."""
        if self._process is not None:
            cast(IO[str], self._process.stdin).close()

    def stop(self) -> None:
        """End the process and wait for it; kill it if it does not hear."""
        self.release()
        process, self._process, self._port = self._process, None, 0
        if process is None:
            return
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cast(IO[str], process.stdout).close()

    def _announced(self) -> int:
        line = cast(IO[str], cast("subprocess.Popen[str]", self._process).stdout).readline()
        said = json.loads(line or "{}")
        if "port" not in said:
            last = self._log.read_text("utf-8").strip().rpartition("\n")[2]
            self.stop()
            raise ServerFailed(self._name, str(said.get("error", last)))
        return int(said["port"])
