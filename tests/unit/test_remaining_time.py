"""How long work still takes is said calmly."""

import pytest

from clerk_app.gui.pace import Pace, left_words


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def said_after(seconds: float, total: int, items: int = 4) -> str:
    """Return what is said after some items, each of so many seconds."""
    clock = Clock()
    pace, said = Pace(clock), ""
    for done in range(items):
        said = left_words(pace.seconds_left(done, total), str)
        clock.now += seconds
    return said


@pytest.mark.parametrize(
    ("seconds", "total", "said"),
    [
        (1.0, 8, "a few seconds left"),
        (5.0, 8, "about 30 s left"),
        (7.0, 9, "about 50 s left"),
        (20.0, 12, "about 3 min left"),
    ],
)
def test_the_rest_is_said_rounded(seconds: float, total: int, said: str) -> None:
    assert said_after(seconds, total) == said


def test_nothing_is_said_of_a_few_items() -> None:
    assert said_after(10.0, 100, items=3) == ""


def test_nothing_is_said_of_what_is_over_at_once() -> None:
    assert said_after(0.1, 100) == ""


def test_nothing_is_said_at_the_end_or_without_progress() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _report in range(6):
        assert pace.seconds_left(0, 10) is None
        clock.now += 5
    assert pace.seconds_left(10, 10) is None


def test_other_work_begins_anew() -> None:
    clock = Clock()
    pace = Pace(clock)
    for done in range(6):
        pace.seconds_left(done, 10)
        clock.now += 5
    pace.begin()
    assert pace.seconds_left(0, 10) is None
