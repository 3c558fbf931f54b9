"""What the first screen of the day shows: how much waits and why, the most urgent first."""

from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.dates import due_words
from clerk_app.gui.model import Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.places import OUTBOX
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.dossiers.presenter import state_words
from clerk_app.gui.screens.dossiers.rows import DossierRow
from clerk_app.gui.verdicts import outbox_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.progress import Step
from clerk_app.workflow.reading import tell_of_list
from clerk_app.workflow.rights import Right
from clerk_app.workflow.today import Concern, Matter, today
from storage.model import DossierCode
from storage.outbox import OutboxState

_TITLES = (later("Due"), later("Dossier"), later("Procedure"), later("Applicant"), later("What to do"))
_NAMES = {
    None: later("Everything"),
    Concern.LATE: later("Overdue"),
    Concern.DUE_SOON: later("Due soon"),
    Concern.WRONG: later("Went wrong"),
    Concern.TO_DO: later("To do"),
    Concern.ONLINE: later("Online"),
    Concern.COUNTERSIGN: later("Countersign"),
    Concern.SEAL: later("Number, seal"),
    Concern.OUTBOX: later("Outbox"),
}
_TIPS = {
    None: later("Everything that waits, the most urgent first"),
    Concern.LATE: later("The time is over"),
    Concern.DUE_SOON: later("To be answered by the end of the next working day"),
    Concern.WRONG: later("Refused or taken back by the portal, or held in the outbox"),
    Concern.TO_DO: later("Scan, sort, sign, send or decide"),
    Concern.ONLINE: later("Filed online and not answered yet"),
    Concern.COUNTERSIGN: later("Decisions that wait for the leader"),
    Concern.SEAL: later("Decisions that wait for number and seal"),
    Concern.OUTBOX: later("Waits for the portal and goes out by itself"),
}
_TONES = {
    Concern.LATE: Tone.WRONG,
    Concern.WRONG: Tone.WRONG,
    Concern.DUE_SOON: Tone.DOUBT,
}
_RIGHTS = {
    Concern.ONLINE: Right.ACCEPT,
    Concern.COUNTERSIGN: Right.COUNTERSIGN,
    Concern.SEAL: Right.NUMBER_AND_SEAL,
}
_SIGNING = {Concern.COUNTERSIGN, Concern.SEAL}
INBOX, DECISIONS = "inbox", "queue"


@dataclass(frozen=True, slots=True)
class Tile:
    """A count of what waits for one reason.

    Attributes:
        concern: the reason, None for everything.
        name: of the reason, in words.
        tip: what is counted.
        count: how many dossiers.
        tone: of the count.
        chosen: its rows are shown.
    """

    concern: Concern | None
    name: str
    tip: str
    count: int
    tone: Tone
    chosen: bool


class TodayView(Protocol):
    """What the presenter asks of the screen."""

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show the counts."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Show these rows; without rows, what to do then."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""

    def open_dossier(self, code: DossierCode) -> None:
        """Go on with a dossier."""

    def show_whole(self, code: DossierCode) -> None:
        """Show a dossier on which others work."""

    def go_to(self, place: str) -> None:
        """Go to another place."""


class TodayPresenter:
    """Reads what waits beside the window, and leads to it."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: TodayView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._chosen: Concern | None = None
        self._matters: tuple[Matter, ...] | None = None

    def refresh(self) -> None:
        """Read again what waits."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._read(),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        self._view.show_tiles(self._tiles())
        if self._matters is not None:
            self._take(self._matters)

    def choose(self, concern: Concern | None) -> None:
        """Show what waits for one reason, None for everything."""
        self._chosen = concern
        self._take(self._matters or ())

    def choose_next(self, step: int) -> None:
        """Go `step` tiles on, over those that are empty."""
        there = [tile.concern for tile in self._tiles() if tile.count or tile.concern is None]
        place = there.index(self._chosen) if self._chosen in there else 0
        self.choose(there[(place + step) % len(there)])

    def open_most_urgent(self) -> None:
        """Open the first of everything that waits."""
        if self._matters:
            self._open(self._matters[0])

    def open(self, code: DossierCode) -> None:
        """Open a dossier where its next step is done."""
        matter = next((each for each in self._matters or () if each.standing.dossier.code == code), None)
        if matter is not None:
            self._open(matter)

    def _open(self, matter: Matter) -> None:
        concerns, dossier = matter.concerns, matter.standing.dossier
        is_ahead = matter.standing.step is not Step.DECIDE and Concern.TO_DO not in concerns
        if Concern.ONLINE in concerns and matter.standing.step is not Step.ANSWER:
            self._view.go_to(INBOX)
        elif matter.standing.step is Step.DONE and concerns & {Concern.OUTBOX, Concern.WRONG}:
            self._view.go_to(OUTBOX)
        elif is_ahead and concerns & _SIGNING:
            self._view.go_to(DECISIONS)
        elif not matter.is_mine:
            self._view.show_whole(dossier.code)
        else:
            self._view.open_dossier(dossier.code)

    def _read(self) -> tuple[Matter, ...]:
        """Return what waits; that a person saw it is told once, not at every change of others."""
        found = today(self._desk)
        if found and not self._matters:
            tell_of_list(self._desk, "listed", len(found))
        return found

    def _take(self, matters: tuple[Matter, ...]) -> None:
        self._matters = matters
        if not self._shown():
            self._chosen = None
        self._view.show_tiles(self._tiles())
        rows = tuple(self._row(each) for each in self._shown())
        self._view.show_rows(tuple(self.translate(title) for title in _TITLES), rows)
        self._view.show_primary(Primary(self.translate("Open the most urgent")) if matters else None)

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

    def _shown(self) -> tuple[Matter, ...]:
        matters = self._matters or ()
        return tuple(each for each in matters if self._chosen is None or self._chosen in each.concerns)

    def _tiles(self) -> tuple[Tile, ...]:
        may = self._desk.actor.may
        return tuple(self._tile(each) for each in _NAMES if each not in _RIGHTS or may(_RIGHTS[each]))

    def _tile(self, concern: Concern | None) -> Tile:
        matters = self._matters or ()
        count = sum(concern is None or concern in each.concerns for each in matters)
        tone = _TONES.get(concern, Tone.CALM) if concern and count else Tone.CALM
        name, tip = self.translate(_NAMES[concern]), self.translate(_TIPS[concern])
        return Tile(concern, name, tip, count, tone, chosen=concern is self._chosen)

    def _row(self, matter: Matter) -> DossierRow:
        dossier = matter.standing.dossier
        cells = (
            self._due(matter),
            Words(dossier.code),
            Words(dossier.procedure_name),
            Words(dossier.applicant.full_name),
            self._state(matter),
        )
        return DossierRow(dossier.code, cells)

    def _due(self, matter: Matter) -> Words:
        """Return when it is due; where the clock stands still or all is done, without alarm."""
        dossier, concerns = matter.standing.dossier, matter.concerns
        if dossier.stopped_at is not None:
            return Words(self.translate("The clock stands still"))
        due = due_words(dossier.due_at, self._desk.clock.now(), self.translate)
        if concerns & {Concern.LATE, Concern.DUE_SOON}:
            return Words(due.text, Tone.WRONG if Concern.LATE in concerns else Tone.DOUBT)
        return Words("–") if due.tone is Tone.WRONG else Words(due.text)

    def _state(self, matter: Matter) -> Words:
        """Return what is to be done; only what went wrong has a colour, because all of it waits."""
        standing = matter.standing
        if Concern.ONLINE in matter.concerns and standing.step is not Step.ANSWER:
            return Words(self.translate("Papers came later, wait for an answer"))
        if standing.outbox and standing.outbox.state is OutboxState.HELD:
            return outbox_words(standing.outbox, self.translate)
        said = state_words(standing, self.translate)
        return said if said.tone is Tone.WRONG else Words(said.text)
