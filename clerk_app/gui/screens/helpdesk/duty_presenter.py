"""What the roster decides: which week is shown, and who is kept for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from clerk_app.gui.screens.helpdesk.page import Doing, DoingView
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.frontdesk.roster import (
    DutyDay,
    duty_week,
    keep_week,
    planned,
    team,
    week_to_plan,
)
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right

_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
)
Week = tuple[DutyDay, ...]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A day of the week as it is shown."""

    words: str
    persons: tuple[str, ...]
    is_today: bool


class DutyView(DoingView, Protocol):
    """What the presenter asks of the page."""

    def show_week(self, said: str, lines: tuple[DutyLine, ...], team: tuple[str, ...]) -> None:
        """Show a week, and whom it can name."""


class DutyPresenter(Doing):
    """Shows a week at a time."""

    def __init__(self, place: Workplace, view: DutyView) -> None:
        super().__init__(place, view)
        self._view: DutyView = view
        self._day = week_to_plan(self.desk)
        self._week: Week = ()
        self._team: tuple[str, ...] = ()

    @property
    def may_change(self) -> bool:
        """Whether this person enters the roster."""
        return self.desk.actor.may(Right.ACCEPT)

    def read(self) -> None:
        """Read the week again."""
        day = self._day

        def work() -> tuple[tuple[DutyDay, ...], tuple[str, ...]]:
            week = duty_week(self.desk, day)
            return week, team(self.desk, week)

        self.ask(work, self._take)

    def turn(self, weeks: int) -> None:
        """Show another week."""
        self._day += timedelta(weeks=weeks)
        self.read()

    def keep(self, persons: tuple[tuple[str, ...], ...]) -> None:
        """Keep who is on duty on each day of the week that is shown."""
        seen, wanted = self._week, planned(self._week, persons)
        self.ask(
            lambda: keep_week(self.desk, seen, wanted), lambda is_kept: self._kept(is_kept, seen, wanted)
        )

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        if not self._week:
            return
        first, last = self._week[0].day, self._week[-1].day
        said = self.translate("Week from {first} to {last}").format(
            first=f"{first:%d/%m}", last=f"{last:%d/%m/%Y}"
        )
        lines = tuple(
            DutyLine(f"{self.translate(name)}, {each.day:%d/%m}", each.persons, each.day == self._today)
            for name, each in zip(_WEEKDAYS, self._week, strict=False)
        )
        self._view.show_week(said, lines, self._team)

    @property
    def _today(self) -> date:
        return local(self.desk.clock.now()).date()

    def _take(self, found: tuple[tuple[DutyDay, ...], tuple[str, ...]]) -> None:
        self._week, self._team = found
        self.speak()

    def _kept(self, is_kept: bool, seen: Week, wanted: Week) -> None:
        if not is_kept:
            self._refused()
            self.read()
            return
        self.did(
            lambda: keep_week(self.desk, wanted, seen),
            lambda: keep_week(self.desk, seen, wanted),
            lambda: self.translate("The roster is kept."),
            self.read,
        )
