"""The way to the portal, measured beside the plainest clients on the same server."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx

from clerk_app.benchmark.figure import Figure
from clerk_app.benchmark.portal_peers import PlainPut, PlainTus
from clerk_app.settings import PortalSettings
from storage.clock import Clock, SystemClock
from storage.database import Storage
from storage.model import (
    Channel,
    ContentId,
    Document,
    DocumentKind,
    DocumentStage,
    DossierCode,
    NewDossier,
    Person,
    Progress,
    Report,
)
from storage.outbox import Outbox, OutboxState
from storage.portal.port import PortalAnswer, Submission, SubmissionFile
from storage.portal.rest import RestPortal

DOSSIERS = 1000
WAITING = 10_000
FILE_BYTES = 1_000_000
MIDDLE_BYTES = 20_000_000
LARGE_BYTES = 1_000_000_000
CHUNK_BYTES = 1 << 20
ROUND = 100
AT_ONCE = PortalSettings().at_once
_ROOT = Path(__file__).resolve().parents[2]
_AGENCY = "H92.01.13"
_TAIL = b"\n%%EOF\n"


def measure_portal(
    folder: Path,
    *,
    dossiers: int = DOSSIERS,
    waiting: int = WAITING,
    large: int = LARGE_BYTES,
) -> Iterator[Figure]:
    """Measure one figure after the other.

    Args:
        folder: empty, with room for five times a round of dossiers and three times the large file.
        dossiers: of 1 MB each, sent by everybody.
        waiting: entries in the outbox after an outage.
        large: bytes of the large file.
    """
    yield from _speed(folder / "speed", dossiers)
    yield from _memory(folder / "memory", large)
    yield from _cut(folder / "cut", min(large, 100_000_000))
    yield from _drain(folder / "drain", waiting)


def _speed(folder: Path, dossiers: int) -> Iterator[Figure]:
    """Send the same dossiers each way, by turns in rounds: what else the machine does strikes all alike."""
    spent = dict.fromkeys(("outbox", "client", "tus", "unchecked", "put"), 0.0)
    rounds = max(1, dossiers // ROUND)
    for number in range(rounds):
        for name, seconds in _round(folder / str(number), min(dossiers, ROUND)).items():
            spent[name] += seconds
    outbox, client, tus, unchecked, put = spent.values()
    yield Figure(f"{dossiers} dossiers of 1 MB, Clerk's outbox, {AT_ONCE} side by side", outbox, "s")
    yield Figure("the same, Clerk's client without its records", client, "s")
    yield Figure("the same, plain tus client", tus, "s")
    yield Figure("Clerk's client to a server that checks nothing", unchecked, "s")
    yield Figure("the same files, plain PUT to it", put, "s")
    yield Figure("outbox for one of plain tus", outbox / tus, "x", 1.25)
    yield Figure("client for one of plain tus", client / tus, "x", 1.25)
    yield Figure("client for one of plain PUT, both without checks", unchecked / put, "x", 2.0)
    yield Figure("outbox, with every check, for one of plain PUT", outbox / put, "x")


def _round(folder: Path, dossiers: int) -> dict[str, float]:
    """Send the same dossiers each way, to a server with an empty home each time; return the seconds."""
    with Storage.open(folder / "home", clock=SystemClock()) as storage:
        _fill(storage, dossiers, FILE_BYTES)
        submissions = _submissions(storage)
        files = [file.path for each in submissions for file in each.files]
        found = {
            "outbox": _timed(folder / "outbox", lambda url: _delivered(storage, url, dossiers)),
            "client": _timed(folder / "client", lambda url: _submitted(submissions, url)),
            "tus": _timed(folder / "tus", lambda url: PlainTus(url).send(submissions)),
            "unchecked": _timed(folder / "unchecked", lambda url: _submitted(submissions, url), checks=False),
            "put": _timed(folder / "put", lambda url: PlainPut(url).send(files), checks=False),
        }
    shutil.rmtree(folder)
    return found


def _timed(home: Path, send: Callable[[str], None], *, checks: bool = True) -> float:
    with portal_server(home, checks=checks) as url:
        started = time.perf_counter()
        send(url)
        return time.perf_counter() - started


def _delivered(storage: Storage, url: str, dossiers: int) -> None:
    portal = RestPortal(url)
    entries = Outbox(storage, portal, SystemClock(), at_once=AT_ONCE).deliver(_ignore)
    portal.close()
    accepted = sum(entry.state is OutboxState.ACCEPTED for entry in entries)
    if accepted != dossiers:
        raise RuntimeError(f"{accepted} of {dossiers} accepted")


def _submitted(submissions: Sequence[Submission], url: str) -> None:
    portal = RestPortal(url)
    for number, submission in enumerate(submissions):
        portal.submit(submission, key=f"alone-{number}", report=_ignore)
    portal.close()


def _memory(folder: Path, large: int) -> Iterator[Figure]:
    """Send a small and a large file, each by a process of its own."""
    small_peak = _sent_apart(folder / "small", MIDDLE_BYTES)["peak_bytes"]
    found = _sent_apart(folder / "large", large)
    yield Figure(f"a file of {large / 1e6:.0f} MB", found["seconds"], "s")
    yield Figure("peak memory with it", found["peak_bytes"] / 1e6, "MB")
    yield Figure(
        f"more than with a file of {MIDDLE_BYTES / 1e6:.0f} MB",
        (found["peak_bytes"] - small_peak) / 1e6,
        "MB",
        10,
    )


def _sent_apart(folder: Path, size: int) -> dict[str, float]:
    folder.mkdir(parents=True)
    file = _pdf(folder / "file.pdf", size)
    with portal_server(folder / "portal", most=2 * size) as url:
        done = subprocess.run(
            [sys.executable, "-m", "clerk_app.benchmark.large_upload", url, str(file)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            check=True,
        )
    said = json.loads(done.stdout)
    if said.pop("status") != "accepted":
        raise RuntimeError(done.stdout)
    return {name: float(value) for name, value in said.items()}


def _cut(folder: Path, size: int) -> Iterator[Figure]:
    """Cut the line when 99 % are there, and see how much comes twice."""
    folder.mkdir(parents=True)
    file = _pdf(folder / "file.pdf", size)
    with portal_server(folder / "portal", most=2 * size, cut=size * 99 // 100) as url:
        subprocess.run(
            [sys.executable, "-m", "clerk_app.benchmark.large_upload", url, str(file)],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            check=True,
        )
        received = int(httpx.get(f"{url}/health", trust_env=False).json()["received_bytes"])
    yield Figure("sent again after a cut at 99 %", (received - size) / CHUNK_BYTES, "chunks", 1.0)


def _drain(folder: Path, waiting: int) -> Iterator[Figure]:
    """Deliver what waits after an outage; new dossiers come in between, and are timed in deliveries."""
    with (
        Storage.open(folder / "home", clock=SystemClock()) as storage,
        portal_server(folder / "portal") as url,
    ):
        _fill(storage, waiting, 2000)
        portal = _Watched(url, storage, every=max(1, waiting // 50))
        started = time.perf_counter()
        Outbox(storage, portal, SystemClock()).deliver(_ignore)
        seconds = time.perf_counter() - started
        portal.close()
    yield Figure(f"{waiting} waiting entries drained", seconds, "s")
    yield Figure(
        f"the longest wait of {len(portal.waits)} new ones meanwhile", max(portal.waits), "others", 2
    )


class _Watched(RestPortal):
    """Lets a new dossier come in now and then, and counts what goes before it."""

    def __init__(self, url: str, storage: Storage, *, every: int) -> None:
        super().__init__(url)
        self._storage = storage
        self._every = every
        self._sent = 0
        self._came: dict[str, int] = {}
        self.waits: list[int] = []

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        if submission.dossier in self._came:
            self.waits.append(self._sent - self._came.pop(submission.dossier))
        answer = super().submit(submission, key=key, report=report)
        self._sent += 1
        if self._sent % self._every == 0 and len(self.waits) + len(self._came) < 50:
            self._came[_open(self._storage, 1_000_000 + self._sent, 2000)] = self._sent
        return answer


@contextmanager
def portal_server(home: Path, *, most: int = 0, cut: int = 0, checks: bool = True) -> Iterator[str]:
    """Run the sandbox in a process of its own and yield its address."""
    arguments = [str(home), str(most), str(cut), str(int(checks))]
    with subprocess.Popen(
        [sys.executable, "-m", "clerk_app.benchmark.portal_server", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    ) as process:
        assert process.stdout is not None  # noqa: S101 - pipes were asked for
        assert process.stdin is not None  # noqa: S101
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()


def _fill(storage: Storage, dossiers: int, size: int) -> None:
    for number in range(dossiers):
        _open(storage, number, size)


def _open(storage: Storage, number: int, size: int) -> DossierCode:
    """Open a dossier with one file of `size` bytes, ready to be sent, and return its code."""
    clock: Clock = SystemClock()
    now = clock.now()
    new = NewDossier(
        request_key=f"bench-{number}",
        agency_code=_AGENCY,
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        procedure_version="bench",
        applicant=Person("Lê Thị Hồng Nhung", "092194005678"),
        channel=Channel.IN_PERSON,
        components=(),
        received_at=now,
        due_at=now,
    )
    content = b"%PDF-1.7\n" + number.to_bytes(8, "big") * ((size - 16) // 8) + _TAIL
    kept = ContentId(storage.contents.put(content))
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new, date(2026, 1, 1))
        work.documents.put(_document(dossier.code, kept, len(content), clock))
        work.outbox.queue(dossier.code, now)
        work.commit()
    return dossier.code


def _document(code: DossierCode, content: ContentId, size: int, clock: Clock) -> Document:
    return Document(
        dossier=code,
        kind=DocumentKind.COMPONENT,
        component="G01",
        stage=DocumentStage.SIGNED,
        content=content,
        file_name="G01.pdf",
        pages=1,
        bytes=size,
        verdict="valid",
        level="B-B",
        wanted_level="B-B",
        created_at=clock.now(),
    )


def _submissions(storage: Storage) -> list[Submission]:
    with storage.unit_of_work(read_only=True) as work:
        found = []
        for dossier in work.dossiers.list(limit=1_000_000):
            (document,) = work.documents.of(dossier.code)
            path = storage.contents.path(document.content)
            file = SubmissionFile("G01.pdf", path, document.content, document.bytes, "G01")
            found.append(
                Submission(
                    dossier.code,
                    dossier.procedure_code,
                    dossier.procedure_name,
                    dossier.applicant,
                    dossier.channel,
                    dossier.received_at,
                    dossier.due_at,
                    (file,),
                )
            )
        return found


def _pdf(file: Path, size: int) -> Path:
    """Write a file that begins and ends as a PDF does; its middle takes no room on the disk."""
    with file.open("wb") as target:
        target.write(b"%PDF-1.7\n")
        target.truncate(size - len(_TAIL))
        target.seek(0, os.SEEK_END)
        target.write(_TAIL)
    return file


def _ignore(_progress: Progress) -> None:
    """Listen to no progress."""
