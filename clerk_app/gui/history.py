"""What was done on a screen, so that it can be taken back and done again; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done.

    Attributes:
        undo: takes it back; may only ask for it, as work on another lane is.
        redo: does it again, in the same way.
    """

    undo: Callable[[], None]
    redo: Callable[[], None]


class History:
    """Steps in the order they were done; something new makes an end of what could be done again.

    Args:
        changed: called whenever what can be undone or redone may be another.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._undone)

    def did(self, step: Step) -> None:
        """Remember what was done just now."""
        self._done.append(step)
        self._undone.clear()
        self._changed()

    def undo(self) -> None:
        """Take the last step back; nothing happens where there is none."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            step.undo()
            self._changed()

    def redo(self) -> None:
        """Do the step again that was taken back last; nothing happens where there is none."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            step.redo()
            self._changed()

    def failed(self, step: Step) -> None:
        """Learn that a step could not be taken back, or not done again: it is where it was before."""
        here, there = (self._undone, self._done) if step in self._undone else (self._done, self._undone)
        if step in here:
            here.remove(step)
            there.append(step)
            self._changed()

    def forget(self, step: Step) -> None:
        """Leave a step out that can neither be taken back nor done again any more."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
        self._changed()

    def clear(self) -> None:
        """Forget everything, as what it was about is gone."""
        self._done.clear()
        self._undone.clear()
        self._changed()
