"""What goes wrong with records in the middle of a use case: a clear error, nothing half done or lost."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Storage
from storage.errors import DatabaseBusy, DatabaseUnusable, ServerGone
from tests.fakes.clock import START, StillClock
from tests.fakes.records import DAY, new_dossier
from tests.servers import postgres as postgres_of_its_own


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with one dossier."""
    with Storage.open(tmp_path / "home", clock=StillClock()) as storage:
        _open_one(storage, "kept")
    return tmp_path / "home"


def _open_one(storage: Storage, key: str) -> None:
    with storage.unit_of_work() as work:
        work.dossiers.open(new_dossier(key), DAY)
        work.audit.record("x", "opened", "lan", START, {})
        work.commit()


def _codes(storage: Storage) -> list[str]:
    with storage.unit_of_work(read_only=True) as work:
        return [dossier.code[-4:] for dossier in work.dossiers.list()]


def test_a_connection_lost_in_the_middle_keeps_nothing_of_the_step(tmp_path: Path) -> None:
    with postgres_of_its_own() as server:
        server.query("CREATE DATABASE clerk")
        url = server.url("clerk")
        with Storage.open(tmp_path, clock=StillClock(), url=url) as storage:
            _open_one(storage, "kept")
            with storage.unit_of_work() as work:
                work.dossiers.open(new_dossier("lost"), DAY)
                server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'clerk'")
                with pytest.raises(ServerGone):
                    work.commit()
            _open_one(storage, "next")
            assert _codes(storage) == ["0002", "0001"]
            with storage.unit_of_work(read_only=True) as work:
                assert list(work.audit.faults()) == []


def test_a_server_that_died_is_waited_for(tmp_path: Path) -> None:
    with postgres_of_its_own() as server:
        server.query("CREATE DATABASE clerk")
        url = server.url("clerk")
        with Storage.open(tmp_path, clock=StillClock(), url=url) as storage:
            _open_one(storage, "kept")
            os.kill(server.process.pid, signal.SIGQUIT)
            server.process.wait(timeout=30)
            with pytest.raises(ServerGone):
                _open_one(storage, "lost")
    with pytest.raises(ServerGone):
        Storage.open(tmp_path, clock=StillClock(), url=url)


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    with postgres_of_its_own() as server, pytest.raises((DatabaseUnusable, ServerGone)):
        Storage.open(tmp_path, clock=StillClock(), url=server.url("nowhere"))


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable):
        Storage.open(tmp_path, clock=StillClock(), url="no address")


def test_a_damaged_database_is_told_and_left_as_it_is(home: Path) -> None:
    database = home / "clerk.sqlite"
    spoiled = bytearray(database.read_bytes())
    spoiled[4096:] = b"\xff" * (len(spoiled) - 4096)
    database.write_bytes(spoiled)
    with pytest.raises(DatabaseUnusable), Storage.open(home, clock=StillClock()) as storage:
        _open_one(storage, "lost")
    assert database.read_bytes()[:4096] == bytes(spoiled[:4096])


def test_two_programs_work_on_one_home_and_see_each_other(home: Path) -> None:
    with Storage.open(home, clock=StillClock()) as one, Storage.open(home, clock=StillClock()) as two:
        _open_one(one, "one")
        _open_one(two, "two")
        assert _codes(one) == _codes(two) == ["0003", "0002", "0001"]
        with two.unit_of_work(read_only=True) as work:
            assert list(work.audit.faults()) == []


def test_a_database_held_by_another_program_is_waited_for_and_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine._BUSY_TIMEOUT_MS", 50)
    with Storage.open(home, clock=StillClock()) as one, Storage.open(home, clock=StillClock()) as two:
        with one.unit_of_work() as holding:
            holding.dossiers.open(new_dossier("held"), DAY)
            with pytest.raises(DatabaseBusy):
                _open_one(two, "lost")
        assert _codes(two) == ["0001"]


def test_a_clock_set_back_breaks_no_chain_and_gives_no_code_twice(tmp_path: Path) -> None:
    clock = StillClock()
    with Storage.open(tmp_path, clock=clock) as storage:
        for step in (timedelta(), timedelta(days=-400), timedelta(days=1)):
            clock.advance(step)
            with storage.unit_of_work() as work:
                work.dossiers.open(new_dossier(f"{clock.now()}"), DAY)
                work.audit.record("x", "opened", "lan", clock.now(), {})
                work.commit()
        assert _codes(storage) == ["0003", "0002", "0001"]
        with storage.unit_of_work(read_only=True) as work:
            assert list(work.audit.faults()) == []
