"""What a counter decides when it gives a number: to whom it goes, and on what it is taken along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.printing import print_ticket
from clerk_app.workflow.frontdesk.service_words import appointment_words, service_words
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import Standing, take_ticket
from clerk_app.workflow.office import VIETNAM


@dataclass(frozen=True, slots=True)
class Given:
    """A number that was given: what is called out, what is said of it, and what its QR says."""

    label: str
    about: str
    code: str


class GivingView(Protocol):
    """What the presenter asks of the card."""

    def show_given(self, given: Given) -> None:
        """Show a number."""

    def begin_anew(self) -> None:
        """Ask for nothing special any more: the next person is an ordinary one until somebody says so."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""


class GivingPresenter:
    """Gives numbers as the kiosk does; the printer has a lane of its own, nobody is called later for it."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: GivingView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._standing: Standing | None = None
        self._is_busy = False

    def give(self, letter: str, priority: Priority | None, at: datetime | None) -> None:
        """Give the next number of a service; `at` is an appointment, in the centre's own time."""
        if self._is_busy:
            return  # a second press is no second number
        self._is_busy = True
        desk = self._desk
        appointed = None if at is None else at.replace(tzinfo=VIETNAM)
        self._do(Lane.DOCUMENT, lambda: take_ticket(desk, letter, priority, appointed), self._take)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        standing = self._standing
        if standing is None:
            return
        ticket = standing.ticket
        said = [service_words(standing.service, self.translate)]
        if ticket.appointed_at:
            is_later = standing.is_later
            said.append(appointment_words(ticket.appointed_at, self.translate, is_later=is_later))
        if not standing.is_later:
            said.append(self.translate("People before it:\u00a0{before}").format(before=standing.before))
        code = ticket_code(ticket, self._desk.settings.frontdesk.page)
        self._view.show_given(Given(ticket.label, "\n".join(said), code))

    def _take(self, standing: Standing) -> None:
        self._standing, self._is_busy = standing, False
        self.speak()
        self._view.begin_anew()
        self._do(Lane.PRINTER, lambda: print_ticket(self._desk, standing), self._printed)

    def _printed(self, is_printed: bool) -> None:
        if is_printed:
            self._say(lambda: self.translate("The number is printed."), Tone.GOOD)
        else:
            said = later("No printer is set for the front desk: let people photograph the code.")
            self._say(lambda: self.translate(said), Tone.CALM)

    def _do(self, lane: Lane, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        self._submit(lane, lambda _report: work(), owner=self._view, on_done=take, on_error=self._fail)

    def _fail(self, error: BaseException) -> None:
        self._is_busy = False
        self._view.show_notice(failed(error, self.translate))

    def _say(self, sentence: Callable[[], str], tone: Tone) -> None:
        self._view.show_notice(Notice(lambda: Words(sentence(), tone)))
