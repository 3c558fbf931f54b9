"""What is said of the help that was given."""

from datetime import date
from typing import Protocol

from clerk_app.gui.model import Notice, Words
from clerk_app.gui.screens.helpdesk.guide_presenter import KINDS
from clerk_app.gui.screens.helpdesk.page import Asking
from clerk_app.gui.workplace import Workplace
from clerk_app.paper.chart import Bars
from clerk_app.workflow.frontdesk.helping import HelpFigures, help_figures
from clerk_app.workflow.office import local

Table = tuple[tuple[str, ...], tuple[tuple[Words, ...], ...]]
"""Titles and rows."""


class GivenView(Protocol):
    """What the presenter asks of the page."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice."""

    def show_figures(self, said: str, kinds: Table, days: Table, bars: Bars | None) -> None:
        """Show the sum, both tables, and a chart where there is something to compare."""


class GivenPresenter(Asking):
    """Counts a period."""

    def __init__(self, place: Workplace, view: GivenView) -> None:
        super().__init__(place, view)
        self._view: GivenView = view
        self._found: HelpFigures | None = None

    @property
    def today(self) -> date:
        """The day here."""
        return local(self.desk.clock.now()).date()

    def count(self, first: date, last: date) -> None:
        """Count what was given from `first` to `last`."""
        self.ask(lambda: help_figures(self.desk, first, last), self._take)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        found, translate = self._found, self.translate
        if found is None:
            return
        said = translate("Helped: {people} people, {minutes} minutes").format(
            people=found.people, minutes=found.minutes
        )
        kinds = tuple(
            (Words(translate(KINDS[each.kind])), Words(str(each.people)), Words(str(each.minutes)))
            for each in found.kinds
        )
        days = tuple((Words(f"{day:%d/%m/%Y}"), Words(str(people))) for day, people in found.days)
        people = translate("People")
        self._view.show_figures(
            said,
            ((translate("Helped with"), people, translate("Minutes")), kinds),
            ((translate("Day"), people), days),
            self._bars(found) if found.people else None,
        )

    def _bars(self, found: HelpFigures) -> Bars:
        """Return the kinds of help that were given, the most frequent first."""
        given = sorted((each for each in found.kinds if each.people), key=lambda each: -each.people)
        names = tuple(self.translate(KINDS[each.kind]) for each in given)
        return Bars(
            self.translate("Help by kind"),
            names,
            ((self.translate("People"), tuple(each.people for each in given)),),
        )

    def _take(self, found: HelpFigures) -> None:
        self._found = found
        self.speak()
