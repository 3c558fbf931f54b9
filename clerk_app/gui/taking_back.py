"""Takes back what was written to the records, and does it again, as long as nobody else changed the same."""

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.gui.history import History, Step
from clerk_app.gui.runner import Receive

Do = Callable[[Callable[[], object], Receive, Receive], None]
"""Runs work away from the window: what is done, who takes the answer, and who the error."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was written.

    Attributes:
        back: takes it back; False where somebody else changed the same since, and nothing was written.
        again: does it again, in the same way.
        was_back: is called in the window once it was taken back.
        was_again: is called in the window once it was done again.
    """

    back: Callable[[], bool]
    again: Callable[[], bool]
    was_back: Callable[[], None]
    was_again: Callable[[], None]


class TakingBack:
    """Every deed since a screen was made.

    Args:
        do: see `Do`.
        refused: is called where somebody else changed the same.
        fail: takes an error.
        changed: see `History`.
    """

    def __init__(
        self, do: Do, refused: Callable[[], None], fail: Receive, changed: Callable[[], None]
    ) -> None:
        self._do, self._refused, self._fail = do, refused, fail
        self.history = History(changed)

    def did(self, deed: Deed) -> None:
        """Remember what was just written."""
        step = Step(
            lambda: self._write(step, deed.back, deed.was_back),
            lambda: self._write(step, deed.again, deed.was_again),
        )
        self.history.did(step)

    def _write(self, step: Step, write: Callable[[], bool], written: Callable[[], None]) -> None:
        def answer(was_written: bool) -> None:
            if was_written:
                written()
            else:
                self.history.forget(step)
                self._refused()

        def fail(error: BaseException) -> None:
            self.history.failed(step)
            self._fail(error)

        self._do(write, answer, fail)
