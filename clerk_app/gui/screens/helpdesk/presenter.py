"""What the head of the help desk says: who is on duty today."""

from typing import Protocol

from clerk_app.gui.model import Notice
from clerk_app.gui.screens.helpdesk.page import Asking
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.frontdesk.roster import on_duty_today
from clerk_app.workflow.rights import Right


class HelpDeskView(Protocol):
    """What the presenter asks of the screen."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice."""

    def show_on_duty(self, said: str) -> None:
        """Say who is on duty."""


class HelpDeskPresenter(Asking):
    """Reads who is on duty, for those who may see names."""

    def __init__(self, place: Workplace, view: HelpDeskView) -> None:
        super().__init__(place, view)
        self._view: HelpDeskView = view
        self._persons: tuple[str, ...] | None = None

    def read(self) -> None:
        """Read who is on duty."""
        if self.desk.actor.may(Right.READ):
            self.ask(lambda: on_duty_today(self.desk), self._take)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        if self._persons:
            names = ", ".join(self._persons)
            self._view.show_on_duty(self.translate("On duty today: {names}").format(names=names))
        elif self._persons is not None:
            self._view.show_on_duty(self.translate("Nobody is entered as on duty today."))

    def _take(self, persons: tuple[str, ...]) -> None:
        self._persons = persons
        self.speak()
