"""What the queue of decisions decides: which ones a PIN is for, and what came of each."""

from dataclasses import dataclass, replace
from typing import Protocol

from clerk_app.gui.dates import due_words
from clerk_app.gui.doing import Doing, DoingView
from clerk_app.gui.model import Advance, NextStep, Notice, PinRequest, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.pace import Pace, left_words
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.queue.hands import LEADER, RECORDS, Hand
from clerk_app.gui.screens.queue.looking import Looking, LookingView
from clerk_app.gui.screens.queue.register import TAKEN_SINCE, Register
from clerk_app.gui.screens.signing_view import SigningView
from clerk_app.gui.verdicts import pin_complaint, signature_words
from clerk_app.gui.widgets.marked_table import MarkedRow
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow.check_signer import ReadySigner, ready_signer, warnings_of
from clerk_app.workflow.decision_batch import (
    MINUTES,
    MOST,
    DecisionOutcome,
    ShownDecision,
    sign_decisions,
)
from clerk_app.workflow.decisions import PendingDecision, return_decision, waiting_for
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.issued import next_issue
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.signers import RIGHT_TO_SIGN
from scanning.errors import ScanCancelled
from signing.errors import WrongPin
from signing.keys.port import wipe
from storage.model import DossierCode


class QueueView(SigningView, DoingView, LookingView, Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[MarkedRow, ...], line: str) -> None:
        """Show these rows; without rows, that nothing waits."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for one of them, and the number that the next sealed decision gets."""

    hand: Hand
    decisions: tuple[PendingDecision, ...]
    next_number: int


class QueuePresenter:
    """Countersigns or seals what is marked with one PIN; what is stored is the truth."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: QueueView) -> None:
        self.hands = tuple(each for each in (LEADER, RECORDS) if desk.actor.may(RIGHT_TO_SIGN[each.role]))
        self.hand = next(iter(self.hands), LEADER)
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._waiting: dict[DossierCode, PendingDecision] = {}
        self._marked: set[DossierCode] = set()
        self._outcomes: dict[DossierCode, DecisionOutcome] = {}
        self._looking = Looking(desk, submit, translate, view, self._fail)
        self._pace = Pace()
        self._work_line = WorkLine(view.show_advance)
        self._total, self._next_number = 0, 1
        self._job: Cancellable | None = None
        self.is_busy = False
        self._doing = doing = Doing(submit, translate, view, TAKEN_SINCE)
        self.undo, self.redo = doing.undo, doing.redo
        self.register = Register(desk, doing, translate, self.begin)

    def turn_to(self, hand: Hand) -> None:
        """Show what waits for the other one, who may be the same person."""
        if not self.is_busy:
            self.hand, self._waiting = hand, {}
            self._view.show_notice(None)
            self.begin()

    def begin(self) -> None:
        """Read what waits; outcomes of before are forgotten."""
        self._outcomes = {}
        hand = self.hand
        self._submit(
            Lane.DOCUMENT,
            lambda _report: _Waiting(hand, waiting_for(self._desk, hand.role), next_issue(self._desk).number),
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
        done = self._outcomes.get(code)
        self._looking.at((done and done.document) or pending.document)

    def return_shown(self, reason: str) -> None:
        """Give the decision that is looked at back to the official."""
        code = self._looking.code
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
            lambda _report: ready_signer(self._desk, self.hand.role),
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
        self._busy(self.hand.busy)
        self._pace.begin()
        shown = [ShownDecision(code, self._waiting[code].document.content) for code in chosen]
        self._job = self._submit(
            Lane.TOKEN,
            lambda _report: sign_decisions(self._desk, self.hand.role, shown, pin),
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
        self._doing.show_history()
        self._show()
        self._looking.speak()

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
        said = self.translate(self.hand.purpose)
        purpose = said.format(count=len(self._chosen()), minutes=MINUTES)
        self._view.ask_pin(PinRequest(person.name, person.title, purpose, person.demonstration, complaint))

    def _take(self, found: _Waiting) -> None:
        if found.hand is not self.hand:
            return
        self._waiting = {each.dossier: each for each in found.decisions}
        self._next_number = found.next_number
        self._marked = set(list(self._waiting)[:MOST])
        self._idle()
        first = next(iter(self._waiting), None)
        if first is None:
            self._looking.at_nothing()
        else:
            self.show(first)

    def _returned(self, code: DossierCode) -> None:
        self._view.show_notice(Notice(lambda: self._returned_words(code)))
        self.begin()

    def _returned_words(self, code: DossierCode) -> Words:
        said = self.translate("The decision of dossier {dossier} went back to the official.")
        return Words(said.format(dossier=code), Tone.GOOD)

    def _take_outcome(self, outcome: DecisionOutcome) -> None:
        self._outcomes[outcome.dossier] = outcome
        self._next_number = max(self._next_number, outcome.number + 1)
        done = len([code for code in self._outcomes if code in self._marked])
        left = self._pace.seconds_left(done, self._total)
        self._work_line.say(lambda: self._outcome_words(done, left))
        self._show()

    def _outcome_words(self, done: int, left: float | None) -> Advance:
        said = self.translate(self.hand.advance).format(done=done, total=self._total)
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
        said = self.translate(self.hand.left)
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
        chosen = self._chosen()
        rows = tuple(self._row(each, chosen) for each in self._waiting.values())
        said = self.translate("Waiting: {count}, marked: {marked}")
        said = said.format(count=len(rows), marked=len(chosen))
        titles = tuple(self.translate(title) for title in self.hand.columns)
        self._view.show_rows(titles, rows, said if rows else "")
        text = self.translate(self.hand.act).format(count=len(chosen))
        self._view.show_primary(Primary(text, enabled=bool(chosen) and not self.is_busy))

    def _row(self, pending: PendingDecision, chosen: list[DossierCode]) -> MarkedRow:
        code = pending.dossier
        decision = Words(f"{pending.procedure}\n{pending.applicant}")
        number = (self._number(code, chosen),) if self.hand is RECORDS else ()
        cells = (decision, *number, self._state(pending))
        waits = not self._is_done(code) and not self.is_busy
        return MarkedRow(code, cells, code in self._marked, waits)

    def _number(self, code: DossierCode, chosen: list[DossierCode]) -> Words:
        """Return the number that a decision got, or will get if nothing comes between."""
        outcome = self._outcomes.get(code)
        if outcome is not None and outcome.number:
            return Words(f"{outcome.number:02d}", Tone.GOOD)
        return Words(f"{self._next_number + chosen.index(code):02d}" if code in chosen else "–")

    def _state(self, pending: PendingDecision) -> Words:
        """Return when it is due, and once it had its turn, what came of it."""
        outcome = self._outcomes.get(pending.dossier)
        if outcome is None:
            return due_words(pending.due_at, self._desk.clock.now(), self.translate)
        if outcome.document is not None:
            return _in_two_lines(signature_words(outcome.document, self.translate))
        return Words(str(message_for(outcome.error, self.translate)) if outcome.error else "", Tone.WRONG)


def _in_two_lines(words: Words) -> Words:
    """Break a verdict before its last part: the column is narrow, and rows have room for two lines."""
    head, comma, tail = words.text.rpartition(", ")
    return replace(words, text=f"{head},\n{tail}") if comma else words
