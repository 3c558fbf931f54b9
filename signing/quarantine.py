"""Verifies files in a process of its own, with limits: readers of hostile files crash, hang and grow.

As a program (``python -m signing.quarantine``) it reads one JSON line per file and answers one JSON line.
"""

import base64
import hashlib
import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from signing.model import FileVerdict
from signing.trust.store import TrustStore
from signing.validation import SignatureEvidence, Validation

SECONDS = 120.0
"""For one file; a scan of 100 pages with five signatures takes a tenth of it."""
MEMORY_BYTES = 3 << 30
"""Address space of the process, which is several times what it really uses."""
PROCESSES = 2
_ROOT = Path(__file__).resolve().parents[1]


def verify_apart(
    paths: Iterable[Path],
    store: TrustStore,
    *,
    fetch_revocation: bool = True,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    processes: int = PROCESSES,
) -> Iterator[FileVerdict]:
    """Judge files, some at once, in their order; one that breaks its reader or a limit is unreadable.

    Args:
        paths: absolute.
        store: whom to trust.
        fetch_revocation: ask OCSP and CRL services where the file itself does not tell.
        seconds: the time limit for one file.
        memory_bytes: the address space of a process.
        processes: how many at once; a second one starts only for a second file.

    Raises:
        OSError: a file cannot be opened.
    """
    validations = validate_apart(
        paths,
        store,
        fetch_revocation=fetch_revocation,
        seconds=seconds,
        memory_bytes=memory_bytes,
        processes=processes,
    )
    with closing(validations):
        for each in validations:
            yield each.found


def validate_apart(
    paths: Iterable[Path],
    store: TrustStore,
    *,
    fetch_revocation: bool = True,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    processes: int = PROCESSES,
) -> Generator[Validation, None, None]:
    """Do the same, and tell what each verdict rests on.

    Raises:
        OSError: a file cannot be opened.
    """
    cells: SimpleQueue[_Cell] = SimpleQueue()
    for _ in range(processes):
        cells.put(_Cell(memory_bytes))

    def judged(path: Path) -> Validation:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        cell = cells.get()
        try:
            answer = cell.ask(_question(path, store, fetch=fetch_revocation), seconds)
        finally:
            cells.put(cell)
        if answer is None:
            return Validation.unreadable(path, digest, size)
        evidence = tuple(SignatureEvidence.of(each) for each in answer["evidence"])
        return Validation(FileVerdict.of(answer["found"]), evidence, digest, size, datetime.now(UTC))

    pool = ThreadPoolExecutor(processes)
    try:
        yield from pool.map(judged, paths)
    finally:
        pool.shutdown(cancel_futures=True)
        for _ in range(processes):
            cells.get().close()


class _Cell:
    """The place of one process, which is started when it is asked and replaced when it broke."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._inmate: _Inmate | None = None

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Return the answer, None when the process died or took too long."""
        self._inmate = self._inmate or _Inmate(self._memory_bytes)
        answer = self._inmate.ask(question, seconds)
        if answer is None:
            self.close()
        return answer

    def close(self) -> None:
        """End the process if there is one."""
        inmate, self._inmate = self._inmate, None
        if inmate is not None:
            inmate.close()


class _Inmate:
    """The process, and the pipes to it."""

    def __init__(self, memory_bytes: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "signing.quarantine", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT), *filter(None, sys.path)))},
        )

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Return the answer, None when the process died or took too long."""
        deadline, line = time.monotonic() + seconds, b""
        if self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
        except BrokenPipeError:
            return None
        while not line.endswith(b"\n"):
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._process.stdout], [], [], left)
            chunk = os.read(self._process.stdout.fileno(), 1 << 16) if ready else b""
            if not chunk:
                return None
            line += chunk
        answer: dict[str, Any] | None = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process by force: it holds nothing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _question(path: Path, store: TrustStore, *, fetch: bool) -> dict[str, Any]:
    return {
        "path": str(path),
        "fetch": fetch,
        "roots": [base64.b64encode(der).decode("ascii") for der in store.roots],
        "demonstration": [base64.b64encode(der).decode("ascii") for der in store.demonstration_roots],
    }


def main(memory_bytes: int) -> None:
    """Answer until the parent's end of the pipe closes."""
    from signing.validate import verify_with_evidence

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    for line in iter(sys.stdin.buffer.readline, b""):
        question = json.loads(line)
        store = TrustStore(_decoded(question["roots"]), _decoded(question["demonstration"]))
        try:
            found, evidence = verify_with_evidence(
                Path(question["path"]), store=store, fetch_revocation=question["fetch"]
            )
        except (MemoryError, RecursionError):
            # the parent takes it for a broken limit
            return
        answer = {"found": found.as_data(), "evidence": [each.as_data() for each in evidence]}
        answers.write(json.dumps(answer).encode() + b"\n")


def _decoded(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(text) for text in texts)


if __name__ == "__main__":
    main(int(sys.argv[1]))
