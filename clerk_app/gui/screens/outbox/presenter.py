"""What the outbox decides: how each intent is said, and when something is sent, tried again or paused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.dates import short_moment
from clerk_app.gui.model import Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.outbox.rows import OutboxRow
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_of
from clerk_app.workflow.outgoing import OutboxSeen, Outgoing, outgoing
from clerk_app.workflow.rights import Right
from clerk_app.workflow.submit import deliver, pause, retry
from storage.model import DossierCode
from storage.outbox import UNANSWERED, OutboxEntry, OutboxKind, OutboxState

_TITLES = (
    later("Dossier"),
    later("What is sent"),
    later("State"),
    later("Since"),
    later("Tries"),
    later("Next try"),
    later("Why"),
)
_KINDS = {
    OutboxKind.SUBMISSION: later("The papers"),
    OutboxKind.PROGRESS: later("The steps"),
    OutboxKind.WITHDRAWAL: later("Taking back"),
}
_STATES = {
    OutboxState.HELD: Words(later("Held"), Tone.WRONG),
    OutboxState.SENDING: Words(later("Being sent"), Tone.DOUBT),
    OutboxState.WAITING: Words(later("Waits"), Tone.DOUBT),
    OutboxState.ACCEPTED: Words(later("Accepted by the portal"), Tone.GOOD),
    OutboxState.REFUSED: Words(later("Refused by the portal"), Tone.WRONG),
    OutboxState.WITHDRAWN: Words(later("Taken back")),
}


@dataclass(frozen=True, slots=True)
class OutboxActions:
    """What can be done now; `paused` is why nothing goes out, empty if it does; `why` is the chosen row's."""

    line: str
    paused: str
    why: str
    may_act: bool
    can_retry: bool
    is_paused: bool


class OutboxView(Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[OutboxRow, ...]) -> None:
        """Show these rows; without rows, that nothing waits."""

    def show_actions(self, actions: OutboxActions) -> None:
        """Show what can be done."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work; None takes the one before away."""

    def tell_moved(self) -> None:
        """Tell the window that something of the outbox changed."""


class OutboxPresenter:
    """Reads the outbox beside the window; the portal is asked on its own lane."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: OutboxView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._seen = OutboxSeen((), None)
        self._chosen: OutboxRow | None = None
        self.is_busy = False

    def refresh(self) -> None:
        """Read the outbox again."""
        self._do(Lane.DOCUMENT, lambda: None)

    def choose(self, row: OutboxRow | None) -> None:
        """Remember which row is looked at."""
        self._chosen = row
        self._show_actions()

    def send_now(self) -> None:
        """Try the portal now."""
        if not self.is_busy and self._may_act:
            self._send(self._deliver)

    def try_again(self) -> None:
        """Let what is held of the chosen dossier wait again, and try the portal."""
        if self._can_retry and self._chosen is not None:
            code = self._chosen.code
            self._send(lambda: self._retry(code))

    def turn(self) -> None:
        """Let everything wait, or go on."""
        if self._may_act:
            paused = self._seen.paused_by is None
            self._do(Lane.DOCUMENT, lambda: pause(self._desk, paused=paused), moves=True)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        rows = tuple(self._row(each) for each in self._seen.rows)
        self._view.show_rows(tuple(self.translate(title) for title in _TITLES), rows)
        self._show_actions()

    @property
    def _may_act(self) -> bool:
        return self._desk.actor.may(Right.SUBMIT)

    @property
    def _can_retry(self) -> bool:
        return self._may_act and not self.is_busy and self._chosen is not None and self._chosen.is_held

    def _do(self, lane: Lane, act: Callable[[], None], *, moves: bool = False) -> None:
        """Do something on a lane, and show the outbox as it is then."""

        def work(_report: object) -> OutboxSeen:
            act()
            return outgoing(self._desk)

        def take(seen: OutboxSeen) -> None:
            self._take(seen, ends_sending=lane is Lane.PORTAL)
            if moves:
                self._view.tell_moved()

        self._submit(lane, work, owner=self._view, on_done=take, on_error=self._fail)

    def _send(self, act: Callable[[], None]) -> None:
        self._view.show_notice(None)
        self.is_busy = True
        self._show_actions()
        self._do(Lane.PORTAL, act, moves=True)

    def _deliver(self) -> None:
        deliver(self._desk, report=lambda _progress: None, force=True)

    def _retry(self, code: DossierCode) -> None:
        retry(self._desk, code)
        self._deliver()

    def _take(self, seen: OutboxSeen, *, ends_sending: bool) -> None:
        self._seen = seen
        self.is_busy = self.is_busy and not ends_sending
        self.speak()

    def _fail(self, error: BaseException) -> None:
        self.is_busy = False
        self._view.show_notice(failed(error, self.translate))
        self._show_actions()

    def _show_actions(self) -> None:
        waiting = [each for each in self._seen.rows if each.entry.state in UNANSWERED]
        is_paused = self._seen.paused_by is not None
        why = self._chosen.cells[-1].text if self._chosen and self._seen.rows else ""
        line, paused = self._line(waiting), self._paused()
        self._view.show_actions(OutboxActions(line, paused, why, self._may_act, self._can_retry, is_paused))
        text = self.translate("Sending …") if self.is_busy else self.translate("Send everything now")
        can_send = bool(waiting) and not is_paused and not self.is_busy
        self._view.show_primary(Primary(text, can_send) if self._may_act else None)

    def _line(self, waiting: list[Outgoing]) -> str:
        held = sum(each.entry.state is OutboxState.HELD for each in waiting)
        if not waiting:
            return self.translate("Nothing waits: the portal has answered everything.")
        said = self.translate("Waiting: {waiting}, held: {held}.")
        if self._seen.paused_by is None:
            said = self.translate("Waiting: {waiting}, held: {held}. What waits goes out by itself.")
        return said.format(waiting=len(waiting) - held, held=held)

    def _paused(self) -> str:
        if self._seen.paused_by is None:
            return ""
        said = self.translate("Paused by {name}: nothing goes out until somebody goes on.")
        return said.format(name=self._seen.paused_by)

    def _row(self, each: Outgoing) -> OutboxRow:
        entry = each.entry
        state, waits = _STATES[entry.state], entry.state is OutboxState.WAITING
        cells = (
            Words(entry.dossier),
            Words(self.translate(_KINDS[entry.kind])),
            Words(self.translate(state.text), state.tone),
            Words(short_moment(each.since) if each.since else "–"),
            Words(str(entry.attempts)),
            Words(self._next_try(entry) if waits else "–"),
            Words(self._why(entry)),
        )
        return OutboxRow(entry.id, entry.dossier, cells, entry.state is OutboxState.HELD)

    def _next_try(self, entry: OutboxEntry) -> str:
        if self._seen.paused_by is not None:
            return self.translate("paused")
        due = entry.next_attempt_at <= self._desk.clock.now()
        return self.translate("at once") if due else short_moment(entry.next_attempt_at)

    def _why(self, entry: OutboxEntry) -> str:
        """Return what keeps an intent, or what the portal said."""
        if entry.state is OutboxState.ACCEPTED:
            said = self.translate("Receipt {receipt}").format(receipt=entry.receipt)
            return said if entry.receipt else ""
        if entry.state is OutboxState.REFUSED:
            return (entry.reason or "").replace("\n", "; ")
        if entry.last_error:
            return str(message_of(entry.last_error, self.translate))
        return ""
