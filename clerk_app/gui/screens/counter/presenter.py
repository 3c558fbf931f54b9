"""What a counter decides: whom it calls, and what is said of the hall."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.model import Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.widgets.marked_table import MarkedRow
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import (
    Hall,
    call_next,
    choose_services,
    finish,
    hall,
    recall,
    skip,
    transfer,
)
from clerk_app.workflow.frontdesk.figures import Figures, figures
from clerk_app.workflow.frontdesk.my_counter import my_counter, remember_counter
from clerk_app.workflow.frontdesk.service_words import appointment_words, service_words
from clerk_app.workflow.frontdesk.services import Priority, Service
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right
from storage.tickets import Ticket

_TITLES = (later("Served here"), later("Service"), later("Waiting"), later("Since"))
PRIORITIES = {
    Priority.ELDERLY: later("Elderly"),
    Priority.DISABLED: later("Disabled"),
    Priority.PREGNANT: later("Pregnant"),
    Priority.SMALL_CHILD: later("With a small child"),
}
_MANY_MINUTES = 30
"""Who waits longer is said in amber."""


@dataclass(frozen=True, slots=True)
class CounterShown:
    """The counter as it stands.

    Attributes:
        line: how many wait for it.
        label: of who is here, empty if nobody.
        about: what the person came for, and why it went ahead.
        figures: of today, empty for those who may not see them.
        services: letters and names of where the person can be sent.
    """

    counter: str
    line: str
    label: str
    about: str
    figures: str
    services: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    hall: Hall
    figures: Figures | None


class CounterView(Protocol):
    """What the presenter asks of the screen."""

    def show_counter(self, shown: CounterShown) -> None:
        """Show the counter."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[MarkedRow, ...]) -> None:
        """Show the services."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work; None takes the one before away."""


class CounterPresenter:
    """Calls people on the document lane; what is stored is the truth."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: CounterView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._seen: _Seen | None = None
        self.counter = my_counter(desk)
        self.is_busy = False

    def refresh(self) -> None:
        """Read the hall again."""
        self._read(lambda: None)

    def choose_counter(self, name: str) -> None:
        """Be another counter from now on."""
        name = name.strip()
        if name and name != self.counter:
            self.counter = name
            remember_counter(self._desk, name)
            self.refresh()

    def call_next(self) -> None:
        """Be done with who is here and call the next one."""
        if not self.is_busy:
            self._act(self._call)

    def recall(self) -> None:
        """Call who is here again."""
        self._act(lambda: recall(self._desk, self.counter))

    def recall_number(self, label: str) -> None:
        """Call somebody again who was skipped."""
        if label.strip():
            self._act(lambda: recall(self._desk, self.counter, label.strip()))

    def skip(self) -> None:
        """Pass over who did not come."""
        self._act(lambda: skip(self._desk, self.counter))

    def finish(self) -> None:
        """Be done with who is here."""
        self._act(lambda: finish(self._desk, self.counter))

    def transfer(self, letter: str) -> None:
        """Send who is here on to another service."""
        self._act(lambda: transfer(self._desk, self.counter, letter))

    def serve(self, letter: str, is_served: bool) -> None:
        """Begin or end to serve a service here; one at least stays."""
        if self._seen is None:
            return
        every = [each.letter for each, _waiting in self._seen.hall.waiting]
        wanted = [each for each in every if (is_served if each == letter else each in self._seen.hall.serves)]
        if not wanted:
            self._say(lambda: self.translate("A counter serves one service at least."), Tone.DOUBT)
            return
        chosen = [] if wanted == every else wanted
        self._act(lambda: choose_services(self._desk, self.counter, chosen))

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        if self._seen is None:
            return
        seen, titles = self._seen, tuple(self.translate(title) for title in _TITLES)
        self._view.show_rows(titles, tuple(self._row(*each) for each in seen.hall.waiting))
        self._view.show_counter(self._shown(seen))
        text = self.translate("Calling …") if self.is_busy else self.translate("Call the next one")
        can_call = (seen.hall.count > 0 or seen.hall.current is not None) and not self.is_busy
        self._view.show_primary(Primary(text, can_call))

    def _call(self) -> None:
        call_next(self._desk, self.counter)

    def _act(self, act: Callable[[], object]) -> None:
        self._view.show_notice(None)
        self.is_busy = True
        self.speak()
        self._read(act)

    def _read(self, act: Callable[[], object]) -> None:
        """Do something, and show the hall as it is then."""
        desk, counter = self._desk, self.counter

        def work(_report: object) -> _Seen:
            act()
            today = local(desk.clock.now()).date()
            counted = figures(desk, today, today) if desk.actor.may(Right.REPORT) else None
            return _Seen(hall(desk, counter), counted)

        self._submit(Lane.DOCUMENT, work, owner=self._view, on_done=self._take, on_error=self._fail)

    def _take(self, seen: _Seen) -> None:
        self._seen, self.is_busy = seen, False
        self.speak()

    def _fail(self, error: BaseException) -> None:
        self.is_busy = False
        self._view.show_notice(failed(error, self.translate))
        self.refresh()

    def _say(self, sentence: Callable[[], str], tone: Tone) -> None:
        self._view.show_notice(Notice(lambda: Words(sentence(), tone)))

    def _shown(self, seen: _Seen) -> CounterShown:
        current, services = seen.hall.current, [each for each, _waiting in seen.hall.waiting]
        line = self.translate("Waiting for this counter: {count}").format(count=seen.hall.count)
        return CounterShown(
            counter=self.counter,
            line=line,
            label=current.label if current else "",
            about=self._about(current, services) if current else "",
            figures=self._figures(seen.figures) if seen.figures else "",
            services=tuple(
                (each.letter, f"{each.letter} · {service_words(each, self.translate)}") for each in services
            ),
        )

    def _about(self, ticket: Ticket, services: list[Service]) -> str:
        names = {each.letter: service_words(each, self.translate) for each in services}
        said = [names.get(ticket.service, ticket.service)]
        if ticket.priority:
            said.append(self.translate(PRIORITIES[Priority(ticket.priority)]))
        if ticket.appointed_at:
            said.append(appointment_words(ticket.appointed_at, self.translate, is_later=False))
        said.append(self.translate("Came at {hour}").format(hour=f"{local(ticket.issued_at):%H:%M}"))
        return " · ".join(said)

    def _figures(self, found: Figures) -> str:
        served = sum(each.served for each in found.services)
        given = sum(each.given for each in found.services)
        longest = max((each.longest_wait or 0 for each in found.services), default=0)
        said = self.translate("Today: {given} numbers, {served} served, longest wait {minutes} min.")
        return said.format(given=given, served=served, minutes=round(longest / 60))

    def _row(self, service: Service, waiting: tuple[Ticket, ...]) -> MarkedRow:
        is_served = self._seen is not None and service.letter in self._seen.hall.serves
        cells = (
            Words(service.letter),
            Words(service_words(service, self.translate)),
            Words(str(len(waiting))),
            self._since(waiting),
        )
        return MarkedRow(service.letter, cells, is_served)

    def _since(self, waiting: tuple[Ticket, ...]) -> Words:
        if not waiting:
            return Words("–")
        now = self._desk.clock.now()
        minutes = int((now - min(each.waits_since(now) for each in waiting)).total_seconds() // 60)
        tone = Tone.DOUBT if minutes >= _MANY_MINUTES else Tone.CALM
        return Words(self.translate("{minutes} min").format(minutes=minutes), tone)
