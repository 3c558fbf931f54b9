"""Tells when an event handler works too long on the window's own thread, or waits there for something."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QApplication
from sqlalchemy import Engine, event

LIMIT_SECONDS = 0.1
"""Of the thread's own processor time: what a person feels as a hitch, whatever else the machine does."""

_WAITS = frozenset(
    {"statement", "socket.connect", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen"}
)


@dataclass(slots=True)
class Watch:
    """What was seen since the watch began."""

    late: list[str] = field(default_factory=list)
    waited: list[str] = field(default_factory=list)
    longest: float = 0.0
    events: int = 0


class WatchedApplication(QApplication):
    """Measures the outermost handler of every event while a watch is on."""

    watch: Watch | None = None
    _depth = 0

    def notify(self, receiver: QObject | None, what: QEvent | None) -> bool:
        """Hand the event on, and note how long its handler took."""
        if self.watch is None or receiver is None or what is None or self._depth:
            return super().notify(receiver, what)
        name = f"{type(receiver).__name__} {receiver.objectName()} {what.type().name}"
        self._depth += 1
        began = time.thread_time()
        try:
            return super().notify(receiver, what)
        finally:
            self._depth -= 1
            self._note(name, time.thread_time() - began)

    @property
    def is_handling(self) -> bool:
        return self._depth > 0

    def _note(self, name: str, seconds: float) -> None:
        if self.watch is None:
            return
        self.watch.events += 1
        self.watch.longest = max(self.watch.longest, seconds)
        if seconds > LIMIT_SECONDS:
            self.watch.late.append(f"{name}: {1000 * seconds:.0f} ms")


@contextmanager
def watched(application: QApplication) -> Iterator[Watch]:
    """Watch every event handler until the context ends.

    A handler that itself runs the events of others would be measured as a whole: there is none in the window,
    which opens its dialogs and goes on.
    """
    assert isinstance(application, WatchedApplication)
    _listen_once()
    application.watch = Watch()
    try:
        yield application.watch
    finally:
        application.watch = None


@cache
def _listen_once() -> None:
    """Hear of everything that waits; a hook of the interpreter cannot be taken back."""
    sys.addaudithook(_heard)
    event.listen(Engine, "before_cursor_execute", lambda *_asked: _heard("statement", ()))


def _heard(name: str, arguments: tuple[object, ...]) -> None:
    if name not in _WAITS or threading.current_thread() is not threading.main_thread():
        return
    application = QApplication.instance()
    if isinstance(application, WatchedApplication) and application.watch and application.is_handling:
        application.watch.waited.append(f"{name} {arguments[:1]}")
