"""What the search decides: the newest question only, which states are shown, whose history."""

from typing import Protocol

from clerk_app.gui.dates import moment_text
from clerk_app.gui.model import Notice, Primary, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.dossiers.presenter import state_words
from clerk_app.gui.screens.dossiers.rows import DossierRow
from clerk_app.gui.screens.search.words import step_words
from clerk_app.gui.who import who_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.searching import MOST, Event, Found, Group, history, search
from scanning.errors import ScanCancelled
from storage.model import DossierCode

_TITLES = (later("Dossier"), later("Where it was found"), later("State"))
_EVENT_TITLES = (later("When"), later("What happened"))


GROUP_NAMES = {
    None: later("Every state"),
    Group.ONLINE: later("Filed online, not answered"),
    Group.IN_WORK: later("In work"),
    Group.ON_APPLICANT: later("Wait for the applicant"),
    Group.ENDED: later("Ended"),
}
"""What can be shown; None for everything."""


class SearchView(Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...], line: str) -> None:
        """Show what was found, with a line that says how much."""

    def show_history(self, name: str, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Show what happened to a dossier; without a name, to none."""

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work; None takes the one before away."""


class SearchPresenter:
    """Searches beside the window; an answer that comes too late is dropped."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: SearchView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._words = ""
        self._group: Group | None = None
        self._found: tuple[Found, ...] | None = None
        self._chosen: DossierCode | None = None
        self._events: tuple[Event, ...] = ()
        self._job: Cancellable | None = None
        self._awaited = False

    @property
    def is_current(self) -> bool:
        """Whether what is shown answers what was asked last."""
        return not self._awaited

    def search(self, words: str) -> None:
        """Look for words; the same again changes nothing."""
        words = words.strip()
        if words == self._words:
            return
        self._words = words
        if self._job is not None:
            self._job.cancel()
        self._awaited = bool(words)
        if not words:
            self._found = None
            self.speak()
            return
        self._job = self._submit(
            Lane.DOCUMENT,
            lambda _report: search(self._desk, words),
            owner=self._view,
            on_done=lambda found: self._take(words, found),
            on_error=self._fail_search,
        )

    def show_only(self, group: Group | None) -> None:
        """Show only dossiers that are with somebody, None for all."""
        self._group = group
        self._show_rows()

    def choose(self, code: DossierCode | None) -> None:
        """Show what happened to a dossier."""
        if code == self._chosen:
            return
        self._chosen, self._events = code, ()
        self._show_history()
        if code is not None:
            self._submit(
                Lane.DOCUMENT,
                lambda _report: history(self._desk, code),
                owner=self._view,
                on_done=lambda events: self._take_history(code, events),
                on_error=self._fail,
            )

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        self._show_rows()
        self._show_history()

    def _take(self, words: str, found: tuple[Found, ...]) -> None:
        if words == self._words:  # somebody typed on
            self._found, self._awaited = found, False
            self._view.show_notice(None)
            self._show_rows()

    def _take_history(self, code: DossierCode, events: tuple[Event, ...]) -> None:
        if code == self._chosen:
            self._events = events
            self._show_history()

    def _fail_search(self, error: BaseException) -> None:
        """Tell why, and let the same be asked again; what was typed over is no failure."""
        if not isinstance(error, ScanCancelled):
            self._words, self._awaited = "", False
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

    def _show_rows(self) -> None:
        shown = [each for each in self._found or () if self._group in (None, each.group)]
        titles = tuple(self.translate(title) for title in _TITLES)
        self._view.show_rows(titles, tuple(self._row(each) for each in shown), self._line(len(shown)))
        self._view.show_primary(Primary(self.translate("Open"), bool(shown)))

    def _line(self, shown: int) -> str:
        if self._found is None:
            return self.translate("Names, numbers, codes and words on pages; diacritics are optional.")
        if not self._found:
            return self.translate("Nothing found. Try fewer words, or another spelling.")
        if len(self._found) == MOST:
            return self.translate("The first {count} places. One more word narrows it down.").format(
                count=MOST
            )
        said = self.translate("Places found: {found}, shown: {shown}.")
        return said.format(found=len(self._found), shown=shown)

    def _row(self, each: Found) -> DossierRow:
        dossier = each.standing.dossier
        where = self.translate("In the dossier itself")
        if each.page is not None:
            facts = {"paper": each.component, "page": each.page}
            where = self.translate("{paper}, page {page}").format(**facts)
        cells = (
            Words(f"{dossier.code}\n{dossier.applicant.full_name}"),
            Words(f"{where}\n{self._snippet(each)}"),
            state_words(each.standing, self.translate),
        )
        return DossierRow(dossier.code, cells)

    def _snippet(self, each: Found) -> str:
        """Return the text around what was found, without the code that stands beside it already."""
        return each.snippet.removeprefix(each.standing.dossier.code).strip()

    def _show_history(self) -> None:
        name = self._chosen or ""
        rows = tuple(self._event(name, each) for each in self._events)
        self._view.show_history(name, tuple(self.translate(title) for title in _EVENT_TITLES), rows)

    def _event(self, name: str, each: Event) -> DossierRow:
        who, (day, hour) = who_words(each.who, self.translate), moment_text(each.at).split()
        cells = (Words(f"{day}\n{hour}"), Words(f"{step_words(each.step, self.translate)}\n{who}"))
        return DossierRow(DossierCode(name), cells)
