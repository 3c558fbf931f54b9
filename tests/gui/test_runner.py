import threading
from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clerk_app.gui.runner import Lane, Receive, Runner
from scanning.errors import ScanCancelled
from tests.fakes.lanes import Lanes


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


@pytest.fixture(params=["threads", "at once"])
def lanes(request: pytest.FixtureRequest, runner: Runner) -> Runner | Lanes:
    """What the fake without threads promises just as the runner does."""
    return runner if request.param == "threads" else Lanes(frozenset())


class Heard:
    """Collects what is called back, and on which thread."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.progress: list[object] = []
        self.done: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: set[int] = set()

    def hear_done(self, value: object) -> None:
        self.threads.add(threading.get_ident())
        self.done.append(value)

    @property
    def ended(self) -> bool:
        return bool(self.done or self.errors)


def submit(
    runner: Runner | Lanes, heard: Heard, work: object, owner: object = None, lane: Lane = Lane.DOCUMENT
) -> object:
    return runner.submit(
        lane,
        work,  # type: ignore[arg-type]
        owner=owner or heard,
        on_event=heard.events.append,
        on_progress=heard.progress.append,
        on_done=heard.hear_done,
        on_error=heard.errors.append,
    )


def test_a_result_arrives_on_the_thread_of_the_window(qtbot: QtBot, lanes: Runner | Lanes) -> None:
    heard = Heard()
    submit(lanes, heard, lambda _report: 42)
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.done == [42]
    assert heard.threads == {threading.get_ident()}


def test_events_of_a_generator_arrive_before_its_end(qtbot: QtBot, lanes: Runner | Lanes) -> None:
    heard = Heard()
    submit(lanes, heard, lambda _report: (number for number in range(3)))
    qtbot.waitUntil(lambda: heard.ended)
    assert (heard.events, heard.done) == ([0, 1, 2], [None])


def test_an_exception_reaches_on_error(qtbot: QtBot, lanes: Runner | Lanes) -> None:
    heard = Heard()

    def fail(_report: Receive) -> None:
        raise ValueError

    submit(lanes, heard, fail)
    qtbot.waitUntil(lambda: heard.ended)
    assert [type(error) for error in heard.errors] == [ValueError]


def test_a_cancel_raises_from_the_report_and_closes_the_generator(qtbot: QtBot, runner: Runner) -> None:
    heard, closed = Heard(), []

    def endless(report: Receive) -> Iterator[int]:
        try:
            yield 1
            while True:
                report("on")
        finally:
            closed.append(True)

    job = submit(runner, heard, endless)
    qtbot.waitUntil(lambda: bool(heard.events))
    job.cancel()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: heard.ended)
    assert [type(error) for error in heard.errors] == [ScanCancelled]
    assert closed == [True]


def test_nothing_is_called_for_an_owner_that_is_gone(qtbot: QtBot, runner: Runner) -> None:
    heard, owner, after = Heard(), QObject(), Heard()
    submit(runner, heard, lambda _report: 1, owner=owner)
    sip.delete(owner)
    submit(runner, after, lambda _report: 2)
    qtbot.waitUntil(lambda: after.ended)
    assert heard.done == []


def test_short_work_shows_no_progress(qtbot: QtBot, runner: Runner) -> None:
    heard = Heard()
    submit(runner, heard, lambda report: [report(number) for number in range(9)])
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.progress == []


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, runner: Runner) -> None:
    slow, fast = Heard(), Heard()

    def wait(report: Receive) -> None:
        while not fast.ended:
            report("waiting")

    submit(runner, slow, wait, lane=Lane.SCANNER)
    submit(runner, fast, lambda _report: 1, lane=Lane.PORTAL)
    qtbot.waitUntil(lambda: slow.ended and fast.ended)
    assert fast.done == [1]
