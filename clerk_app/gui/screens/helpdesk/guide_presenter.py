"""What the guide decides: which procedures fit, what to bring, and what is done together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.hall.kiosk.words import procedure_paper
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.helpdesk.page import Doing, DoingView
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.frontdesk.helping import HelpKind, note_help, online_page, take_help_back
from clerk_app.workflow.frontdesk.printing import print_checklist
from clerk_app.workflow.frontdesk.take_away import take_checklist
from clerk_app.workflow.procedures import Procedure
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.procedures.purpose import Purpose, fitting
from clerk_app.workflow.procedures.search import found
from clerk_app.workflow.rights import Right
from storage.guidance import Help

PURPOSES = {
    Purpose.REGISTER: later("To register or declare something"),
    Purpose.CHANGE: later("To change, correct or end something"),
    Purpose.ISSUE: later("To get a permit, a paper or a copy"),
    Purpose.CONFIRM: later("To have something confirmed or certified"),
    Purpose.SUPPORT: later("To get support or an allowance"),
    Purpose.OTHER: later("Something else"),
}
KINDS = {
    HelpKind.PROCEDURE: later("Finding the procedure"),
    HelpKind.ONLINE_FORM: later("Filling in online"),
    HelpKind.ACCOUNT: later("An account of the portal, VNeID"),
    HelpKind.PAYMENT: later("Paying online"),
    HelpKind.SCAN_PRINT: later("Scanning and printing"),
    HelpKind.OTHER: later("Other help"),
}
_FACTS = 2
"""Lines of a procedure before its papers: time and fee."""
_TITLES = (later("Procedure"), later("Code of the procedure"))


@dataclass(frozen=True, slots=True)
class Shown:
    """The chosen procedure; `lines` are time, fee and papers."""

    name: str
    lines: tuple[str, ...]


class GuideView(DoingView, Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[tuple[Words, ...], ...]) -> None:
        """Show the procedures that fit."""

    def show_procedure(self, shown: Shown | None) -> None:
        """Show what is chosen, None for nothing."""

    def open_page(self, address: str, code: str) -> None:
        """Open an address in the browser, and put the code where it can be pasted."""


class GuidePresenter(Doing):
    """Procedures are read once a visit; what is done with one is done beside the window."""

    def __init__(self, place: Workplace, view: GuideView) -> None:
        super().__init__(place, view)
        self._view: GuideView = view
        self._every: tuple[Procedure, ...] = ()
        self._fitting: tuple[Procedure, ...] = ()
        self._answers: tuple[str, str, Purpose | None] = ("", "", None)
        self.chosen: Procedure | None = None

    @property
    def may_count(self) -> bool:
        """Whether this person counts help."""
        return self.desk.actor.may(Right.ACCEPT)

    def begin(self) -> None:
        """Read the procedures."""
        self.ask(lambda: procedures_in_force(self.desk), self._take)

    def look(self, words: str, domain: str, purpose: Purpose | None) -> None:
        """Show what fits these answers and letters."""
        self._answers = (words, domain, purpose)
        self._fitting = found(words, fitting(self._every, domain, purpose))
        self.speak()

    def choose(self, row: int) -> None:
        """Choose a procedure of the list, none with a row that is none."""
        self.chosen = self._fitting[row] if 0 <= row < len(self._fitting) else None
        self._show_chosen()

    def print(self) -> None:
        """Print what to bring."""
        if self.chosen:
            code = self.chosen.code
            self.ask(lambda: print_checklist(self.desk, code), self._printed)

    def fill_in(self) -> None:
        """Open the portal's page of the procedure."""
        if self.chosen:
            code = self.chosen.code
            self.ask(lambda: online_page(self.desk, code), lambda address: self._open(address, code))

    def take_checklist(self, folder: Path) -> None:
        """Write what to bring into a folder."""
        if self.chosen:
            code = self.chosen.code
            self.ask(lambda: (take_checklist(self.desk, code, folder),), self._written)

    def count(self, kind: HelpKind, minutes: int) -> None:
        """Count that somebody was helped."""
        code = self.chosen.code if self.chosen else ""
        self.ask(lambda: note_help(self.desk, kind, minutes, code), self._counted)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        rows = tuple((Words(each.name), Words(each.code)) for each in self._fitting)
        self._view.show_rows(tuple(self.translate(each) for each in _TITLES), rows)
        self._show_chosen()

    def _take(self, every: tuple[Procedure, ...]) -> None:
        self._every = every
        self.look(*self._answers)

    def _show_chosen(self) -> None:
        if self.chosen is None:
            self._view.show_procedure(None)
            return
        paper = procedure_paper(self.chosen, self.translate)
        self._view.show_procedure(Shown(paper.head, (*paper.lines[:_FACTS], "", *paper.lines[_FACTS:])))

    def _open(self, address: str, code: str) -> None:
        self._view.open_page(address, code)
        said = later("Opened in the browser. The code {code} can be pasted there.")
        self.say(lambda: self.translate(said).format(code=code))

    def _printed(self, is_printed: bool) -> None:
        if is_printed:
            self.say(lambda: self.translate("The list was printed."))
        else:
            instead = later("No printer is set for the front desk. Save the list instead.")
            self.say(lambda: self.translate(instead), Tone.DOUBT)

    def _counted(self, done: Help) -> None:
        def again() -> bool:
            note_help(self.desk, HelpKind(done.kind), done.minutes, done.procedure)
            return True

        self.did(
            lambda: take_help_back(self.desk, done),
            again,
            lambda: self.translate("Counted, without a name."),
            lambda: None,
        )
