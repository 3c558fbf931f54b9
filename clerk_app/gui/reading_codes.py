"""What happens when a code was read: a card fills the applicant, a dossier opens, and so on."""

from collections.abc import Callable
from typing import Any, Protocol

from clerk_app.gui.model import NextStep, Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.service_words import appointment_words, service_words
from clerk_app.workflow.frontdesk.waiting import Standing as TicketStanding
from clerk_app.workflow.frontdesk.waiting import standing_of
from clerk_app.workflow.progress import Standing, standing
from clerk_app.workflow.what_was_read import DossierRead, ProcedureRead, Read, TicketRead
from scanning.extract.citizen_card import CitizenCard
from storage.model import DossierCode


class Intake(Protocol):
    """What is asked of the intake."""

    def take_card(self, card: CitizenCard) -> None:
        """Fill the applicant."""

    def take_procedure(self, code: str) -> None:
        """Choose the procedure."""


class ReadingView(Protocol):
    """What is asked of the window."""

    def intake_at_hand(self) -> Intake | None:
        """Show an intake that is not accepted yet; None where another dossier is at hand."""

    def begin_anew(self) -> Intake | None:
        """Leave the dossier at hand for a new intake; None where its work has to end first."""

    def show_dossier(self, code: str) -> None:
        """Show a dossier as a whole."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""


class ReadingCodes:
    """Decides for the window; the work at hand is never left without a word."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: ReadingView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view

    def take(self, read: Read) -> None:
        """Do what a code is for."""
        if isinstance(read, DossierRead):
            self._find(read.code)
        elif isinstance(read, CitizenCard):
            self._in_intake(lambda intake: intake.take_card(read))
        elif isinstance(read, ProcedureRead):
            self._in_intake(lambda intake: intake.take_procedure(read.code))
        elif isinstance(read, TicketRead):
            self._ask(lambda: standing_of(self._desk, read.secret), self._show_ticket)
        else:
            self._view.show_notice(Notice(self._unknown))

    def _in_intake(self, use: Callable[[Intake], None]) -> None:
        intake = self._view.intake_at_hand()
        if intake is not None:
            use(intake)
            return
        said = later("Another dossier is at hand. Begin a new one with what was read?")
        step = NextStep(lambda: self.translate("New dossier"), lambda: self._anew(use))
        self._view.show_notice(Notice(lambda: Words(self.translate(said)), step))

    def _unknown(self) -> Words:
        said = self.translate("This code is of no card, dossier or procedure that is known here.")
        return Words(said, Tone.DOUBT)

    def _anew(self, use: Callable[[Intake], None]) -> None:
        intake = self._view.begin_anew()
        if intake is not None:
            use(intake)

    def _find(self, code: DossierCode) -> None:
        self._ask(lambda: standing(self._desk, code), self._show)

    def _ask(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        self._submit(
            Lane.DOCUMENT, lambda _report: work(), owner=self._view, on_done=take, on_error=self._fail
        )

    def _show(self, known: Standing) -> None:
        self._view.show_dossier(known.dossier.code)

    def _show_ticket(self, found: TicketStanding) -> None:
        self._view.show_notice(Notice(lambda: self._ticket_words(found)))

    def _ticket_words(self, found: TicketStanding) -> Words:
        if found.is_later and found.ticket.appointed_at:
            said = appointment_words(found.ticket.appointed_at, self.translate, is_later=True)
            return Words(f"{found.ticket.label}: {service_words(found.service, self.translate)}. {said}.")
        said = self.translate("Queue number {number}: {service}. People before it: {before}.")
        number, service = found.ticket.label, service_words(found.service, self.translate)
        return Words(said.format(number=number, service=service, before=found.before))

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))
