"""What the list of dossiers shows."""

from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.dates import due_words, short_moment
from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.dossiers.rows import DossierRow
from clerk_app.gui.verdicts import outbox_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.progress import Standing, Step, standings
from clerk_app.workflow.reading import tell_of_list
from storage.model import DocumentStage, DossierStatus
from storage.outbox import OutboxState

MOST = 500

_TITLES = (
    later("Code"),
    later("Procedure"),
    later("Applicant"),
    later("Received"),
    later("Due"),
    later("State"),
    later("Portal receipt"),
)

_DECISIONS = {
    None: later("Sent, decision to be drafted"),
    DocumentStage.ISSUED: later("Decision drafted"),
    DocumentStage.SIGNED: later("Decision to be countersigned"),
    DocumentStage.COUNTERSIGNED: later("Decision to be sealed"),
}


class DossiersView(Protocol):
    """What the presenter asks of the screen."""

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Show these rows; without rows, what to do first."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""


class DossiersPresenter:
    """Loads the list beside the window."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: DossiersView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._known: tuple[Standing, ...] | None = None

    def refresh(self) -> None:
        """Read the list again."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._read(),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say the same list in the language of the moment."""
        if self._known is not None:
            self._take(self._known)

    def _read(self) -> tuple[Standing, ...]:
        """Return the newest dossiers; that a person saw them is told once, not at every change of others."""
        found = standings(self._desk, limit=MOST)
        if found and not self._known:
            tell_of_list(self._desk, "listed", len(found))
        return found

    def _take(self, known: tuple[Standing, ...]) -> None:
        self._known = known
        rows = tuple(self._row(each) for each in known)
        self._view.show_rows(tuple(self.translate(title) for title in _TITLES), rows)

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(Notice(Words(str(message_for(error, self.translate)), Tone.WRONG)))

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
        keys = [cell.text.casefold() for cell in cells]
        keys[3], keys[4] = dossier.received_at.isoformat(), dossier.due_at.isoformat()
        return DossierRow(dossier.code, cells, tuple(keys))


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
        said = (
            translate("Decision issued, waits in the outbox")
            if issued
            else translate("Signed, waits in the outbox")
        )
        return Words(said, Tone.DOUBT)
    if known.step is Step.DONE:
        return Words(translate("Decision issued"), Tone.GOOD)
    return Words(translate(_DECISIONS[known.decision]))
