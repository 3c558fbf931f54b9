"""Processes that work on a home and die, or all want it at once.

Imports little, so that a fork server can hand out ready children in milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

import storage.migrations.upgrade  # noqa: F401 - loaded before the fork, not in each child
from storage.content import FolderStore
from storage.database import Storage
from storage.model import Progress
from storage.outbox import Outbox
from storage.portal.rest import RestPortal
from tests.fakes.clock import StillClock
from tests.fakes.records import DAY, new_dossier


def processes() -> ForkServerContext:
    """Return where children come from: a server that has loaded this module."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def open_home(home: Path, barrier: Barrier) -> None:
    barrier.wait()
    Storage.open(home, clock=StillClock()).close()


def open_and_die_at_statement(home: Path, number: int) -> None:
    """Die as by SIGKILL when the database is asked for the `number`th time."""
    statements = iter(range(1, number + 1))

    def count(*_arguments: Any) -> None:
        if next(statements) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    Storage.open(home, clock=StillClock()).close()


def open_dossiers(home: Path, worker: int, count: int, barrier: Barrier) -> None:
    with Storage.open(home, clock=StillClock()) as storage:
        barrier.wait()
        for number in range(count):
            with storage.unit_of_work() as work:
                work.dossiers.open(new_dossier(f"{worker}-{number}"), DAY)
                work.commit()


def put_for_ever(root: Path) -> None:
    store = FolderStore(root)
    while True:
        store.put(os.urandom(300_000))


def put_and_die_at_flush(root: Path, number: int) -> None:
    """Die as by SIGKILL when something is flushed to the disk for the `number`th time."""
    flushes = iter(range(1, number + 1))
    really_flush = os.fsync

    def flush(descriptor: int) -> None:
        if next(flushes) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        really_flush(descriptor)

    store = FolderStore(root)
    with patch("os.fsync", flush):
        store.put(b"whole" * 100_000)


def deliver_and_die_on_acceptance(home: Path, url: str) -> None:
    """Die as by SIGKILL when the portal has accepted and nothing of it is written down yet."""

    def die(progress: Progress) -> None:
        if progress == Progress("submit", 1, 1):
            os.kill(os.getpid(), signal.SIGKILL)

    clock = StillClock()
    with Storage.open(home, clock=clock) as storage:
        Outbox(storage, RestPortal(url), clock).deliver(die)
