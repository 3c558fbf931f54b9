"""What the screen of a dossier decides: what is known, what may be done, and which paper is looked at."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.dates import due_words, moment_text
from clerk_app.gui.model import Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed, written
from clerk_app.gui.runner import Lane, Receive, Submit
from clerk_app.gui.screens.dossier import words
from clerk_app.gui.screens.dossier.deeds import PUT_ORIGINALS, TAKE_FEE, VOID_FEE, Answer, Deed, deeds_for
from clerk_app.gui.screens.dossiers.presenter import state_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.colleagues import Colleague, colleagues
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.export import export
from clerk_app.workflow.fee_papers import draw_fee_receipt
from clerk_app.workflow.fees import take_fee, void_fee
from clerk_app.workflow.forms import draw_form, forms_of
from clerk_app.workflow.moves import take_step
from clerk_app.workflow.originals import put_originals
from clerk_app.workflow.progress import ENDED, Step
from clerk_app.workflow.rights import Actor, Right
from clerk_app.workflow.verdict_facts import Fact
from clerk_app.workflow.view import view_drawn, viewing_copy
from clerk_app.workflow.whole import WholeDossier, whole_dossier
from storage.model import Document, DocumentKind, Dossier, DossierCode
from storage.payments import Payment

_RIGHTS = {
    Step.ANSWER: (Right.ACCEPT,),
    Step.SCAN: (Right.DIGITISE,),
    Step.SORT: (Right.DIGITISE,),
    Step.SIGN: (Right.SIGN_COPIES,),
    Step.SEND: (Right.SIGN_COPIES,),
    Step.DECIDE: (Right.DRAFT_DECISION, Right.COUNTERSIGN, Right.NUMBER_AND_SEAL),
}
"""Of the next step: one of them is enough."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A row of the papers, and what is looked at behind it; None where there is nothing yet."""

    cells: tuple[Words, ...]
    source: Document | Payment | None = None


@dataclass(frozen=True, slots=True)
class DossierState:
    """Everything of the screen.

    Attributes:
        due_moment: day and time in figures, beside the words.
        papers, moves: rows of the two tables, each under its titles.
        forms: that can be drawn, by number, with their names.
    """

    title: str
    line: str
    state: Words
    due: Words
    due_moment: str
    facts: tuple[Fact, ...]
    paper_titles: tuple[str, ...]
    papers: tuple[tuple[Words, ...], ...]
    move_titles: tuple[str, ...]
    moves: tuple[tuple[Words, ...], ...]
    deeds: tuple[Deed, ...]
    forms: tuple[tuple[str, str], ...]


class DossierView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: DossierState) -> None:
        """Show everything."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action; None where nothing is left to do."""

    def choose_paper(self, row: int) -> None:
        """Mark a row of the papers as the one that is looked at."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a paper, None for nothing."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def offer_file(self, file: Path) -> None:
        """Offer the file of the paper that is shown, to be taken out of the window."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""

    def go_on(self, code: DossierCode) -> None:
        """Open the dossier at its next step."""


class DossierPresenter:
    """Shows one dossier at a time; what is stored is the truth."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: DossierView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._code: DossierCode | None = None
        self._whole: WholeDossier | None = None
        self.colleagues: tuple[Colleague, ...] = ()
        self._papers: tuple[_Paper, ...] = ()
        self._row = -1
        self._shown: Document | Path | None = None

    @property
    def dossier(self) -> Dossier | None:
        """The dossier that is shown."""
        return self._whole.standing.dossier if self._whole else None

    @property
    def result(self) -> Document | None:
        """The decision that came of it."""
        documents = self._whole.documents if self._whole else ()
        return next((each for each in documents if each.kind is DocumentKind.DECISION), None)

    @property
    def chosen_fee(self) -> Payment | None:
        """The fee whose receipt is chosen and counts."""
        source = self._papers[self._row].source if 0 <= self._row < len(self._papers) else None
        return source if isinstance(source, Payment) and source.voided_at is None else None

    def ask_for_fee(self) -> None:
        """Say that a receipt has to be chosen first."""
        said = later("Choose the receipt in the list of papers first.")
        self._view.show_notice(Notice(lambda: Words(self.translate(said), Tone.DOUBT)))

    def begin(self, code: DossierCode | None) -> None:
        """Read a dossier; without a code, the one that was shown last."""
        if code is not None and code != self._code:
            self._code, self._whole, self._row = code, None, -1
        self._read()

    def go_on(self) -> None:
        """Open the dossier where it stopped."""
        if self._code is not None and self._primary() is not None:
            self._view.go_on(self._code)

    def look_at(self, row: int) -> None:
        """Show the paper of a row."""
        self._row = row
        paper = self._papers[row]
        source = paper.source
        if source is None:
            self._shown = None
            self._view.show_paper(None, self.translate("There is no file of this paper yet."))
        elif isinstance(source, Document):
            self._show(lambda: viewing_copy(self._desk, source), source.file_name, source)
        else:
            self._show(
                lambda: view_drawn(self._desk, draw_fee_receipt(self._desk, source)), paper.cells[0].text
            )

    def show_form(self, form: str) -> None:
        """Draw a form and show it."""
        code = self._code
        if code is not None:
            name = self.translate(words.FORM_NAMES[form])
            self._show(lambda: view_drawn(self._desk, draw_form(self._desk, form, code)), name)

    def open_shown(self) -> None:
        """Open the paper that is shown, under the name that people know."""
        shown = self._shown
        if isinstance(shown, Document):
            self._do(lambda: export(self._desk, shown), self._view.open_file)
        elif shown is not None:
            self._view.open_file(shown)

    def hand_out(self) -> None:
        """Get the paper that is shown ready to be taken out of the window, under the name people know."""
        shown = self._shown
        if isinstance(shown, Document):
            self._do(lambda: export(self._desk, shown), self._view.offer_file)
        elif shown is not None:
            self._view.offer_file(shown)

    def do(self, deed: Deed, answer: Answer) -> None:
        """Do something with the dossier, and read it again."""
        if self._code is not None:
            self._view.show_notice(None)
            self._do(lambda: self._done(deed, answer), lambda payment: self._take_done(deed, payment))

    def save_result(self, target: Path) -> None:
        """Save a copy of the result with its signatures."""
        result = self.result
        if result is not None:
            source = self._desk.storage.contents.path(result.content)
            self._do(lambda: shutil.copyfile(source, target), lambda _target: self._saved(target))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        whole = self._whole
        if whole is None:
            return
        self._papers = self._rows(whole)
        self._view.show_state(self._state(whole))
        self._view.show_primary(self._primary())

    def _read(self) -> None:
        code = self._code
        if code is not None:
            self._do(lambda: (whole_dossier(self._desk, code), colleagues(self._desk)), self._take)

    def _take(self, read: tuple[WholeDossier, tuple[Colleague, ...]]) -> None:
        whole, self.colleagues = read
        if whole.standing.dossier.code != self._code:
            return
        self._whole = whole
        self.speak()
        self._view.choose_paper(self._row if 0 <= self._row < len(self._papers) else self._first())

    def _first(self) -> int:
        """Return the row to begin with: the result, else the first paper with a file, else the first."""
        rows = [row for row, each in enumerate(self._papers) if each.source is not None]
        results = [row for row in rows if self._papers[row].source is self.result]
        return next(iter(results or rows), 0)

    def _done(self, deed: Deed, answer: Answer) -> Payment | None:
        """Do a deed on its lane; a fee gives its payment."""
        code = self._code
        assert code is not None  # noqa: S101 - `do` looked
        if deed is TAKE_FEE:
            return take_fee(self._desk, code, answer.method, answer.amount)
        if deed is VOID_FEE:
            fee = self.chosen_fee
            assert fee is not None  # noqa: S101 - the screen looked
            void_fee(self._desk, fee.day.year, fee.number, answer.reason)
        elif deed is PUT_ORIGINALS:
            put_originals(self._desk, code, answer.note)
        elif deed.move is not None:
            take_step(
                self._desk,
                code,
                deed.move,
                reason=answer.reason,
                note=answer.note,
                due=answer.due,
                components=answer.papers,
            )
        return None

    def _take_done(self, deed: Deed, payment: Payment | None) -> None:
        self._view.show_notice(Notice(lambda: self._done_words(deed)))
        if payment is not None and self._whole is not None:
            self._row = len(self._papers)  # its receipt is the last row
        self._read()

    def _done_words(self, deed: Deed) -> Words:
        said = self.translate("Done: {what}").format(what=self.translate(deed.words))
        return Words(said, Tone.GOOD)

    def _saved(self, target: Path) -> None:
        self._view.show_notice(written(target, self.translate, self._view.open_file))

    def _show(self, make: Callable[[], Path], name: str, document: Document | None = None) -> None:
        self._do(make, lambda paper: self._show_made(paper, name, document))

    def _show_made(self, paper: Path, name: str, document: Document | None) -> None:
        self._shown = document or paper
        self._view.show_paper(paper, name)

    def _do(self, work: Callable[[], object], on_done: Receive) -> None:
        self._submit(
            Lane.DOCUMENT, lambda _report: work(), owner=self._view, on_done=on_done, on_error=self._fail
        )

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

    def _primary(self) -> Primary | None:
        step = self._whole.standing.step if self._whole else Step.DONE
        if step is Step.DONE or not _may(self._desk.actor, step):
            return None
        return Primary(self.translate(words.GO_ON[step]))

    def _state(self, whole: WholeDossier) -> DossierState:
        dossier, translate = whole.standing.dossier, self.translate
        has_fee = any(each.voided_at is None for each in whole.payments)
        return DossierState(
            title=dossier.code,
            line=f"{dossier.applicant.full_name} · {dossier.procedure_name}",
            state=state_words(whole.standing, translate),
            due=self._due(dossier),
            due_moment=moment_text(dossier.due_at),
            facts=words.facts(whole, translate),
            paper_titles=(translate("Paper"), translate("Pages"), translate("State")),
            papers=tuple(each.cells for each in self._papers),
            move_titles=(translate("When"), translate("Step"), translate("By whom"), translate("Remarks")),
            moves=tuple(words.move_cells(each, translate) for each in whole.moves),
            deeds=deeds_for(
                self._desk.actor, dossier.status, has_result=self.result is not None, has_fee=has_fee
            ),
            forms=tuple((form, translate(words.FORM_NAMES[form])) for form in forms_of(whole.moves)),
        )

    def _due(self, dossier: Dossier) -> Words:
        if dossier.stopped_at is not None:
            since = self.translate("The time stands still since {moment}")
            return Words(since.format(moment=moment_text(dossier.stopped_at)), Tone.DOUBT)
        due = due_words(dossier.due_at, self._desk.clock.now(), self.translate)
        is_over = dossier.solved_at is not None or dossier.status in ENDED
        return Words(moment_text(dossier.due_at)) if is_over else due

    def _rows(self, whole: WholeDossier) -> tuple[_Paper, ...]:
        """Return the papers: the receipt, those of the procedure, the result, and the fees."""
        translate, documents = self.translate, whole.documents
        parts = {part.code: part for part in whole.standing.dossier.components}
        signed = {each.component: each for each in documents if each.kind is DocumentKind.COMPONENT}
        rows = [
            _Paper(words.document_cells(each, translate), each)
            for each in documents
            if each.kind is DocumentKind.RECEIPT
        ]
        for code, part in parts.items():
            rows.append(
                _Paper(words.component_cells(part, signed.get(code), whole, translate), signed.get(code))
            )
        others = [each for code, each in signed.items() if code not in parts]
        rows += [_Paper(words.document_cells(each, translate), each) for each in others]
        if self.result is not None:
            rows.append(_Paper(words.document_cells(self.result, translate), self.result))
        rows += [_Paper(words.payment_cells(each, translate), each) for each in whole.payments]
        return tuple(rows)


def _may(actor: Actor, step: Step) -> bool:
    return any(actor.may(right) for right in _RIGHTS[step])
