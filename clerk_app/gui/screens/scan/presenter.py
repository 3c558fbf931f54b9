"""What the scan step decides: which component, what to do next, what a page's badges say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.demonstration.hands import put_sample_papers
from clerk_app.gui.model import Advance, NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, Outgrown, digitise
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.portal_fit import misfit_sentence
from scanning.cleanup.flaws import Flaw
from scanning.device.simulated.feeder import Feeder
from scanning.errors import FeederEmpty, ScanCancelled
from scanning.model import Progress
from storage.model import Component, DocumentKind, Dossier, Page


@dataclass(frozen=True, slots=True)
class Part:
    """A component as it is listed; one that is only shown at the counter cannot be chosen."""

    code: str
    name: str
    state: Words
    can_be_chosen: bool


@dataclass(frozen=True, slots=True)
class ScanState:
    """Everything of the step but the pages.

    Attributes:
        parts: the components.
        chosen: code of the one that is scanned into.
        counter: of its pages, in words.
        is_scanning: whether paper is running.
        can_scan_more: whether more may be scanned into the chosen component.
        can_go_on: whether signing may begin although papers are missing.
        can_put_papers: whether there are sample papers for the simulated feeder.
    """

    parts: tuple[Part, ...]
    chosen: str
    counter: Words
    is_scanning: bool
    can_scan_more: bool
    can_go_on: bool
    can_put_papers: bool


_FLAWS = {Flaw.BLURRED: later("blurred"), Flaw.CUT_OFF: later("cut off at the edge")}


class ScanView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: ScanState) -> None:
        """Show everything but the pages."""

    def show_pages(self, pages: tuple[PageItem, ...]) -> None:
        """Show exactly these pages."""

    def put_page(self, page: PageItem) -> None:
        """Show a page that came or changed."""

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the scanner is; None when it stands still."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def go_on(self) -> None:
        """Go on to signing."""


class ScanPresenter:
    """Scans into one dossier; what is stored is the truth, and is read again after every run."""

    def __init__(
        self,
        desk: Desk,
        submit: Submit,
        translate: Translate,
        view: ScanView,
        dossier: Dossier,
        feeder: Feeder | None,
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._dossier = dossier
        self._feeder = feeder
        self._wanted = tuple(part for part in dossier.components if not part.shown_only)
        self._chosen = self._wanted[0].code
        self._pages: dict[int, Page] = {}
        self._signed = False
        self._stopped = False
        self._job: Cancellable | None = None

    def begin(self) -> None:
        """Read what is stored, and choose the first component without pages."""
        self._load(self._turn_to_missing)

    def choose(self, component: str) -> None:
        """Take a component to scan into."""
        if self._job is None and component != self._chosen:
            self._chosen = component
            self._stopped = False
            self.speak()

    def do_primary(self) -> None:
        """Scan; with pages there, turn to the next paper; go on when nothing is missing."""
        if self._job is None and self._is_complete():
            self._view.go_on()
        elif self._has_its_pages():
            self._turn_to_missing()
            self.speak()
        else:
            self.scan()

    def scan(self) -> None:
        """Scan what lies in the feeder into the chosen component, from where it stopped."""
        if self._job is not None or self._signed:
            return
        self._view.show_notice(None)
        self._stopped = False
        component = self._chosen
        self._job = self._submit(
            Lane.SCANNER,
            lambda report: digitise(self._desk, self._dossier.code, component, report=report),
            owner=self._view,
            on_event=self._take_event,
            on_done=lambda _nothing: self._load(self._ended),
            on_error=self._fail,
            on_progress=self._take_progress,
        )
        self._view.show_advance(Advance(self.translate("Scanning …")))
        self._show()

    def stop(self) -> bool:
        """Stop the scanner; return whether it was running."""
        if self._job is not None:
            self._job.cancel()
            self._view.show_advance(Advance(self.translate("Stopping; the pages before are kept …")))
        return self._job is not None

    def put_papers(self) -> None:
        """Lay sample papers into the simulated feeder, as hands would."""
        feeder, component = self._feeder, self._chosen
        if feeder is None:
            return
        self._submit(
            Lane.SCANNER,
            lambda _report: put_sample_papers(self._desk, feeder, self._dossier.code, component),
            owner=self._view,
            on_done=self._papers_lie,
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_pages(tuple(self._item(page) for page in self._of_chosen()))
        self._show()

    def _load(self, then: Callable[[], None]) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._stored(),
            owner=self._view,
            on_done=lambda stored: self._loaded(stored, then),
            on_error=self._fail,
        )

    def _stored(self) -> tuple[tuple[Page, ...], bool]:
        with self._desk.storage.unit_of_work(read_only=True) as work:
            documents = work.documents.of(self._dossier.code)
            signed = any(document.kind is DocumentKind.COMPONENT for document in documents)
            return work.pages.of(self._dossier.code), signed

    def _loaded(self, stored: tuple[tuple[Page, ...], bool], then: Callable[[], None]) -> None:
        pages, self._signed = stored
        self._pages = {page.id: page for page in pages}
        then()
        self.speak()

    def _turn_to_missing(self) -> None:
        self._chosen = next((part.code for part in self._wanted if self._lacks(part)), self._chosen)

    def _ended(self) -> None:
        self._job = None
        self._view.show_advance(None)

    def _take_event(self, event: Event) -> None:
        if isinstance(event, Outgrown):
            words = Words(misfit_sentence(event.misfit, self.translate), Tone.DOUBT)
            self._view.show_notice(Notice(words))
            return
        self._pages[event.page.id] = event.page
        self._view.put_page(self._item(event.page))
        self._show()
        flaws = self._flaws(event.page)
        if flaws:
            said = self.translate("Page {number} is {flaws}: scan it again while the paper is on the desk.")
            told = said.format(number=event.page.number, flaws=", ".join(flaws))
            self._view.show_notice(Notice(Words(told, Tone.WRONG)))

    def _take_progress(self, progress: Progress) -> None:
        percent = round(100 * progress.done / progress.total) if progress.total else None
        number = len(self._of_chosen()) + 1
        self._view.show_advance(
            Advance(self.translate("Scanning page {number}").format(number=number), percent)
        )

    def _papers_lie(self, sheets: int) -> None:
        said = self.translate("Sample papers in the feeder: {sheets}. Press Enter to scan.")
        words = Words(said.format(sheets=sheets), Tone.GOOD)
        if not sheets:
            words = Words(self.translate("All sample papers of this component are scanned."), Tone.CALM)
        self._view.show_notice(Notice(words))

    def _fail(self, error: BaseException) -> None:
        self._stopped = self._job is not None
        self._view.show_notice(Notice(self._failure(error), self._remedy(error)))
        if self._job is not None:
            self._load(self._ended)

    def _failure(self, error: BaseException) -> Words:
        tone = Tone.CALM if isinstance(error, ScanCancelled) else Tone.WRONG
        tone = Tone.DOUBT if isinstance(error, FeederEmpty) else tone
        return Words(str(message_for(error, self.translate)), tone)

    def _remedy(self, error: BaseException) -> NextStep:
        if isinstance(error, FeederEmpty) and self._feeder:
            return NextStep(
                self.translate("Put sample papers in the feeder (demonstration)"), self.put_papers
            )
        return NextStep(self.translate("Go on scanning"), self.scan)

    def _show(self) -> None:
        scanning = self._job is not None
        pages = self._of_chosen()
        complete = self._is_complete()
        state = ScanState(
            parts=tuple(self._part(part) for part in self._dossier.components),
            chosen=self._chosen,
            counter=self._counter(pages),
            is_scanning=scanning,
            can_scan_more=(complete or self._has_its_pages()) and not scanning and not self._signed,
            can_go_on=not complete and not scanning and self._is_read() and bool(self._pages),
            can_put_papers=self._feeder is not None and not scanning and not self._signed,
        )
        self._view.show_state(state)
        self._view.show_primary(Primary(self._primary_text(complete=complete), enabled=not scanning))

    def _primary_text(self, *, complete: bool) -> str:
        if complete and self._job is None:
            return self.translate("Go on to signing")
        if self._stopped and self._of_chosen():
            return self.translate("Go on scanning")
        return self.translate("Next paper") if self._has_its_pages() else self.translate("Scan")

    def _has_its_pages(self) -> bool:
        """Return whether the chosen component is scanned, and no run into it broke off."""
        return bool(self._of_chosen()) and self._job is None and not self._stopped

    def _is_complete(self) -> bool:
        nothing_missing = not any(self._lacks(part) for part in self._wanted)
        return self._signed or (nothing_missing and self._is_read() and not self._stopped)

    def _is_read(self) -> bool:
        return all(page.cleaned for page in self._pages.values())

    def _lacks(self, part: Component) -> bool:
        return not any(page.component == part.code for page in self._pages.values())

    def _of_chosen(self) -> list[Page]:
        pages = [page for page in self._pages.values() if page.component == self._chosen]
        return sorted(pages, key=lambda page: page.number)

    def _part(self, part: Component) -> Part:
        count = sum(page.component == part.code for page in self._pages.values())
        if part.shown_only:
            return Part(part.code, part.name, Words(self.translate("only shown, not kept")), False)
        if count:
            said = self.translate("Pages: {pages}").format(pages=count)
            return Part(part.code, part.name, Words(said, Tone.GOOD), True)
        return Part(part.code, part.name, Words(self.translate("not scanned yet"), Tone.DOUBT), True)

    def _counter(self, pages: list[Page]) -> Words:
        blank = sum(bool(page.findings.get("blank")) for page in pages)
        doubtful = sum(_doubtful(page) for page in pages)
        said = self.translate("Pages: {pages}, blank: {blank}, doubtful words: {doubtful}")
        return Words(said.format(pages=len(pages), blank=blank, doubtful=doubtful))

    def _item(self, page: Page) -> PageItem:
        return PageItem(page.id, page.number, page.cleaned or page.original, self._badges(page))

    def _flaws(self, page: Page) -> list[str]:
        found = page.findings.get("flaws")
        return [self.translate(_FLAWS[Flaw(flaw)]) for flaw in found] if isinstance(found, list) else []

    def _badges(self, page: Page) -> tuple[Words, ...]:
        if page.cleaned is None:
            return (Words(self.translate("being read …")),)
        if page.findings.get("blank"):
            return (Words(self.translate("blank"), Tone.DOUBT),)
        if flaws := self._flaws(page):
            return tuple(Words(flaw, Tone.WRONG) for flaw in flaws)
        doubtful = _doubtful(page)
        if doubtful:
            said = self.translate("doubtful words: {doubtful}").format(doubtful=doubtful)
            return (Words(said, Tone.DOUBT),)
        return (Words(self.translate("read"), Tone.GOOD),)


def _doubtful(page: Page) -> int:
    return int(str(page.findings.get("doubtful_words", 0)))
