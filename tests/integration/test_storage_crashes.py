"""Killed at any moment, wanted by many at once: the records hold."""

from __future__ import annotations

import hashlib
import signal
from itertools import count
from pathlib import Path

import pytest

from storage.content import FolderStore
from storage.database import Storage
from tests.fakes.clock import StillClock
from tests.fakes.records import AGENCY, DAY, new_dossier
from tests.saboteurs import storage_children as children

PROCESSES = children.processes()
KILLED = -signal.SIGKILL


def _works(home: Path) -> bool:
    with Storage.open(home, clock=StillClock()) as storage, storage.unit_of_work() as work:
        return work.dossiers.open(new_dossier(), DAY).code.endswith("-0001")


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.soak)])
def test_a_first_start_killed_at_any_statement_is_mended_by_the_next(tmp_path: Path, step: int) -> None:
    for number in count(1, step):
        home = tmp_path / str(number)
        child = PROCESSES.Process(target=children.open_and_die_at_statement, args=(home, number))
        child.start()
        child.join()
        assert _works(home)
        if child.exitcode == 0:
            break
        assert child.exitcode == KILLED
    assert number > 20


@pytest.mark.parametrize("milliseconds", range(0, 120, 6))
def test_a_first_start_killed_at_any_time_is_mended_by_the_next(tmp_path: Path, milliseconds: int) -> None:
    barrier = PROCESSES.Barrier(2)
    child = PROCESSES.Process(target=children.open_home, args=(tmp_path / "home", barrier))
    child.start()
    barrier.wait()
    child.join(milliseconds / 1000)
    child.kill()
    child.join()
    assert _works(tmp_path / "home")


def test_four_processes_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    barrier = PROCESSES.Barrier(4)
    started = [
        PROCESSES.Process(target=children.open_home, args=(tmp_path / "home", barrier)) for _ in range(4)
    ]
    for child in started:
        child.start()
    for child in started:
        child.join()
    assert [child.exitcode for child in started] == [0, 0, 0, 0]
    assert _works(tmp_path / "home")


def test_four_processes_share_the_serials_without_gaps(tmp_path: Path) -> None:
    home, barrier = tmp_path / "home", PROCESSES.Barrier(4)
    started = [
        PROCESSES.Process(target=children.open_dossiers, args=(home, worker, 25, barrier))
        for worker in range(4)
    ]
    for child in started:
        child.start()
    for child in started:
        child.join()
    assert [child.exitcode for child in started] == [0, 0, 0, 0]
    with Storage.open(home, clock=StillClock()) as storage, storage.unit_of_work() as work:
        codes = [dossier.code for dossier in work.dossiers.list(limit=200)]
    assert codes == [f"{AGENCY}-261008-{serial:04d}" for serial in range(100, 0, -1)]


def _contents(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_put_killed_at_any_flush_leaves_all_or_nothing(tmp_path: Path) -> None:
    whole = b"whole" * 100_000
    for number in count(1):
        root = tmp_path / str(number)
        child = PROCESSES.Process(target=children.put_and_die_at_flush, args=(root, number))
        child.start()
        child.join()
        store = FolderStore(root)
        assert [path.read_bytes() for path in _contents(root)] in ([], [whole])
        store.verify(store.put(whole))
        if child.exitcode == 0:
            break
        assert child.exitcode == KILLED
    assert number > 2


@pytest.mark.parametrize("milliseconds", [5, 10, 20, 40, 80])
def test_puts_killed_at_any_time_leave_whole_contents_only(tmp_path: Path, milliseconds: int) -> None:
    root = tmp_path / "contents"
    child = PROCESSES.Process(target=children.put_for_ever, args=(root,))
    child.start()
    child.join(milliseconds / 1000)
    child.kill()
    child.join()
    FolderStore(root)
    for path in _contents(root):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
