"""Ctrl+C ends a command, also where a library swallows the exception that says so."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread

_asked = Event()


@contextmanager
def interruptible() -> Iterator[None]:
    """Hear Ctrl+C until the command ends; where it means something else already, that stays."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _asked.clear()


def end_if_asked() -> None:
    """Raise once more what was raised at Ctrl+C: once in a dozen runs under load a start-up swallowed it.

    Raises:
        KeyboardInterrupt: somebody asked.
    """
    if _asked.is_set():
        raise KeyboardInterrupt


def _ask(*_signal: object) -> None:
    _asked.set()
    raise KeyboardInterrupt
