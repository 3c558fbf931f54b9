"""What the kiosk decides: which page comes, and that nothing of one visitor stays for the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from clerk_app.gui.hall.kiosk.pages import BACK, Choice, Page, Paper
from clerk_app.gui.hall.kiosk.words import procedure_paper, state_paper, ticket_paper
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.figures import rate
from clerk_app.workflow.frontdesk.lookup import dossiers_of_card, state_of
from clerk_app.workflow.frontdesk.printing import print_checklist, print_ticket
from clerk_app.workflow.frontdesk.service_words import domain_words, service_words
from clerk_app.workflow.frontdesk.services import Priority, services_of
from clerk_app.workflow.frontdesk.waiting import Standing, standing_of, take_ticket
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.procedures import Procedure, domains
from clerk_app.workflow.procedures.in_force import procedure_in_force, procedures_in_force
from clerk_app.workflow.procedures.search import found
from clerk_app.workflow.what_was_read import DossierRead, ProcedureRead, TicketRead, what_was_read
from scanning.extract.citizen_card import CitizenCard

_MOST = 60
"""Lines that a search shows."""


class KioskView(Protocol):
    """What the presenter asks of the screen."""

    def show_page(self, page: Page) -> None:
        """Show a page; the start is empty of everything typed."""

    def show_choices(self, page: Page, choices: tuple[Choice, ...]) -> None:
        """Show lines to be touched on a page."""

    def show_papers(self, page: Page, papers: tuple[Paper, ...]) -> None:
        """Show what was asked for on a page."""

    def say(self, text: str) -> None:
        """Say a sentence under the page; an empty one takes it away."""

    def forget_language(self) -> None:
        """Speak the centre's own language again."""


@dataclass(slots=True)
class _Visit:
    """One visitor's way; what comes back after the visit is over reaches nobody."""

    page: Page = Page.START
    letter: str = ""
    procedure: str = ""
    domain: str = ""
    redo: Callable[[], None] = field(default=lambda: None)


class KioskPresenter:
    """Leads a visitor from page to page; records are read beside the window."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: KioskView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._visit = _Visit()
        self._told: Callable[[], str] = str
        self._procedures: tuple[Procedure, ...] = ()
        self.left: list[Callable[[], None]] = []
        """Called whenever a visit is over."""

    @property
    def page(self) -> Page:
        """Where the visitor is."""
        return self._visit.page

    def leave(self) -> None:
        """End the visit: nothing of it stays."""
        self._visit = _Visit()
        for page in (Page.TICKET, Page.STATES, Page.PROCEDURE):
            self._view.show_papers(page, ())
        self._view.forget_language()
        self._go(Page.START)
        for tell in self.left:
            tell()

    def back(self) -> None:
        """Go one page back; from the start nowhere."""
        if self.page in (Page.TICKET, Page.THANKS):
            self.leave()
        elif self.page is Page.STATES:
            self._view.show_papers(Page.STATES, ())
            self._go(Page.LOOKUP)
        elif self.page is Page.PROCEDURE or (self.page is Page.PROCEDURES and self._visit.domain):
            self.browse()
        elif self.page is not Page.START:
            self._go(BACK[self.page])

    def take_number(self) -> None:
        """Ask which service."""
        self._offer_services()  # first, so that the keyboard begins at one of them
        self._go(Page.SERVICES)
        self._again(Page.SERVICES, self._offer_services)

    def choose_service(self, letter: str) -> None:
        """Ask whether the visitor goes ahead."""
        self._visit.letter = letter
        self._go(Page.PRIORITY)

    def choose_priority(self, priority: Priority | None) -> None:
        """Give the number, and print it where there is a printer."""
        desk, letter = self._desk, self._visit.letter
        if self.page is not Page.PRIORITY:
            return  # a second touch is no second number
        self._visit.page = Page.TICKET
        self._ask(lambda: take_ticket(desk, letter, priority), self._take_ticket)

    def look_up(self) -> None:
        """Ask for a code or a card."""
        self._go(Page.LOOKUP)

    def ask(self, text: str) -> None:
        """Answer what was typed or shown to the reader; what is none of ours is never acted on."""
        desk, read = self._desk, what_was_read(text)
        if isinstance(read, DossierRead):
            self._ask(lambda: (state_of(desk, read.code, read.secret),), self._take_states)
        elif isinstance(read, CitizenCard):
            self._ask(lambda: dossiers_of_card(desk, read.id_number, read.full_name), self._take_states)
        elif isinstance(read, TicketRead):
            self._ask(lambda: standing_of(desk, read.secret), self._take_standing)
        elif isinstance(read, ProcedureRead):
            self.open_procedure(read.code)
        else:
            self._say(later("This is no code of ours. Look at your paper and try again."))

    def browse(self) -> None:
        """Show the groups of procedures, once they are read."""
        desk, self._visit.domain = self._desk, ""
        self._go(Page.PROCEDURES)
        self._ask(lambda: procedures_in_force(desk), self._take_procedures)

    def search(self, words: str) -> None:
        """Show procedures by a few letters, in the chosen group; without letters and group the groups."""
        domain = self._visit.domain
        if not words.strip() and not domain:
            self._offer_domains()
            self._again(Page.PROCEDURES, self._offer_domains)
            return
        self._visit.redo = lambda: None
        every = [each for each in self._procedures if not domain or each.domain == domain]
        lines = tuple(Choice(each.code, each.name) for each in found(words, every)[:_MOST])
        self._view.show_choices(Page.PROCEDURES, lines)
        self._say("" if lines else later("Nothing was found. Try fewer letters."))

    def choose(self, key: str) -> None:
        """Open a group or a procedure."""
        if key in {each.id for each in domains()}:
            self._visit.domain = key
            self.search("")
        else:
            self.open_procedure(key)

    def open_procedure(self, code: str) -> None:
        """Show a procedure."""
        desk = self._desk
        self._ask(lambda: procedure_in_force(desk, code), self._take_procedure)

    def print_checklist(self) -> None:
        """Print what to bring."""
        desk, code = self._desk, self._visit.procedure
        self._ask(lambda: print_checklist(desk, code), self._printed)

    def rating(self) -> None:
        """Ask for a rating."""
        self._go(Page.RATING)

    def rate(self, score: int) -> None:
        """Keep a rating, one a visit."""
        desk = self._desk
        if self.page is Page.RATING:
            self._go(Page.THANKS)
            self._ask(lambda: rate(desk, score), lambda _nothing: None)

    def speak(self) -> None:
        """Say what is shown in the language of the moment."""
        self._visit.redo()
        self._view.say(self._told())

    def _go(self, page: Page) -> None:
        self._visit.page = page
        self._say("")
        self._view.show_page(page)

    def _say(self, sentence: str) -> None:
        """Say an English sentence in the language of the moment, and again when that changes."""
        self._tell(lambda: self.translate(sentence) if sentence else "")

    def _tell(self, told: Callable[[], str]) -> None:
        self._told = told
        self._view.say(told())

    def _ask(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Do something beside the window; the answer is for the visitor who asked, if still there."""
        visit = self._visit

        def done(result: Any) -> None:
            if visit is self._visit:
                take(result)

        def failed(error: BaseException) -> None:
            if visit is self._visit:
                self._fail(error)

        self._submit(Lane.DOCUMENT, lambda _report: work(), owner=self._view, on_done=done, on_error=failed)

    def _fail(self, error: BaseException) -> None:
        if self.page is Page.TICKET:
            self._go(Page.SERVICES)
        self._tell(lambda: message_for(error, self.translate).happened)

    def _take_ticket(self, standing: Standing) -> None:
        self._take_standing(standing)
        desk = self._desk
        self._ask(lambda: print_ticket(desk, standing), self._printed)

    def _take_standing(self, standing: Standing) -> None:
        self._show(
            Page.TICKET, lambda: (ticket_paper(standing, self._desk.settings.frontdesk.page, self.translate),)
        )

    def _take_states(self, states: tuple[Any, ...]) -> None:
        if not states:
            self._say(later("Nothing of yours was found here."))
            return
        self._show(Page.STATES, lambda: tuple(state_paper(each, self.translate) for each in states))

    def _take_procedures(self, every: tuple[Procedure, ...]) -> None:
        self._procedures = every
        self.search("")

    def _take_procedure(self, procedure: Procedure) -> None:
        self._visit.procedure = procedure.code
        self._show(Page.PROCEDURE, lambda: (procedure_paper(procedure, self.translate),))

    def _show(self, page: Page, papers: Callable[[], tuple[Paper, ...]]) -> None:
        self._go(page)
        self._again(page, lambda: self._view.show_papers(page, papers()))
        self._visit.redo()

    def _offer_services(self) -> None:
        services = services_of(self._desk.settings.frontdesk)
        choices = ((each.letter, service_words(each, self.translate)) for each in services)
        offered = tuple(Choice(letter, f"{letter}   {words}") for letter, words in choices)
        self._view.show_choices(Page.SERVICES, offered)

    def _offer_domains(self) -> None:
        offered = tuple(Choice(each.id, domain_words(each, self.translate)) for each in domains())
        self._view.show_choices(Page.PROCEDURES, offered)

    def _again(self, page: Page, show: Callable[[], None]) -> None:
        """Show it once more when the language changes, while the visitor is there."""
        self._visit.redo = lambda: show() if self.page is page else None

    def _printed(self, is_printed: bool) -> None:
        without = later("Photograph the code with your phone to keep it.")
        self._say(later("Take your paper below.") if is_printed else without)
