"""Counters of one hall in processes of their own, which are killed at any time.

Imports what a counter needs before the fork, so that children are ready in milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from dataclasses import replace
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings, StorageSettings
from clerk_app.workflow.errors import NobodyCalled
from clerk_app.workflow.frontdesk.calling import call_next, finish, recall
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.rights import ANYBODY
from storage.tickets import Ticket


def processes() -> ForkServerContext:
    """Return where children come from: a server that has loaded this module."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def serve(home: Path, url: str, counter: str, heard: Path, closing: Event) -> None:
    """Call and finish until the hall is closed and empty; what was called is written down at once.

    After a death the counter begins with who stands before it.
    """
    settings = Settings(home=str(home), storage=StorageSettings(database=url))
    with open_desk(settings) as (opened, _embedded), heard.open("a", buffering=1) as diary:
        desk = replace(opened, actor=replace(ANYBODY, name=counter))
        with suppress(NobodyCalled):
            recall(desk, counter)
            finish(desk, counter)
        while True:
            is_last_look = closing.is_set()
            called = call_next(desk, counter)
            if called is not None:
                diary.write(f"{called.id}\n")
            elif is_last_look:
                return


def hand_out(home: Path, url: str, count: int, letters: str) -> None:
    """Give numbers, one after another."""
    settings = Settings(home=str(home), storage=StorageSettings(database=url))
    with open_desk(settings) as (desk, _embedded):
        for number in range(count):
            take_ticket(desk, letters[number % len(letters)])


def give_two(home: Path) -> None:
    hand_out(home, "", 2, "A")


def recalled(home: Path) -> Ticket:
    """Return who is called again at the counter of the dead."""
    with open_desk(Settings(home=str(home))) as (desk, _embedded):
        return recall(desk, "1")


def call_and_die_at_statement(home: Path, number: int) -> None:
    """Die as by SIGKILL when the database is asked for the `number`th time while somebody is called."""
    with open_desk(Settings(home=str(home))) as (desk, _embedded):
        _die_at_statement(number)
        call_next(desk, "1")


def give_and_die_at_statement(home: Path, number: int) -> None:
    """Die as by SIGKILL when the database is asked for the `number`th time while a number is given."""
    with open_desk(Settings(home=str(home))) as (desk, _embedded):
        _die_at_statement(number)
        take_ticket(desk, "A")


def _die_at_statement(number: int) -> None:
    statements = iter(range(1, number + 1))

    def count(*_arguments: Any) -> None:
        if next(statements, None) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
