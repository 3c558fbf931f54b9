"""What the leader's queue decides: which decisions one PIN is for, and what came of each."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

from clerk_app.gui.dates import due_words
from clerk_app.gui.model import Advance, NextStep, Notice, PinRequest, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.pace import Pace, left_words
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.queue.beside import Section, dossier_sections, signature_section
from clerk_app.gui.screens.signing_view import SigningView
from clerk_app.gui.verdicts import pin_complaint, signature_words
from clerk_app.gui.widgets.marked_table import MarkedRow
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow.check_signer import ReadySigner, ready_signer, warnings_of
from clerk_app.workflow.countersign_batch import (
    MINUTES,
    MOST,
    Countersigned,
    ShownDecision,
    countersign_all,
)
from clerk_app.workflow.decisions import PendingDecision, return_decision, waiting_for
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.verify_files import verify_files
from clerk_app.workflow.view import viewing_copy
from clerk_app.workflow.whole import WholeDossier, whole_dossier
from scanning.errors import ScanCancelled
from signing.errors import WrongPin
from signing.keys.port import wipe
from signing.model import Role
from signing.quarantine import StillWanted
from signing.validation import Validation
from storage.model import Document, DossierCode

_TITLES = (later("Decision"), later("Due"))


class QueueView(SigningView, Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[MarkedRow, ...], line: str) -> None:
        """Show these rows; without rows, that nothing waits."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a decision exactly as it will be signed."""

    def show_beside(self, sections: tuple[Section, ...]) -> None:
        """Show what is recorded of its dossier, and what a check of it found."""


class QueuePresenter:
    """Countersigns what is marked with one PIN; what is stored is the truth."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: QueueView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._waiting: dict[DossierCode, PendingDecision] = {}
        self._marked: set[DossierCode] = set()
        self._outcomes: dict[DossierCode, Countersigned] = {}
        self._looked_at: DossierCode | None = None
        self._whole: WholeDossier | None = None
        self._checked: Validation | None = None
        self._check: Cancellable | None = None
        self._pace = Pace()
        self._work_line = WorkLine(view.show_advance)
        self._total = 0
        self._job: Cancellable | None = None
        self.is_busy = False

    def begin(self) -> None:
        """Read what waits; outcomes of before are forgotten."""
        self._outcomes = {}
        self._submit(
            Lane.DOCUMENT,
            lambda _report: waiting_for(self._desk, Role.LEADER),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def mark(self, code: DossierCode, *, marked: bool) -> None:
        """Take a decision into the set that the PIN will be for, or out of it."""
        if self.is_busy or code not in self._waiting:
            return
        if marked and len(self._marked) < MOST:
            self._marked.add(code)
        else:
            self._marked.discard(code)
        self._show()

    def show(self, code: DossierCode) -> None:
        """Show a decision as it stands."""
        pending = self._waiting.get(code)
        if pending is None:
            return
        self._looked_at = code
        done = self._outcomes.get(code)
        document = done.document if done is not None and done.document is not None else pending.document
        self._submit(
            Lane.DOCUMENT,
            lambda _report: viewing_copy(self._desk, document),
            owner=self._view,
            on_done=lambda paper: self._view.show_paper(paper, document.file_name),
            on_error=self._fail,
        )
        self._look_beside(document)

    def return_shown(self, reason: str) -> None:
        """Give the decision that is looked at back to the official."""
        code = self._looked_at
        if code is None or self.is_busy or self._is_done(code):
            return
        self._submit(
            Lane.DOCUMENT,
            lambda _report: return_decision(self._desk, code, reason),
            owner=self._view,
            on_done=lambda _document: self._returned(code),
            on_error=self._fail,
        )

    def do_primary(self) -> None:
        """Ask for the one PIN."""
        self.ask()

    def ask(self, complaint: str = "") -> None:
        """Look whose token it is, and ask for the PIN."""
        if not self._chosen():
            return
        self._busy(later("Looking for the token …"))
        self._submit(
            Lane.TOKEN,
            lambda _report: ready_signer(self._desk, Role.LEADER),
            owner=self._view,
            on_done=lambda ready: self._ask(ready, complaint),
            on_error=self._fail,
        )

    def sign(self, pin: bytearray) -> None:
        """Countersign the marked decisions with the PIN, which is wiped."""
        chosen = self._chosen()
        if self.is_busy or not chosen:
            wipe(pin)
            return
        self._total = len(chosen)
        self._outcomes = {code: each for code, each in self._outcomes.items() if each.document is not None}
        self._view.show_notice(None)
        self._busy(later("Countersigning …"))
        self._pace.begin()
        shown = [ShownDecision(code, self._waiting[code].document.content) for code in chosen]
        self._job = self._submit(
            Lane.TOKEN,
            lambda _report: countersign_all(self._desk, shown, pin),
            owner=self._view,
            on_event=self._take_outcome,
            on_done=lambda _nothing: self._end(),
            on_error=self._fail_signing,
        )

    def stop(self) -> None:
        """End the batch after the decision at hand: the screen is left or locked."""
        if self._job is not None:
            self._job.cancel()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._work_line.speak()
        self._show()
        self._show_beside()

    def _look_beside(self, document: Document) -> None:
        """Read the dossier of a decision, and check its signatures; what is late by then is not shown."""
        code = document.dossier
        self._whole = self._checked = None
        self._submit(
            Lane.DOCUMENT,
            lambda _report: whole_dossier(self._desk, code),
            owner=self._view,
            on_done=self._take_whole,
            on_error=self._fail,
        )
        if self._check is not None:
            self._check.cancel()
        self._check = self._submit(
            Lane.CHECK,
            lambda report: self._judged(document, lambda: report(None)),
            owner=self._view,
            on_done=lambda checked: self._take_checked(code, checked),
            on_error=self._fail_check,
        )

    def _judged(self, document: Document, still_wanted: StillWanted) -> Validation:
        file = self._desk.storage.contents.path(document.content)
        with closing(verify_files(self._desk, [file], still_wanted=still_wanted)) as answers:
            return next(answers)

    def _take_whole(self, whole: WholeDossier) -> None:
        if whole.standing.dossier.code == self._looked_at:
            self._whole = whole
            self._show_beside()

    def _take_checked(self, code: DossierCode, checked: Validation) -> None:
        if code == self._looked_at:
            self._checked = checked
            self._show_beside()

    def _fail_check(self, error: BaseException) -> None:
        if not isinstance(error, ScanCancelled):
            self._fail(error)

    def _show_beside(self) -> None:
        if self._whole is not None:
            signatures = signature_section(self._checked, self.translate)
            self._view.show_beside((signatures, *dossier_sections(self._whole, self.translate)))

    def _chosen(self) -> list[DossierCode]:
        """Return what is marked and still waits, in the order shown."""
        return [code for code in self._waiting if code in self._marked and not self._is_done(code)]

    def _is_done(self, code: DossierCode) -> bool:
        outcome = self._outcomes.get(code)
        return outcome is not None and outcome.document is not None

    def _ask(self, ready: ReadySigner, complaint: str) -> None:
        self._idle()
        person = ready.signatory
        complaint = complaint or " ".join(warnings_of(ready.check, self.translate))
        said = self.translate(
            "Decisions to countersign: {count}. The PIN is good for these, for {minutes} minutes."
        )
        purpose = said.format(count=len(self._chosen()), minutes=MINUTES)
        self._view.ask_pin(PinRequest(person.name, person.title, purpose, person.demonstration, complaint))

    def _take(self, found: tuple[PendingDecision, ...]) -> None:
        self._waiting = {each.dossier: each for each in found}
        self._marked = set(list(self._waiting)[:MOST])
        self._idle()
        first = next(iter(self._waiting), None)
        if first is None:
            self._view.show_paper(None, "")
            self._view.show_beside(())
        else:
            self.show(first)

    def _returned(self, code: DossierCode) -> None:
        self._view.show_notice(Notice(lambda: self._returned_words(code)))
        self.begin()

    def _returned_words(self, code: DossierCode) -> Words:
        said = self.translate("The decision of dossier {dossier} went back to the official.")
        return Words(said.format(dossier=code), Tone.GOOD)

    def _take_outcome(self, outcome: Countersigned) -> None:
        self._outcomes[outcome.dossier] = outcome
        done = len([code for code in self._outcomes if code in self._marked])
        left = self._pace.seconds_left(done, self._total)
        self._work_line.say(lambda: self._outcome_words(done, left))
        self._show()

    def _outcome_words(self, done: int, left: float | None) -> Advance:
        said = self.translate("Countersigned: {done} of {total}").format(done=done, total=self._total)
        percent = min(100, round(100 * done / max(1, self._total)))
        return Advance(said, percent, left_words(left, self.translate), can_stop=True)

    def _end(self) -> None:
        self._job = None
        self._idle()
        left = len(self._chosen())
        if left:
            again = NextStep(lambda: self.translate("Go on with the rest"), self.ask)
            self._view.show_notice(Notice(lambda: self._left_words(left), again))

    def _left_words(self, count: int) -> Words:
        said = self.translate("Not countersigned: {count}. What was signed is kept.")
        return Words(said.format(count=count), Tone.DOUBT)

    def _fail_signing(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, WrongPin):
            self._idle()
            self.ask(pin_complaint(error, self.translate))
        elif isinstance(error, ScanCancelled):
            self._end()
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._idle()
        self._view.show_notice(failed(error, self.translate))

    def _busy(self, sentence: str) -> None:
        self.is_busy = True
        self._work_line.say(lambda: Advance(self.translate(sentence)))
        self._show()

    def _idle(self) -> None:
        self.is_busy = False
        self._work_line.end()
        self._show()

    def _show(self) -> None:
        rows = tuple(self._row(each) for each in self._waiting.values())
        chosen = len(self._chosen())
        said = self.translate("Waiting: {count}, marked: {marked}").format(count=len(rows), marked=chosen)
        self._view.show_rows(tuple(self.translate(title) for title in _TITLES), rows, said if rows else "")
        text = self.translate("Countersign: {count}").format(count=chosen)
        self._view.show_primary(Primary(text, enabled=bool(chosen) and not self.is_busy))

    def _row(self, pending: PendingDecision) -> MarkedRow:
        code = pending.dossier
        decision = Words(f"{pending.procedure}\n{pending.applicant}")
        cells = (decision, self._state(pending))
        waits = not self._is_done(code) and not self.is_busy
        return MarkedRow(code, cells, code in self._marked, waits)

    def _state(self, pending: PendingDecision) -> Words:
        """Return when it is due, and once it had its turn, what came of it."""
        outcome = self._outcomes.get(pending.dossier)
        if outcome is None:
            return due_words(pending.due_at, self._desk.clock.now(), self.translate)
        if outcome.document is not None:
            return signature_words(outcome.document, self.translate)
        return Words(str(message_for(outcome.error, self.translate)) if outcome.error else "", Tone.WRONG)
