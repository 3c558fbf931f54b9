"""Verifies files in a process of its own, with limits: readers of hostile files crash, hang and grow.

As a program (``python -m signing.quarantine``) it reads one JSON line per file and answers one JSON line. A
file is judged, or a copy of it is written for the eye.
"""

import base64
import errno
import hashlib
import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from signing.errors import UnreadablePdf
from signing.model import FileVerdict
from signing.trust.store import TrustStore
from signing.validation import SignatureEvidence, Validation

SECONDS = 120.0
"""For one file; a scan of 100 pages with five signatures takes a tenth of it."""
MEMORY_BYTES = 3 << 30
"""Address space of the process, which is several times what it really uses."""
PROCESSES = 2
_PROGRAM = "signing.quarantine"
_ROOT = Path(__file__).resolve().parents[1]
_POLL_SECONDS = 0.1

StillWanted = Callable[[], None]
"""Called while waiting; whatever it raises ends the work and its processes."""


def always() -> None:
    """Nobody cancels."""


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
    still_wanted: StillWanted = always,
) -> Generator[Validation, None, None]:
    """Do the same, and tell what each verdict rests on.

    Raises:
        OSError: a file cannot be opened.
    """
    cells: SimpleQueue[_Cell] = SimpleQueue()
    for _ in range(processes):
        cells.put(_Cell(memory_bytes))

    def judged(path: Path) -> Validation:
        if _never_ends(path):
            return Validation.unreadable(path, "", 0)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        cell = cells.get()
        try:
            answer = cell.ask(_question(path, store, fetch=fetch_revocation), seconds, still_wanted)
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


def view_apart(
    source: Path,
    target: Path,
    *,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    still_wanted: StillWanted = always,
) -> None:
    """Write a copy for the eye in such a process; see `signing.viewing`.

    Raises:
        UnreadablePdf: it cannot be drawn, or not within the limits.
        OSError: disk full, no permission.
    """
    cell = _Cell(memory_bytes)
    try:
        answer = cell.ask({"view": str(source), "target": str(target)}, seconds, still_wanted)
    finally:
        cell.close()
    if answer is None:
        raise UnreadablePdf("limits")
    if answer["unreadable"]:
        raise UnreadablePdf(answer["unreadable"])
    if answer["errno"]:
        raise OSError(answer["errno"], os.strerror(answer["errno"]))


def _never_ends(path: Path) -> bool:
    """Tell whether somebody brought a pipe or a device."""
    return path.exists() and not (path.is_file() or path.is_dir())


class _Cell:
    """The place of one process, which is started when it is asked and replaced when it broke."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._inmate: _Inmate | None = None

    def ask(
        self, question: dict[str, Any], seconds: float, still_wanted: StillWanted
    ) -> dict[str, Any] | None:
        """Return the answer, None when the process died or took too long."""
        self._inmate = self._inmate or _Inmate(self._memory_bytes)
        answer = None
        try:
            answer = self._inmate.ask(question, seconds, still_wanted)
        finally:
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
            [sys.executable, "-m", _PROGRAM, str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT), *filter(None, sys.path)))},
        )

    def ask(
        self, question: dict[str, Any], seconds: float, still_wanted: StillWanted
    ) -> dict[str, Any] | None:
        """Return the answer, None when the process died or took too long."""
        deadline, line = time.monotonic() + seconds, b""
        if self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
        except BrokenPipeError:
            return None
        while not line.endswith(b"\n"):
            still_wanted()
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._process.stdout], [], [], min(left, _POLL_SECONDS))
            if not ready and left > 0:
                continue
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
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    for line in iter(sys.stdin.buffer.readline, b""):
        question = json.loads(line)
        try:
            answer = _viewed(question) if "view" in question else _judged(question)
        except (MemoryError, RecursionError):
            # the parent takes it for a broken limit
            return
        answers.write(json.dumps(answer).encode() + b"\n")


def _judged(question: dict[str, Any]) -> dict[str, Any]:
    from signing.validate import verify_with_evidence

    store = TrustStore(_decoded(question["roots"]), _decoded(question["demonstration"]))
    found, evidence = verify_with_evidence(
        Path(question["path"]), store=store, fetch_revocation=question["fetch"]
    )
    return {"found": found.as_data(), "evidence": [each.as_data() for each in evidence]}


def _viewed(question: dict[str, Any]) -> dict[str, Any]:
    from signing.viewing import write_viewing_copy

    try:
        write_viewing_copy(Path(question["view"]), Path(question["target"]))
    except UnreadablePdf as error:
        return {"unreadable": error.reason, "errno": 0}
    except OSError as error:
        return {"unreadable": "", "errno": error.errno or errno.EIO}
    return {"unreadable": "", "errno": 0}


def _decoded(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(text) for text in texts)


if __name__ == "__main__":
    main(int(sys.argv[1]))
