"""The parent's end of the token worker: ask, wait with a limit, kill."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from signing.errors import ModuleUnusable, TokenGone, TokenLocked

_ROOT = Path(__file__).resolve().parents[3]
_CHUNK_BYTES = 65536


def python_path() -> str:
    """Return the PYTHONPATH under which a child process finds this program and what the parent finds."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))


class TokenWorker:
    """A running worker process for one module; leaving its context ends the process."""

    def __init__(self, module: Path, environment: Mapping[str, str], *, start_seconds: float) -> None:
        """Start the process and wait until the module is loaded.

        Raises:
            ModuleUnusable: the module is missing, no module, or crashes while loading.
            TokenGone: loading takes longer than ``start_seconds``.
        """
        self._module = module
        self._unread = b""
        if not module.exists():
            raise ModuleUnusable(module, "missing")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "signing.keys.token.worker", str(module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **environment, "PYTHONPATH": python_path()},
            # Ctrl-C in a terminal is for the parent, which ends the worker in its own time
            start_new_session=True,
        )
        try:
            self._receive(start_seconds)
        except TokenGone as cause:
            crashed = self._process.poll() is not None
            self.close()
            if crashed:
                raise ModuleUnusable(module, "crashed") from cause
            raise
        except ModuleUnusable:
            self.close()
            raise

    @property
    def process_id(self) -> int:
        """The worker's process id."""
        return self._process.pid

    def ask(
        self, request: dict[str, Any], *, seconds: float, secret: bytearray | None = None
    ) -> dict[str, Any]:
        """Send one request and return its answer.

        Args:
            request: a JSON object with ``do``.
            seconds: the time limit; a module that hangs is killed and counts as gone.
            secret: raw bytes that follow the request without ever becoming an immutable object here.

        Raises:
            TokenGone: the worker died, hangs, or says that the token is gone.
            TokenLocked: the token says so.
            ModuleUnusable: the module broke the standard.
        """
        try:
            self._write(json.dumps({**request, "secret": len(secret or b"")}).encode() + b"\n")
            if secret is not None:
                self._write(secret)
        except (BrokenPipeError, ValueError) as cause:
            raise TokenGone(self._module) from cause
        return self._receive(seconds)

    def close(self) -> None:
        """End the process, politely for a moment, then by force."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, data: bytes | bytearray) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise BrokenPipeError
        with memoryview(data) as rest:
            sent = 0
            while sent < len(rest):
                sent += pipe.write(rest[sent:]) or 0

    def _receive(self, seconds: float) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._line(time.monotonic() + seconds))
        error = answer.get("error")
        if error == "gone":
            raise TokenGone(self._module)
        if error == "locked":
            raise TokenLocked
        if error == "unusable":
            raise ModuleUnusable(self._module, answer["reason"])
        return answer

    def _line(self, deadline: float) -> bytes:
        pipe = self._process.stdout
        while pipe is not None and b"\n" not in self._unread:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self._process.kill()
                raise TokenGone(self._module)
            chunk = os.read(pipe.fileno(), _CHUNK_BYTES)
            if not chunk:
                self._process.wait()
                raise TokenGone(self._module)
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        return line
