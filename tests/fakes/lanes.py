"""Work away from the window without threads: at once, or when a test lets it."""

from collections.abc import Generator
from dataclasses import dataclass, field

from clerk_app.gui.runner import Job, Lane, Receive, Work, ignore


@dataclass
class Lanes:
    """Does work at once; on a lane that waits it is kept until a test runs it, or lets it say something.

    Attributes:
        waits: the lanes that wait.
        waiting: what was kept, the oldest first.
    """

    waits: frozenset[Lane] = frozenset(Lane) - {Lane.DOCUMENT}
    waiting: list[Job] = field(default_factory=list)

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
        """Do work, or keep it; see `Runner.submit`."""
        receivers = {"done": on_done, "error": on_error, "event": on_event, "progress": on_progress}
        job = Job(work, owner, receivers)
        if lane in self.waits:
            self.waiting.append(job)
        else:
            _do(job)
        return job

    def run(self) -> None:
        """Do what waits longest."""
        _do(self.waiting.pop(0))

    def say(self, what: str, value: object) -> None:
        """Let what was asked for last say something: "done", "error", "event" or "progress"."""
        self.waiting[-1].receivers[what](value)


def _do(job: Job) -> None:
    def report(progress: object) -> None:
        job.check()
        job.receivers["progress"](progress)

    try:
        job.check()
        result = job.work(report)
        if isinstance(result, Generator):
            for event in result:
                job.receivers["event"](event)
                job.check()
            result = None
    except Exception as error:  # noqa: BLE001 - like the runner
        job.receivers["error"](error)
    else:
        job.receivers["done"](result)
