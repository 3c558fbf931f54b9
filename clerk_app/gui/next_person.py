"""F9 wherever one is in the window: done with who is at the counter, and the next one is called."""

from typing import Protocol

from clerk_app.gui.model import NextStep, Notice, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import call_next
from clerk_app.workflow.frontdesk.my_counter import has_counter, my_counter
from clerk_app.workflow.rights import Right
from storage.tickets import Ticket


class NextPersonView(Protocol):
    """What is asked of the window."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""

    def show_counter(self) -> None:
        """Show the screen of the counter."""


class NextPerson:
    """Calls for whoever has a counter; the work on the screen stays where it is."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: NextPersonView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._is_busy = False

    @property
    def may_call(self) -> bool:
        """Whether this person calls people."""
        return self._desk.actor.may(Right.ACCEPT)

    def call(self) -> None:
        """Call the next one, once however often it is asked meanwhile; without a counter, ask which it is."""
        if not self.may_call:
            return
        if not has_counter(self._desk):
            self._view.show_counter()
            return
        if self._is_busy:
            return
        self._is_busy = True
        desk, counter = self._desk, my_counter(self._desk)
        self._submit(
            Lane.DOCUMENT,
            lambda _report: call_next(desk, counter),
            owner=self._view,
            on_done=lambda ticket: self._tell(ticket, counter),
            on_error=self._fail,
        )

    def _tell(self, ticket: Ticket | None, counter: str) -> None:
        self._is_busy = False
        step = NextStep(lambda: self.translate("Counter"), self._view.show_counter)
        self._view.show_notice(Notice(lambda: self._called(ticket, counter), step))

    def _called(self, ticket: Ticket | None, counter: str) -> Words:
        if ticket is None:
            return Words(self.translate("Nobody waits for this counter."))
        called = self.translate("{number} is called to counter {counter}.")
        return Words(called.format(number=ticket.label, counter=counter))

    def _fail(self, error: BaseException) -> None:
        self._is_busy = False
        self._view.show_notice(failed(error, self.translate))
