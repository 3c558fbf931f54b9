"""Does what a person changes in the records, away from the window, and offers the way back."""

from collections.abc import Callable
from typing import Protocol

from clerk_app.gui.model import NextStep, Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Receive, Submit
from clerk_app.gui.taking_back import Deed, TakingBack
from clerk_app.i18n import Translate


class DoingView(Protocol):
    """What is asked of the screen."""

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Show whether changes can be taken back and done again."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""


class Doing:
    """Work on its lane, and everything that can be taken back of it.

    Args:
        submit: runs work away from the window.
        translate: says what was done.
        view: shows it.
        others_changed: said in English where somebody else changed the same since.
    """

    def __init__(self, submit: Submit, translate: Translate, view: DoingView, others_changed: str) -> None:
        self._submit, self.translate, self._view = submit, translate, view
        self._others_changed = others_changed
        self._taking_back = TakingBack(
            lambda work, done, failed: self.do(work, done, on_error=failed),
            self._refused,
            self._fail,
            self.show_history,
        )

    def do(
        self,
        work: Callable[[], object],
        on_done: Receive,
        *,
        lane: Lane = Lane.DOCUMENT,
        on_error: Receive | None = None,
        owner: object | None = None,
    ) -> None:
        """Do something away from the window; an error is shown beside the work.

        Args:
            work: what is done.
            on_done: receives its result.
            lane: whose thread does it.
            on_error: receives an error instead of the notice.
            owner: a dialog that asks; once it is closed nobody waits for the answer.
        """
        self._submit(
            lane,
            lambda _report: work(),
            owner=owner or self._view,
            on_done=on_done,
            on_error=on_error or self._fail,
        )

    def did(self, deed: Deed) -> None:
        """Remember what was written, so that it can be taken back."""
        self._taking_back.did(deed)

    def say(self, said: Callable[[], str]) -> None:
        """Say what was done where there is no way back."""
        self._view.show_notice(Notice(lambda: Words(said(), Tone.GOOD)))

    def offer(self, said: Callable[[], str], *, is_back: bool) -> None:
        """Say what was done, and offer the way back, or forth again."""
        undo = NextStep(lambda: self.translate("Undo"), self.undo)
        redo = NextStep(lambda: self.translate("Redo"), self.redo)
        self._view.show_notice(Notice(lambda: Words(said(), Tone.GOOD), redo if is_back else undo))

    def undo(self) -> None:
        """Put back what the last change changed."""
        self._taking_back.history.undo()

    def redo(self) -> None:
        """Change again what was put back."""
        self._taking_back.history.redo()

    def show_history(self) -> None:
        """Show whether there is something to take back."""
        history = self._taking_back.history
        self._view.show_history(can_undo=history.can_undo, can_redo=history.can_redo)

    def _refused(self) -> None:
        self._view.show_notice(Notice(lambda: Words(self.translate(self._others_changed), Tone.DOUBT)))

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))
