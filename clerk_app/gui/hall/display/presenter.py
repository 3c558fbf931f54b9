"""What the display decides: which calls are shown, and which are new and have to be heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.hall.voice import Voice
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.announcing import announcement
from clerk_app.workflow.frontdesk.calling import last_calls
from clerk_app.workflow.office import local
from storage.tickets import Call

_READ, _SHOWN = 40, 6


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A number and the counter it is called to, as they are shown."""

    label: str
    counter: str


class DisplayView(Protocol):
    """What the presenter asks of the screen."""

    def show_calls(self, calls: tuple[ShownCall, ...]) -> None:
        """Show calls, the newest first; none before the first of the day."""

    def show_notices(self, notices: tuple[str, ...]) -> None:
        """Show sentences under them."""


class DisplayPresenter:
    """Reads the calls; no name is ever among them."""

    def __init__(
        self, desk: Desk, submit: Submit, translate: Translate, view: DisplayView, voice: Voice
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._voice = voice
        self._heard: int | None = None

    def begin(self) -> None:
        """Show what does not change, and read the calls."""
        notices = self._desk.settings.frontdesk.notices
        if not self._voice.speaks:
            notices += (self.translate("Numbers are not spoken: espeak-ng is not installed here."),)
        self._view.show_notices(notices)
        self.refresh()

    def refresh(self) -> None:
        """Read the calls again."""
        desk = self._desk
        self._submit(
            Lane.DOCUMENT,
            lambda _report: last_calls(desk, _READ),
            owner=self._view,
            on_done=self._take,
            on_error=lambda _error: None,  # the next change or turn of the clock reads again
        )

    def _take(self, calls: tuple[Call, ...]) -> None:
        self._speak(calls)
        self._view.show_calls(tuple(_shown(self._today(calls))))

    def _speak(self, calls: tuple[Call, ...]) -> None:
        """Say what is new; what was called before this display began was heard already."""
        if self._heard is not None:
            for call in reversed([each for each in calls if each.id > self._heard]):
                self._voice.say(announcement(call.ticket, call.counter))
        self._heard = max((each.id for each in calls), default=self._heard or 0)

    def _today(self, calls: tuple[Call, ...]) -> Iterable[Call]:
        today = local(self._desk.clock.now()).date()
        return (each for each in calls if local(each.at).date() == today)


def _shown(calls: Iterable[Call]) -> list[ShownCall]:
    """Return each number once, where it was called last."""
    newest: dict[int, ShownCall] = {}
    for each in calls:
        newest.setdefault(each.ticket.id, ShownCall(each.ticket.label, each.counter))
    return list(newest.values())[:_SHOWN]
