"""Measure the records at a size of years: lists, searches, a report, acceptance by ten at once, storing."""

import hashlib
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.benchmark.postgres import postgres_server
from clerk_app.workflow.statistics import DECIDED, ROWS, count
from storage.clock import SystemClock
from storage.database import Storage
from storage.disk import flush_folder
from storage.model import Channel, Component, DossierStatus, MoveEntry, NewDossier, Person
from storage.rehearsal import Rehearsal, fill

ENGINES = ("sqlite", "postgresql")
_LAST = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
_YEARS = 3.0
_VIETNAM = timedelta(hours=7)
_ROUNDS = 15
_WORKSTATIONS = 10
_EACH = 100
_AWAKE = 8
"""So many acceptances before, elsewhere: by then a connection has its statements prepared."""
_STORED = 60
_MEGABYTE = 1 << 20
_COMMON, _RARE = 0, 1500
"""Places of words in the order of how common they are."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: median of some rounds; `asked` is the most it may be, in the same unit."""

    engine: str
    name: str
    value: float
    unit: str
    asked: float | None = None


def measure(dossiers: int, folder: Path, *, engines: tuple[str, ...]) -> Iterator[Figure]:
    """Fill a database of each engine and yield what is measured on it.

    Raises:
        PostgresMissing: it is asked for and not installed.
    """
    for engine in engines:
        with _storage(engine, folder) as storage:
            made = _filled(storage, dossiers)
            yield from _answering(engine, storage, made)
            if engine == "postgresql":
                yield _accepting(storage)
    yield from _storing(folder)


def _filled(storage: Storage, dossiers: int) -> Rehearsal:
    """Fill in a process of its own: what that takes is not counted as memory of what is measured."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(_fill, storage.home, storage.url, dossiers).result()


def _fill(home: Path, url: str, dossiers: int) -> Rehearsal:
    with Storage.open(home, clock=SystemClock(), url=url) as storage:
        return fill(storage, dossiers, _LAST, years=_YEARS, report=lambda _progress: None)


def _answering(engine: str, storage: Storage, made: Rehearsal) -> Iterator[Figure]:
    """Yield how long each answer takes, and what memory all of them took, the first round included."""
    before = _peak_mb()
    for name, asked, task in _tasks(storage, made):
        yield Figure(engine, name, _median_ms(task), "ms", asked)
    yield Figure(engine, "memory grown by all of these, at its peak", _peak_mb() - before, "MB")


def _tasks(storage: Storage, made: Rehearsal) -> Iterator[tuple[str, float, Callable[[], object]]]:
    with storage.unit_of_work(read_only=True) as work:
        (some,) = work.dossiers.list(limit=1, offset=made.dossiers // 2)

    def finding(words: str) -> Callable[[], object]:
        def find() -> object:
            with storage.unit_of_work(read_only=True) as work:
                return work.search.find(words)

        return find

    def listing() -> object:
        with storage.unit_of_work(read_only=True) as work:
            return work.dossiers.list(limit=50)

    def opening() -> object:
        with storage.unit_of_work(read_only=True) as work:
            code = some.code
            return (
                work.dossiers.get(code),
                work.pages.of(code),
                work.documents.of(code),
                work.moves.of(code),
            )

    def reporting() -> object:
        with storage.unit_of_work(read_only=True) as work:
            first, last = made.last - timedelta(days=60), made.last - timedelta(days=30)
            return count(
                work.moves.tally(first, last, _VIETNAM, now=made.last), DECIDED["solved"], ROWS["domain"]
            )

    words = made.words
    yield "work list", 100, listing
    yield "a dossier with its papers", 100, opening
    yield "report 06a of a month", 100, reporting
    yield "search: code", 150, finding(some.code)
    yield "search: id", 150, finding(some.applicant.id_number)
    yield "search: name", 150, finding(some.applicant.full_name)
    yield "search: rare word", 150, finding(words[_RARE])
    yield "search: commonest word", 150, finding(f"{words[_COMMON]} ")
    yield "search: phrase of common words", 150, finding(f'"{words[1]} {words[2]}"')
    yield "search: phrase of rarer words", 150, finding(f'"{words[40]} {words[60]}"')
    yield "search: two common words", 150, finding(f"{words[3]} {words[5]} ")


@contextmanager
def _storage(engine: str, folder: Path) -> Iterator[Storage]:
    with ExitStack() as stack:
        url = None
        if engine == "postgresql":
            server = stack.enter_context(postgres_server("shared_buffers=512MB", "max_wal_size=4GB"))
            server.query("CREATE DATABASE clerk")
            url = server.url("clerk")
        yield stack.enter_context(Storage.open(folder / engine, clock=SystemClock(), url=url))


def _median_ms(task: Callable[[], object]) -> float:
    task()
    times = []
    for _round in range(_ROUNDS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _accepting(storage: Storage) -> Figure:
    """Let ten processes accept at once, and look that every code is there once.

    The clock stops when the last dossier is kept, not when the last process has ended.
    """
    spawn = multiprocessing.get_context("spawn")
    together, url = spawn.Barrier(_WORKSTATIONS + 1), storage.url
    with TemporaryDirectory() as home:
        workers = [
            spawn.Process(target=accept_many, args=(url, Path(home) / str(number), number, together))
            for number in range(_WORKSTATIONS)
        ]
        for worker in workers:
            worker.start()
        together.wait()
        began = time.perf_counter()
        together.wait()
        seconds = time.perf_counter() - began
        for worker in workers:
            worker.join()
    wanted = _WORKSTATIONS * _EACH
    with storage.unit_of_work(read_only=True) as work:
        serials = sorted(int(each.code[-4:]) for each in work.dossiers.list(limit=wanted))
    if serials != list(range(1, wanted + 1)):
        raise RuntimeError("a code is missing or was given twice")
    return Figure("postgresql", "accepted by ten at once, at least 200", wanted / seconds, "dossiers/s")


def accept_many(url: str, home: Path, number: int, together: Barrier) -> None:
    """Accept dossiers as one workstation, everything but the paper, and end without a word."""
    with Storage.open(home, clock=SystemClock(), url=url) as storage:
        for count in range(_AWAKE):
            _accept(storage, f"first-{number}-{count}", "H92.01.99")
        together.wait()
        for count in range(_EACH):
            _accept(storage, f"{number}-{count}", "H92.01.13")
        together.wait()


def _accept(storage: Storage, key: str, agency_code: str) -> None:
    new = NewDossier(
        request_key=key,
        agency_code=agency_code,
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        procedure_version="2026",
        applicant=Person("Lê Thị Hồng Nhung", "092194005678"),
        channel=Channel.IN_PERSON,
        components=(Component("TP01", "Tờ khai"), Component("TP02", "Giấy chứng sinh")),
        received_at=_LAST,
        due_at=_LAST + timedelta(days=1),
    )
    with storage.unit_of_work() as work:
        tomorrow = (_LAST + timedelta(days=1)).date()
        dossier = work.dossiers.open(new, tomorrow, DossierStatus.ACCEPTED)
        work.moves.record(
            MoveEntry(dossier.code, "accept", dossier.status, dossier.due_at, dossier.received_at, "lan")
        )
        work.audit.record(dossier.code, "accept", "lan", dossier.received_at, {})
        work.search.index_dossier(dossier)
        work.commit()


def _storing(folder: Path) -> Iterator[Figure]:
    """Store pages of 1 MB beside hash, write + fsync, rename, folder fsync done plainly, taking turns."""
    plain = folder / "plain"
    plain.mkdir()
    ours: list[float] = []
    theirs: list[float] = []
    with Storage.open(folder / "stored", clock=SystemClock()) as storage:
        for _round in range(_STORED):
            page = os.urandom(_MEGABYTE)
            for task, times in (
                (lambda data: storage.contents.put(data), ours),
                (lambda data: _write_plainly(plain, data), theirs),
            ):
                start = time.perf_counter()
                task(page)
                times.append(time.perf_counter() - start)
    mine, other = (1000 * statistics.median(times) for times in (ours, theirs))
    yield Figure("folder", "storing a page of 1 MB", mine, "ms")
    yield Figure("folder", "the same done plainly", other, "ms")
    yield Figure("folder", "ratio", mine / other, "x", 1.2)


def _write_plainly(folder: Path, data: bytes) -> None:
    name = hashlib.sha256(data).hexdigest()
    draft = folder / "draft"
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / name)
    flush_folder(folder)
