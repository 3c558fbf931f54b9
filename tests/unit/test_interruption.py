"""Ctrl+C at the terminal."""

import signal
from contextlib import suppress

import pytest

from clerk_app.cli.interruption import interruptible
from clerk_app.cli.progress import progress
from scanning.model import Progress, Stage

STEP = Progress(Stage.READ, 1, 2)


def test_an_interruption_that_was_swallowed_comes_with_the_next_report() -> None:
    report = progress("{done}")
    with interruptible():
        report(STEP)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            report(STEP)
    report(STEP)


def test_an_interruption_is_heard_at_once_and_forgotten_with_its_command() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        signal.raise_signal(signal.SIGINT)
    with interruptible():
        progress("{done}")(STEP)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_command_that_is_to_ignore_interruptions_goes_on_ignoring_them() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible():
            signal.raise_signal(signal.SIGINT)
            progress("{done}")(STEP)
    finally:
        signal.signal(signal.SIGINT, before)
