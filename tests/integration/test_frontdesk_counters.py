"""Many counters in processes of their own on one PostgreSQL: nobody is called twice or lost."""

from __future__ import annotations

import random
import signal
from collections import Counter
from datetime import date
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import uuid4

import pytest

from clerk_app.benchmark.postgres import PostgresServer
from clerk_app.settings import AgencySettings
from storage.clock import SystemClock
from storage.database import Storage
from storage.tickets import TicketEvent, TicketState
from tests.saboteurs import counters

PROCESSES = counters.processes()
LETTERS = "ABC"
AGENCY = AgencySettings().code
ALWAYS = (date.min, date.max)
PATIENCE_SECONDS = 240


class Hall:
    """Counters that are begun anew whenever one is killed."""

    def __init__(self, folder: Path, url: str, size: int) -> None:
        self.folder, self.url, self.size = folder, url, size
        self.closing = PROCESSES.Event()
        self.running: dict[str, BaseProcess] = {}
        self._diaries = count(1)

    def open(self) -> None:
        for number in range(self.size):
            self.begin(str(number + 1))

    def begin(self, counter: str) -> None:
        diary = self.folder / f"heard-{next(self._diaries)}"
        arguments = (self.folder / f"counter-{counter}", self.url, counter, diary, self.closing)
        self.running[counter] = PROCESSES.Process(target=counters.serve, args=arguments)
        self.running[counter].start()

    def kill(self, counter: str) -> None:
        """Kill a counter, and let it begin anew."""
        self.running[counter].kill()
        self.running[counter].join()
        self.begin(counter)

    def close(self) -> list[int | None]:
        """Let everybody finish; return how the processes ended."""
        self.closing.set()
        for process in self.running.values():
            process.join(PATIENCE_SECONDS)
        return [process.exitcode for process in self.running.values()]

    def heard(self) -> list[int]:
        """Return what the counters were told, of all their lives."""
        return [int(line) for diary in self.folder.glob("heard-*") for line in diary.read_text().split()]


def work_through(folder: Path, server: PostgresServer, size: int, tickets: int, kills: int) -> None:
    """Hand out numbers while counters call them and are killed; then look at the records."""
    database = f"hall_{uuid4().hex[:8]}"
    server.query(f"CREATE DATABASE {database}")
    url = server.url(database)
    Storage.open(folder / "first", clock=SystemClock(), url=url).close()
    hall, chance = Hall(folder, url, size), random.Random(7)  # noqa: S311 - no secret
    hall.open()
    giving = PROCESSES.Process(target=counters.hand_out, args=(folder / "desk", url, tickets, LETTERS))
    giving.start()
    for _time in range(kills):
        giving.join(chance.uniform(0.05, 0.3))
        hall.kill(str(chance.randint(1, size)))
    giving.join(PATIENCE_SECONDS)
    assert giving.exitcode == 0
    assert set(hall.close()) == {0}
    with Storage.open(folder / "last", clock=SystemClock(), url=url) as storage:
        look_at(storage, hall.heard(), tickets)


def look_at(storage: Storage, heard: list[int], tickets: int) -> None:
    with storage.unit_of_work(read_only=True) as work:
        given = work.tickets.issued_on(AGENCY, *ALWAYS)
        histories = {ticket.id: work.tickets.history(ticket) for ticket in given}
    assert len(given) == tickets
    for letter in LETTERS:
        numbers = [ticket.number for ticket in given if ticket.series == letter]
        assert numbers == list(range(1, len(numbers) + 1))
    assert {ticket.state for ticket in given} == {TicketState.FINISHED}
    for history in histories.values():
        assert Counter(history)[TicketEvent.CALLED] == 1
        assert Counter(history)[TicketEvent.FINISHED] == 1
    assert max(Counter(heard).values()) == 1
    assert set(heard) <= {ticket.id for ticket in given}


def test_ten_counters_call_two_hundred_people_once_whoever_is_killed(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    work_through(tmp_path, postgres, size=10, tickets=200, kills=12)


@pytest.mark.soak
def test_ten_counters_call_two_thousand_people_once_whoever_is_killed(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    work_through(tmp_path, postgres, size=10, tickets=2000, kills=60)


def test_a_counter_killed_at_any_statement_loses_nobody(tmp_path: Path) -> None:
    """The transaction holds wholly or not at all; who was called stays called, and is recalled."""
    for number in count(1):
        home = tmp_path / str(number)
        with Storage.open(home, clock=SystemClock()) as storage:
            counters.give_two(home)
            child = PROCESSES.Process(target=counters.call_and_die_at_statement, args=(home, number))
            child.start()
            child.join()
            assert child.exitcode in (0, -signal.SIGKILL)
            with storage.unit_of_work(read_only=True) as work:
                states = [ticket.state for ticket in work.tickets.issued_on(AGENCY, *ALWAYS)]
            assert sorted(states) in (
                [TicketState.WAITING, TicketState.WAITING],
                [TicketState.CALLED, TicketState.WAITING],
            )
            if TicketState.CALLED in states:
                assert counters.recalled(home).state is TicketState.CALLED
        if child.exitcode == 0:
            break
    assert number > 5


def test_who_gives_numbers_is_killed_at_any_statement_and_leaves_no_gap(tmp_path: Path) -> None:
    """A number is given wholly, with the note of it, or not at all; the next one follows without a gap."""
    for number in count(1):
        home = tmp_path / str(number)
        with Storage.open(home, clock=SystemClock()) as storage:
            child = PROCESSES.Process(target=counters.give_and_die_at_statement, args=(home, number))
            child.start()
            child.join()
            assert child.exitcode in (0, -signal.SIGKILL)
            counters.give_two(home)
            with storage.unit_of_work(read_only=True) as work:
                given = work.tickets.issued_on(AGENCY, *ALWAYS)
                histories = [work.tickets.history(ticket) for ticket in given]
            assert [ticket.number for ticket in given] == list(range(1, len(given) + 1))
            assert len(given) == (3 if child.exitcode == 0 else 2)
            assert set(histories) == {(TicketEvent.ISSUED,)}
        if child.exitcode == 0:
            break
    assert number > 4
