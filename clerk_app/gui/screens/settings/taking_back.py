"""Takes changes of settings back, and does them again, as long as nobody else changed the same."""

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.gui.history import History, Step
from clerk_app.gui.runner import Receive
from clerk_app.i18n import later
from clerk_app.workflow.change_settings import SettingsChange, put_back
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.setup_check import SetupPart

OTHERS_CHANGED = later("Somebody else changed these settings since: nothing was overwritten.")
_KEPT, _KEPT_CHOICE = later("Kept. It holds from the next start on."), later("Kept.")
_BACK, _BACK_CHOICE = later("As before. It holds from the next start on."), later("As before.")
_AGAIN, _AGAIN_CHOICE = later("Done again. It holds from the next start on."), later("Done again.")


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to some settings.

    Attributes:
        part: what was changed; None for how the window looks and speaks, which holds at once.
        change: what they were, and what they are now.
        sentence: tells it, in English.
        is_back: it was taken back, and can be done again.
    """

    part: SetupPart | None
    change: SettingsChange
    sentence: str
    is_back: bool = False


class TakingBack:
    """Every change since the screen was made.

    Args:
        do: runs work away from the window: what is done, who takes the answer, and who the error.
        tell: takes what happened.
        refused: is called where somebody else changed the same.
        fail: takes an error.
        changed: see `History`.
    """

    def __init__(
        self,
        desk: Desk,
        do: Callable[[Callable[[], object], Receive, Receive], None],
        tell: Callable[[Told], None],
        refused: Callable[[], None],
        fail: Callable[[BaseException], None],
        changed: Callable[[], None],
    ) -> None:
        self._desk, self._do, self._tell, self._refused, self._fail = desk, do, tell, refused, fail
        self.history = History(changed)

    def did(self, part: SetupPart | None, change: SettingsChange) -> None:
        """Remember a change that was just written."""
        back = Told(part, change.reversed, _BACK if part else _BACK_CHOICE, is_back=True)
        again = Told(part, change, _AGAIN if part else _AGAIN_CHOICE)
        step = Step(lambda: self._put(step, back), lambda: self._put(step, again))
        self.history.did(step)
        self._tell(Told(part, change, _KEPT if part else _KEPT_CHOICE))

    def _put(self, step: Step, told: Told) -> None:
        def answer(was_put: bool) -> None:
            if was_put:
                self._tell(told)
            else:
                self.history.forget(step)
                self._refused()

        def fail(error: BaseException) -> None:
            self.history.failed(step)
            self._fail(error)

        self._do(lambda: put_back(self._desk, told.change.reversed), answer, fail)
