"""A child process that somebody else's secrets are told to: lines of JSON, time limits, killable."""

import ctypes
import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_CHUNK_BYTES = 65536
_PR_SET_DUMPABLE = 4
_POLITE_SECONDS = 2.0
_NOTHING: Mapping[str, str] = MappingProxyType({})


class ChildGone(Exception):
    """The process died, or did not answer in time and was killed."""


def python_path() -> str:
    """Return the PYTHONPATH under which a child process finds this program and what the parent finds."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))


def leave_no_traces() -> None:
    """In a child that holds a PIN: no core dump and no debugger (Linux; elsewhere only the first)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class Child:
    """A program of ours in a process of its own, which ends with its input."""

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str] = _NOTHING) -> None:
        self._unread = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **environment, "PYTHONPATH": python_path()},
            # Ctrl-C in a terminal is for the parent, which ends the child in its own time
            start_new_session=True,
        )

    @property
    def process_id(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Tell whether the process is over."""
        return self._process.poll() is not None

    def tell(self, request: dict[str, Any], secret: bytearray | None = None) -> None:
        """Send one request.

        Args:
            request: a JSON object.
            secret: raw bytes that follow the request without ever becoming an immutable object here.

        Raises:
            ChildGone: the process is over.
        """
        try:
            self._write(json.dumps({**request, "secret": len(secret or b"")}).encode() + b"\n")
            if secret is not None:
                self._write(secret)
        except (BrokenPipeError, ValueError) as cause:
            raise ChildGone from cause

    def heard(self, seconds: float) -> dict[str, Any]:
        """Wait for one answer; a process that does not give it in time is killed.

        Raises:
            ChildGone: there is none.
        """
        answer: dict[str, Any] = json.loads(self._line(time.monotonic() + seconds))
        return answer

    def close(self) -> None:
        """End the process, politely for a moment, then by force."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if not self._has_fallen_silent():
            self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        try:
            self._process.wait(_POLITE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _has_fallen_silent(self) -> bool:
        """Wait for the end of its output: to wait for the process with a limit is to sleep and ask."""
        pipe, end = self._process.stdout, time.monotonic() + _POLITE_SECONDS
        while pipe is not None and not pipe.closed:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                return False
            if not os.read(pipe.fileno(), _CHUNK_BYTES):
                break
        return True

    def _write(self, data: bytes | bytearray) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise BrokenPipeError
        with memoryview(data) as rest:
            sent = 0
            while sent < len(rest):
                sent += pipe.write(rest[sent:]) or 0

    def _line(self, deadline: float) -> bytes:
        pipe = self._process.stdout
        while pipe is not None and b"\n" not in self._unread:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self._process.kill()
                raise ChildGone
            chunk = os.read(pipe.fileno(), _CHUNK_BYTES)
            if not chunk:
                self._process.wait()
                raise ChildGone
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        return line
