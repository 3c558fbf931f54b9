"""How fast uploads may go: reckoned, not waited for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.portal.pace import Pace


class Watch:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


@given(rate=st.integers(1_000, 10_000_000), chunks=st.lists(st.integers(1, 1 << 20), min_size=1, max_size=50))
def test_never_more_than_asked_for_goes_out(rate: int, chunks: list[int]) -> None:
    watch = Watch()
    pace = Pace(rate, now=watch.now, wait=watch.wait)
    for number, chunk in enumerate(chunks):
        pace.take(chunk)
        assert watch.seconds >= sum(chunks[:number]) / rate * 0.999_999
    assert watch.seconds <= sum(chunks) / rate


def test_without_a_limit_nobody_waits() -> None:
    watch = Watch()
    pace = Pace(now=watch.now, wait=watch.wait)
    pace.take(1 << 30)
    pace.take(1 << 30)
    assert (watch.seconds, pace.chunk_bytes) == (0.0, 1 << 20)


def test_chunks_of_a_slow_line_are_small_enough_to_stop_between_them() -> None:
    assert Pace(200_000).chunk_bytes == 50_000
    assert Pace(1_000).chunk_bytes == 1 << 14
