"""Long work beside the window: one thread per lane, so that a device belongs to one thread."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import closing
from enum import Enum
from queue import SimpleQueue
from typing import Any, Protocol

from PyQt6 import sip
from PyQt6.QtCore import QObject, pyqtSignal

from scanning.errors import ScanCancelled

PROGRESS_AFTER_SECONDS = 0.5
"""What is over sooner is shown by its result alone."""

_BETWEEN_REPORTS_SECONDS = 0.1
_END_SECONDS = 10.0
_log = logging.getLogger(__name__)

Receive = Callable[[Any], None]
Work = Callable[[Receive], Any]
"""Gets the `report` to call with progress; returns a result, or a generator of events."""


class Lane(Enum):
    """What a thread is for."""

    SCANNER = "scanner"
    DOCUMENT = "document"
    CHECK = "check"
    TOKEN = "token"  # noqa: S105 - a device
    PORTAL = "portal"
    PRINTER = "printer"
    SIGN_IN = "sign-in"


class Cancellable(Protocol):
    """Work that was submitted."""

    def cancel(self) -> None:
        """Wish that it ends; its `on_error` then receives `ScanCancelled`."""


class Submit(Protocol):
    """How presenters hand over work."""

    def __call__(
        self,
        lane: Lane,
        work: Work,
        *,
        owner: object,
        on_done: Receive,
        on_error: Receive,
        on_event: Receive = ...,
        on_progress: Receive = ...,
    ) -> Cancellable:
        """Do `work` on a lane and call back on the window's thread, unless the owner is gone."""


def ignore(_value: object) -> None:
    """Receive what nobody waits for."""


class Job:
    """One piece of work between the window and a lane."""

    def __init__(self, work: Work, owner: object, receivers: dict[str, Receive]) -> None:
        self.work = work
        self.owner = owner
        self.receivers = receivers
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Wish that it ends: the next report or event raises."""
        self._cancelled.set()

    def check(self) -> None:
        """Go on only if nobody cancelled.

        Raises:
            ScanCancelled: somebody did.
        """
        if self._cancelled.is_set():
            raise ScanCancelled


class Runner(QObject):
    """Owns the threads for as long as the window lives."""

    _delivered = pyqtSignal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: set[Job] = set()
        self._delivered.connect(self._receive)  # queued: it is emitted on the lanes only
        self._queues: dict[Lane, SimpleQueue[Job | None]] = {lane: SimpleQueue() for lane in Lane}
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=lane.value, daemon=True) for lane in Lane
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self,
        lane: Lane,
        work: Work,
        *,
        owner: object,
        on_done: Receive,
        on_error: Receive,
        on_event: Receive = ignore,
        on_progress: Receive = ignore,
    ) -> Job:
        """Queue work on a lane; the callbacks come on the window's thread, never for an owner that is gone.

        Args:
            lane: whose thread does it, in the order of submission.
            work: gets `report`; a generator's events are delivered one by one.
            owner: usually the screen; once it is deleted, nothing is called.
            on_done: receives the result (None of a generator).
            on_error: receives the exception, `ScanCancelled` after a cancel.
            on_event: receives each event.
            on_progress: receives what `work` reports, thinned out, from half a second on.
        """
        receivers = {"done": on_done, "error": on_error, "event": on_event, "progress": on_progress}
        job = Job(work, owner, receivers)
        self._jobs.add(job)
        self._queues[lane].put(job)
        return job

    @property
    def is_idle(self) -> bool:
        """Whether everything that was submitted is answered."""
        return not self._jobs

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        for job in tuple(self._jobs):
            job.cancel()
        for queue in self._queues.values():
            queue.put(None)
        for thread in self._threads:
            thread.join(_END_SECONDS)

    def _run(self, lane: Lane) -> None:
        while (job := self._queues[lane].get()) is not None:
            self._work(job)

    def _work(self, job: Job) -> None:
        """Do one job; the worker itself delivers the answer, behind its events, through the same signal."""
        try:
            job.check()
            result = job.work(self._reporter(job))
            if isinstance(result, Generator):
                self._drain(job, result)
                result = None
        except Exception as error:  # noqa: BLE001 - the runner: whatever it is, somebody is told
            _note(error)
            self._deliver(job, "error", error)
        else:
            self._deliver(job, "done", result)

    def _drain(self, job: Job, events: Generator[Any, None, Any]) -> None:
        with closing(events):
            for event in events:
                self._deliver(job, "event", event)
                job.check()

    def _reporter(self, job: Job) -> Receive:
        due = time.monotonic() + PROGRESS_AFTER_SECONDS

        def report(progress: object) -> None:
            nonlocal due
            job.check()
            if time.monotonic() >= due:
                due = time.monotonic() + _BETWEEN_REPORTS_SECONDS
                self._deliver(job, "progress", progress)

        return report

    def _deliver(self, job: Job, kind: str, value: object) -> None:
        if not sip.isdeleted(self):
            self._delivered.emit(job, kind, value)

    def _receive(self, job: Job, kind: str, value: object) -> None:
        if kind in ("done", "error"):
            self._jobs.discard(job)
        if not _is_gone(job.owner):
            job.receivers[kind](value)


def _is_gone(owner: object) -> bool:
    return isinstance(owner, QObject) and sip.isdeleted(owner)


def _note(error: Exception) -> None:
    """Log the kind of error and the lines of code, never values or messages."""
    if not isinstance(error, ScanCancelled):
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.warning("%s\n%s", type(error).__name__, where)
