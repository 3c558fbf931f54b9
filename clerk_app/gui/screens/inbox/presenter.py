"""What the inbox decides: which dossier is looked at, what is wrong with it, and the answer it gets."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.dates import short_moment
from clerk_app.gui.model import NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Cancellable, Lane, Receive, Submit
from clerk_app.gui.screens.dossiers.rows import DossierRow
from clerk_app.gui.verdicts import verdict_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoOnlineFilings, UnknownForm
from clerk_app.workflow.export import export
from clerk_app.workflow.inbox import Fetched, InboxItem, fetch_inbox, inbox
from clerk_app.workflow.intake import accept_filed
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.view import viewing_copy
from scanning.errors import ScanCancelled
from signing.model import Verdict
from storage.model import Document, DocumentKind, Dossier, DossierCode

_TITLES = (later("Dossier"), later("Procedure"), later("Applicant"), later("Filed"), later("Papers"))
_SPOILT = tuple(each.value for each in (Verdict.BROKEN, Verdict.ALTERED, Verdict.UNREADABLE))
"""What nobody can rely on: it is asked for again, or the dossier refused (NĐ 30/2020)."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the dossier that is looked at; without a component it did not come."""

    name: str
    state: Words
    component: str | None


@dataclass(frozen=True, slots=True)
class InboxState:
    """The dossier that is looked at: what is to be done about it, and its papers."""

    code: DossierCode
    title: str
    advice: Words
    papers: tuple[PaperLine, ...]
    can_answer: bool
    can_ask: bool


class InboxView(Protocol):
    """What the presenter asks of the screen."""

    def show_rows(
        self, titles: tuple[str, ...], rows: tuple[DossierRow, ...], line: str, chosen: DossierCode | None
    ) -> None:
        """Show these rows, with `chosen` marked; without rows, that nothing waits."""

    def show_fetching(self, *, is_fetching: bool) -> None:
        """Offer to fetch, or to stop fetching."""

    def show_item(self, state: InboxState | None) -> None:
        """Show the dossier that is looked at, None for none."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show an attachment, None for nothing."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""


class InboxPresenter:
    """Answers one dossier after the other; what is stored is the truth."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: InboxView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._items: dict[DossierCode, InboxItem] = {}
        self._shown: DossierCode | None = None
        self._wanted_first: DossierCode | None = None
        self._looked_at: Document | None = None
        self._said: Callable[[], str] = str
        self._came = 0
        self._fetching: Cancellable | None = None
        self.is_busy = False

    @property
    def is_fetching(self) -> bool:
        """Whether the portal is being asked; what is here can be answered meanwhile."""
        return self._fetching is not None

    def begin(self, code: DossierCode | None = None) -> None:
        """Show what waits, beginning with dossier `code`, and ask the portal for more."""
        if code is not None:
            self._items, self._shown, self._wanted_first = {}, None, code
        self._read()
        self.fetch()

    def fetch(self) -> None:
        """Ask the portal for what was filed since, each dossier as it comes; asked again meanwhile, stop."""
        if self._fetching is not None:
            self._fetching.cancel()
            return
        self._came, self._said = 0, lambda: self.translate("Asking the portal …")
        self._fetching = self._submit(
            Lane.PORTAL,
            lambda report: fetch_inbox(self._desk, report=report),
            owner=self._view,
            on_event=self._take_new,
            on_done=lambda _nothing: self._end_fetching(),
            on_error=self._fail_fetching,
        )
        self._show()

    def show(self, code: DossierCode) -> None:
        """Look at a dossier."""
        if code in self._items:
            self._shown = code
            self._show()
            first = next(iter(self._items[code].documents), None)
            self._open(first)

    def show_paper(self, component: str | None) -> None:
        """Look at one attachment of it; of a paper that did not come (None) there is nothing to see."""
        item = self._item()
        if item is not None:
            self._open(next((each for each in item.documents if each.component == component), None))

    def do_primary(self) -> None:
        """Accept the dossier, or take the supplement that came."""
        item = self._item()
        if item is None:
            return
        code = item.dossier.code
        if item.supplemented:
            self._answer(lambda: take_step(self._desk, code, Move.TAKE_SUPPLEMENT), self._taken)
        else:
            self._answer(lambda: accept_filed(self._desk, code), self._accepted)

    def ask_supplement(self, reason: str) -> None:
        """Ask for what is missing or spoilt (form 02)."""
        item = self._item()
        if item is not None:
            code, wanted = item.dossier.code, self._wanted(item)
            self._answer(
                lambda: take_step(self._desk, code, Move.ASK_SUPPLEMENT, reason=reason, components=wanted),
                self._asked,
            )

    def refuse(self, reason: str) -> None:
        """Refuse the dossier (form 03)."""
        item = self._item()
        if item is not None:
            code = item.dossier.code
            self._answer(lambda: take_step(self._desk, code, Move.REFUSE, reason=reason), self._refused)

    @property
    def proposed_reason(self) -> str:
        """What is wrong with the dossier that is looked at, as a beginning of the reason."""
        item = self._item()
        if item is None:
            return ""
        return "\n".join((*self._spoilt_sentences(item), *self._missing_sentences(item)))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._show()

    def _take_new(self, _came: Fetched) -> None:
        self._came += 1
        self._said = lambda: self.translate("New from the portal: {count}").format(count=self._came)
        self._read()

    def _end_fetching(self, said: Callable[[], str] = str) -> None:
        self._fetching = None
        self._said = self._said if self._came and said is str else said
        self._show()

    def _fail_fetching(self, error: BaseException) -> None:
        if isinstance(error, NoOnlineFilings):
            self._end_fetching(lambda: str(message_for(error, self.translate)))
            return
        self._end_fetching()
        if not isinstance(error, ScanCancelled):
            self._view.show_notice(failed(error, self.translate))

    def _read(self) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: inbox(self._desk),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def _take(self, found: tuple[InboxItem, ...]) -> None:
        self._items = {each.dossier.code: each for each in found}
        if self._shown not in self._items:
            self._shown = None
            first = self._wanted_first if self._wanted_first in self._items else next(iter(self._items), None)
            if first is not None:
                self.show(first)
                return
            self._open(None)
        self._show()

    def _answer(self, do: Callable[[], Dossier], then: Receive) -> None:
        if self.is_busy:
            return
        self._view.show_notice(None)
        self._busy()
        self._submit(Lane.DOCUMENT, lambda _report: do(), owner=self._view, on_done=then, on_error=self._fail)

    def _accepted(self, dossier: Dossier) -> None:
        step = NextStep(lambda: self.translate("Open the receipt"), lambda: self._open_receipt(dossier.code))
        self._answered(dossier, later("Dossier {code} is accepted, due {due}."), step)

    def _taken(self, dossier: Dossier) -> None:
        self._answered(dossier, later("The papers of dossier {code} are taken in; it goes on."))

    def _asked(self, dossier: Dossier) -> None:
        self._answered(dossier, later("Papers are asked for; dossier {code} waits for the applicant."))

    def _refused(self, dossier: Dossier) -> None:
        self._answered(dossier, later("Dossier {code} is refused; the applicant reads why on the portal."))

    def _answered(self, dossier: Dossier, sentence: str, step: NextStep | None = None) -> None:
        """Go on with the next; the answered one is gone at once, so that nobody answers it twice."""
        self.is_busy = False
        facts = {"code": dossier.code, "due": short_moment(dossier.due_at)}
        said = Notice(lambda: Words(self.translate(sentence).format(**facts), Tone.GOOD), step)
        self._view.show_notice(said)
        self._take(tuple(each for each in self._items.values() if each.dossier.code != dossier.code))
        self._read()

    def _open(self, document: Document | None) -> None:
        """Open an attachment, None for nothing; what was asked for before and comes later is not shown."""
        self._looked_at = document
        if document is None or document.verdict == Verdict.UNREADABLE.value:
            self._view.show_paper(None, document.file_name if document else "")
            return
        self._submit(
            Lane.DOCUMENT,
            lambda _report: viewing_copy(self._desk, document),
            owner=self._view,
            on_done=lambda paper: self._show_drawn(document, paper),
            on_error=self._fail,
        )

    def _show_drawn(self, document: Document, paper: Path) -> None:
        if document is self._looked_at:
            self._view.show_paper(paper, document.file_name)

    def _open_receipt(self, code: DossierCode) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._receipt(code),
            owner=self._view,
            on_done=self._view.open_file,
            on_error=self._fail,
        )

    def _receipt(self, code: DossierCode) -> Path:
        with self._desk.storage.unit_of_work(read_only=True) as work:
            receipt = work.documents.current(code, DocumentKind.RECEIPT)
        if receipt is None:
            raise UnknownForm("01")
        return export(self._desk, receipt)

    def _fail(self, error: BaseException) -> None:
        self.is_busy = False
        self._show()
        self._view.show_notice(failed(error, self.translate))

    def _busy(self) -> None:
        self.is_busy = True
        self._show()

    def _item(self) -> InboxItem | None:
        return self._items.get(self._shown) if self._shown is not None else None

    def _show(self) -> None:
        waiting = self.translate("Waiting: {count}").format(count=len(self._items)) if self._items else ""
        said = self.translate("Writing it down …") if self.is_busy else self._said()
        line = "  ".join(filter(None, (waiting, said)))
        titles = tuple(self.translate(title) for title in _TITLES)
        rows = tuple(self._row(each) for each in self._items.values())
        self._view.show_rows(titles, rows, line, self._shown)
        self._view.show_fetching(is_fetching=self.is_fetching)
        item = self._item()
        self._view.show_item(None if item is None else self._state(item))
        self._view.show_primary(None if item is None else self._primary(item))

    def _primary(self, item: InboxItem) -> Primary:
        text = self.translate("Take the papers in") if item.supplemented else self.translate("Accept")
        return Primary(text, enabled=not self.is_busy)

    def _row(self, item: InboxItem) -> DossierRow:
        dossier = item.dossier
        whole = len(item.documents) + len(item.missing)
        papers = Words(f"{len(item.documents)}/{whole}", Tone.DOUBT if item.missing else Tone.GOOD)
        if self._spoilt(item):
            papers = Words(papers.text, Tone.WRONG)
        cells = (
            Words(dossier.code),
            Words(dossier.procedure_name),
            Words(dossier.applicant.full_name),
            Words(short_moment(dossier.received_at)),
            papers,
        )
        return DossierRow(dossier.code, cells)

    def _state(self, item: InboxItem) -> InboxState:
        dossier = item.dossier
        names = {part.code: part.name for part in dossier.components}
        came = tuple(
            PaperLine(
                names.get(each.component or "", each.file_name),
                verdict_words(Verdict(each.verdict or Verdict.UNSIGNED), self.translate),
                each.component,
            )
            for each in item.documents
        )
        missing = tuple(
            PaperLine(part.name, Words(self.translate("did not come"), Tone.WRONG), None)
            for part in item.missing
        )
        return InboxState(
            dossier.code,
            f"{dossier.procedure_name}, {dossier.applicant.full_name}",
            self._advice(item),
            (*came, *missing),
            can_answer=not self.is_busy,
            can_ask=not self.is_busy and not item.supplemented,
        )

    def _advice(self, item: InboxItem) -> Words:
        if self._spoilt(item):
            said = self.translate("Signatures do not hold: ask for these papers again, or refuse.")
            return Words(said, Tone.WRONG)
        if item.missing:
            return Words(self.translate("Not complete: ask for what is missing."), Tone.DOUBT)
        return Words(self.translate("Complete."), Tone.GOOD)

    def _spoilt(self, item: InboxItem) -> tuple[Document, ...]:
        return tuple(each for each in item.documents if each.verdict in _SPOILT)

    def _wanted(self, item: InboxItem) -> frozenset[str]:
        spoilt = {each.component for each in self._spoilt(item) if each.component}
        return frozenset(spoilt | {part.code for part in item.missing})

    def _spoilt_sentences(self, item: InboxItem) -> tuple[str, ...]:
        names = {part.code: part.name for part in item.dossier.components}
        said = self.translate("The signature on “{paper}” does not hold.")
        return tuple(said.format(paper=names.get(each.component or "", "")) for each in self._spoilt(item))

    def _missing_sentences(self, item: InboxItem) -> tuple[str, ...]:
        said = self.translate("“{paper}” is missing.")
        return tuple(said.format(paper=part.name) for part in item.missing)
