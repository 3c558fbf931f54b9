"""What is told of settings that were changed, put back, or changed again."""

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.gui.taking_back import Deed
from clerk_app.i18n import later
from clerk_app.workflow.change_settings import SettingsChange, put_back
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.setup_check import SetupPart

OTHERS_CHANGED = later("These settings were changed elsewhere since: nothing was overwritten.")
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


def kept(part: SetupPart | None, change: SettingsChange) -> Told:
    """Return what is told of a change that was just written."""
    return Told(part, change, _KEPT if part else _KEPT_CHOICE)


def deed_of(desk: Desk, part: SetupPart | None, change: SettingsChange, tell: Callable[[Told], None]) -> Deed:
    """Return a change of settings as something that can be taken back."""
    back = Told(part, change.reversed, _BACK if part else _BACK_CHOICE, is_back=True)
    again = Told(part, change, _AGAIN if part else _AGAIN_CHOICE)
    return Deed(
        lambda: put_back(desk, change),
        lambda: put_back(desk, change.reversed),
        lambda: tell(back),
        lambda: tell(again),
    )
