"""What the list of dossiers shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from clerk_app.gui.dates import due_words, short_moment
from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.dossiers.rows import BLOCK, DossierRow
from clerk_app.gui.verdicts import outbox_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.progress import Part, Standing, Step, dossiers_in_all, standings
from clerk_app.workflow.reading import tell_of_list
from storage.dossiers import DossierOrder
from storage.model import DocumentStage, DossierStatus
from storage.outbox import OutboxState

_COLUMNS = (
    (later("Code"), DossierOrder.CODE),
    (later("Procedure"), DossierOrder.PROCEDURE),
    (later("Applicant"), DossierOrder.APPLICANT),
    (later("Received"), DossierOrder.RECEIVED),
    (later("Due"), DossierOrder.DUE),
    (later("State"), DossierOrder.STATUS),
    (later("Portal receipt"), DossierOrder.RECEIPT),
)

_DECISIONS = {
    None: later("Sent, decision to be drafted"),
    DocumentStage.ISSUED: later("Decision drafted"),
    DocumentStage.SIGNED: later("Decision to be countersigned"),
    DocumentStage.COUNTERSIGNED: later("Decision to be sealed"),
}


class DossiersView(Protocol):
    """What the presenter asks of the screen."""

    def show_list(
        self, titles: tuple[str, ...], count: int, blocks: Mapping[int, tuple[DossierRow, ...]]
    ) -> None:
        """Show so many rows, of which some blocks are read; without rows, what to do first."""

    def show_block(self, block: int, rows: tuple[DossierRow, ...]) -> None:
        """Show the rows of a block that was asked for."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """How many dossiers there are, and the blocks that were read."""

    count: int
    blocks: dict[int, tuple[Standing, ...]]


class DossiersPresenter:
    """Reads the part of the list that is looked at, beside the window."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: DossiersView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._known: _Seen | None = None
        self._order = Part(BLOCK, order=DossierOrder.RECEIVED)
        self._last = 0

    def refresh(self) -> None:
        """Read the list again, where it was looked at last."""
        order, block = self._order, self._last
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._read(order, block),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def order_by(self, column: int, *, descending: bool) -> None:
        """Order the list by a column, and begin at its top."""
        order = Part(BLOCK, order=_COLUMNS[column][1], descending=descending)
        if order != self._order:
            self._order, self._last = order, 0
            self.refresh()

    def want(self, block: int) -> None:
        """Read a block that came into sight."""
        order = self._order
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._block(order, block),
            owner=self._view,
            on_done=lambda found: self._take_block(order, block, found),
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say the same list in the language of the moment."""
        if self._known is not None:
            self._take(self._known)

    def _read(self, order: Part, block: int) -> _Seen:
        """Read count and block; that a person saw the list is told once, not at every change of others."""
        count = dossiers_in_all(self._desk)
        if count and not (self._known and self._known.count):
            tell_of_list(self._desk, "listed", count)
        return _Seen(count, {block: self._block(order, block)} if count else {})

    def _block(self, order: Part, block: int) -> tuple[Standing, ...]:
        return standings(self._desk, replace(order, offset=block * BLOCK))

    def _take(self, seen: _Seen) -> None:
        self._known = seen
        titles = tuple(self.translate(title) for title, _order in _COLUMNS)
        self._view.show_list(
            titles, seen.count, {block: self._rows(found) for block, found in seen.blocks.items()}
        )

    def _take_block(self, order: Part, block: int, found: tuple[Standing, ...]) -> None:
        if order == self._order and self._known is not None:
            self._last = block
            self._known.blocks[block] = found
            self._view.show_block(block, self._rows(found))

    def _rows(self, found: tuple[Standing, ...]) -> tuple[DossierRow, ...]:
        return tuple(self._row(each) for each in found)

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

    def _row(self, known: Standing) -> DossierRow:
        dossier = known.dossier
        state = state_words(known, self.translate)
        due = due_words(dossier.due_at, self._desk.clock.now(), self.translate)
        cells = (
            Words(dossier.code),
            Words(dossier.procedure_name),
            Words(dossier.applicant.full_name),
            Words(short_moment(dossier.received_at)),
            Words(due.text) if known.step is Step.DONE else due,
            state,
            Words(dossier.portal_receipt or "–"),
        )
        return DossierRow(dossier.code, cells)


@dataclass(frozen=True, slots=True)
class _End:
    """How a dossier can stand that waits for nobody here."""

    text: str
    tone: Tone

    def said(self, translate: Translate) -> Words:
        """Return it in the language of the moment."""
        return Words(translate(self.text), self.tone)


_ENDS = {
    DossierStatus.NOT_ACCEPTED: _End(later("Refused"), Tone.CALM),
    DossierStatus.WITHDRAWN: _End(later("Withdrawn by the applicant"), Tone.CALM),
    DossierStatus.STOPPED: _End(later("Stopped"), Tone.CALM),
    DossierStatus.RETURNED: _End(later("Result given to the applicant"), Tone.GOOD),
    DossierStatus.SUPPLEMENT_ASKED: _End(later("Waits for a supplement"), Tone.DOUBT),
    DossierStatus.FINANCIAL_DUTY: _End(later("Waits for a payment"), Tone.DOUBT),
}


def state_words(known: Standing, translate: Translate) -> Words:
    """Return where a dossier stands, in words."""
    end = _ENDS.get(known.dossier.status)
    return _work_words(known, translate) if end is None else end.said(translate)


def _work_words(known: Standing, translate: Translate) -> Words:
    if known.step is Step.ANSWER:
        return Words(translate("Filed online, waits for an answer"), Tone.DOUBT)
    if known.step is Step.SCAN and not known.pages:
        return Words(translate("Papers to be scanned"), Tone.DOUBT)
    if known.step is Step.SCAN:
        return Words(translate("Scanning begun, pages: {pages}").format(pages=known.pages), Tone.DOUBT)
    if known.step is Step.SORT:
        return Words(translate("Pages to be sorted: {pages}").format(pages=known.pages), Tone.DOUBT)
    if known.step is Step.SIGN:
        return Words(translate("To be signed and sent"), Tone.DOUBT)
    if known.step is Step.SEND:
        taken_back = known.outbox is not None and known.outbox.state is OutboxState.WITHDRAWN
        said = translate("Taken back from the portal") if taken_back else translate("Refused by the portal")
        return Words(said, Tone.WRONG)
    if known.outbox and known.outbox.state is OutboxState.HELD:
        return outbox_words(known.outbox, translate)
    if known.outbox and known.outbox.state is not OutboxState.ACCEPTED:
        issued = known.step is Step.DONE
        said = translate("Issued, in the outbox") if issued else translate("Signed, in the outbox")
        return Words(said, Tone.DOUBT)
    if known.step is Step.DONE:
        return Words(translate("Decision issued"), Tone.GOOD)
    return Words(translate(_DECISIONS[known.decision]))
