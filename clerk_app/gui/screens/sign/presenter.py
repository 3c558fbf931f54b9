"""What the signing step decides: whose PIN, what became of each document, what the portal said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.gui.model import Advance, NextStep, Notice, PinRequest, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.pace import Pace, left_words
from clerk_app.gui.runner import Cancellable, Lane, Receive, Submit, ignore
from clerk_app.gui.screens.sign.view import DocumentLine, FitLine, SignState, SignView
from clerk_app.gui.verdicts import outbox_words, pin_complaint, signature_words
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow.check_signer import ReadySigner, ready_signer, warnings_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.export import export
from clerk_app.workflow.place import Placing, place_copy
from clerk_app.workflow.portal_fit import Misfit, Remedy, misfit_sentence, misfits, shrink, split
from clerk_app.workflow.progress import lacking_signature, to_be_signed
from clerk_app.workflow.sign_bundle import DocumentSigned, sign_dossier
from clerk_app.workflow.submit import deliver, outbox_entry
from clerk_app.workflow.view import viewing_copy
from scanning.errors import ScanCancelled
from signing.errors import WrongPin
from signing.keys.port import wipe
from signing.model import Role
from signing.placement import FieldBox
from storage.model import Document, DocumentKind, Dossier, Page, Progress
from storage.outbox import UNANSWERED, OutboxEntry, OutboxState


@dataclass(frozen=True, slots=True)
class _Stored:
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    entry: OutboxEntry | None
    dossier: Dossier | None = None
    misfits: tuple[Misfit, ...] = ()


class SignPresenter:
    """Signs and sends one dossier; what is stored is the truth."""

    def __init__(
        self, desk: Desk, submit: Submit, translate: Translate, view: SignView, dossier: Dossier
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._dossier = dossier
        self._stored = _Stored((), (), None)
        self._fresh: dict[str, DocumentSigned] = {}
        self._placings: dict[str, Placing] = {}
        self._places: dict[str, Mapping[str, FieldBox]] = {}
        self._placed = ""
        self._drafted: set[str] = set()
        self.is_busy = False
        self._pace = Pace()
        self._work_line = WorkLine(view.show_advance)
        self._job: Cancellable | None = None
        self._is_stopping = False

    def begin(self) -> None:
        """Read what is stored."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._read(),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def place(self, component: str) -> None:
        """Show where the text of a copy will go, of a document that is to be signed."""
        self._keep_places()
        if component in self._placings:
            self._show_placing(component)
        elif not self.is_busy and component in self._to_be_signed() - self._drafted:
            self._drafted.add(component)
            self._submit(
                Lane.DOCUMENT,
                lambda _report: place_copy(self._desk, self._dossier.code, component),
                owner=self._view,
                on_done=lambda placing: self._take_placing(component, placing),
                on_error=ignore,  # it is an offer; what is wrong is said when it is signed
            )

    def do_primary(self) -> None:
        """Sign, or go on when the dossier is signed."""
        if self._is_signed() and not self._is_refused():
            self._view.go_on()
        else:
            self.ask()

    def ask(self, complaint: str = "") -> None:
        """Look whose token it is, and ask for the PIN."""
        self._busy(later("Looking for the token …"))
        self._submit(
            Lane.TOKEN,
            lambda _report: ready_signer(self._desk, Role.OFFICIAL),
            owner=self._view,
            on_done=lambda ready: self._ask(ready, complaint),
            on_error=self._fail,
        )

    def sign(self, pin: bytearray) -> None:
        """Sign every document with the PIN, which is wiped, and send the dossier."""
        if self.is_busy:
            wipe(pin)
            return
        self._fresh = {}
        self._keep_places()
        places = {component: box for component, kept in self._places.items() for box in kept.values()}
        self._view.show_notice(None)
        self._start(later("Bundling and signing …"))
        self._job = self._submit(
            Lane.TOKEN,
            lambda report: sign_dossier(self._desk, self._dossier.code, pin, report=report, places=places),
            owner=self._view,
            on_event=self._take_signed,
            on_done=lambda _nothing: self.begin() if self._is_stopping else self.send(),
            on_error=self._fail_signing,
        )

    def send(self) -> None:
        """Deliver what waits, this dossier with it."""
        self._start(later("Sending to the portal …"))
        self._job = self._submit(
            Lane.PORTAL,
            self._sent,
            owner=self._view,
            on_done=self._take,
            on_error=self._fail_sending,
            on_progress=self._show_sending,
        )

    def stop(self) -> None:
        """Stop what runs: nothing is signed then, and what is not sent goes later by itself."""
        if self._job is not None:
            self._is_stopping = True
            self._job.cancel()
            self._work_line.say(lambda: Advance(self.translate("Stopping …")))

    def open_document(self, component: str) -> None:
        """Open a document under the name that people know."""
        for document in self._stored.documents:
            if document.component == component:
                self._export(document, self._view.open_file)

    def hand_out(self, component: str) -> None:
        """Get the file of a document ready to be taken out of the window."""
        for document in self._stored.documents:
            if document.component == component:
                self._export(document, self._view.offer_file)

    def mend(self, component: str, remedy: Remedy) -> None:
        """Make a paper fit the portal; it is to be signed anew then."""
        change = split if remedy is Remedy.SPLIT else shrink
        self._busy(later("The paper is being made smaller …"))
        self._view.show_notice(None)
        self._submit(
            Lane.DOCUMENT,
            lambda _report: change(self._desk, self._dossier.code, component),
            owner=self._view,
            on_done=lambda _change: self.begin(),
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._work_line.speak()
        self._show()

    def _take_placing(self, component: str, placing: Placing) -> None:
        self._placings[component] = placing
        self._show_placing(component)

    def _show_placing(self, component: str) -> None:
        self._placed = component
        self._view.show_placing(self._placings[component], self._places.get(component, {}))

    def _keep_places(self) -> None:
        """Remember what was moved on the page before another one is shown."""
        if self._placed:
            self._places[self._placed] = dict(self._view.places())

    def _read(self) -> _Stored:
        code = self._dossier.code
        with self._desk.storage.unit_of_work(read_only=True) as work:
            dossier = work.dossiers.get(code)
            found = work.documents.of(code)
            documents = tuple(each for each in found if each.kind is DocumentKind.COMPONENT)
            pages = work.pages.of(code)
        return _Stored(pages, documents, outbox_entry(self._desk, code), dossier, misfits(self._desk, code))

    def _sent(self, report: Receive) -> _Stored:
        deliver(self._desk, report=report, force=True)
        return self._read()

    def _ask(self, ready: ReadySigner, complaint: str) -> None:
        self._idle()
        signatory = ready.signatory
        complaint = complaint or " ".join(warnings_of(ready.check, self.translate))
        count = len(self._to_be_signed())
        said = self.translate("Documents to sign as digitised copies: {count}")
        self._view.ask_pin(
            PinRequest(
                signatory.name, signatory.title, said.format(count=count), signatory.demonstration, complaint
            )
        )

    def _show_sending(self, progress: Progress) -> None:
        if progress.stage == "upload" and progress.total:
            percent = round(100 * progress.done / progress.total)
            left = self._pace.seconds_left(progress.done, progress.total)
            self._advance(lambda: self._sending_words(percent, left))

    def _sending_words(self, percent: int, left: float | None) -> Advance:
        said = self.translate("Sending to the portal: {percent} %").format(percent=percent)
        return Advance(said, percent, left_words(left, self.translate), can_stop=True)

    def _take_signed(self, signed: DocumentSigned) -> None:
        self._fresh[signed.component] = signed
        done, count = len(self._fresh), len(self._to_be_signed())
        left = self._pace.seconds_left(done, count)
        self._advance(lambda: self._signed_words(done, count, left))
        self._show()

    def _signed_words(self, done: int, count: int, left: float | None) -> Advance:
        said = self.translate("Signed: {done} of {total}").format(done=done, total=count)
        percent = round(100 * done / max(count, 1))
        return Advance(said, percent, left_words(left, self.translate), can_stop=True)

    def _take(self, stored: _Stored) -> None:
        self._stored = stored
        self._dossier = stored.dossier or self._dossier
        self._placings, self._places, self._placed, self._drafted = {}, {}, "", set()
        self._fresh = {}
        self._idle()

    def _fail_signing(self, error: BaseException) -> None:
        self._fresh = {}
        if isinstance(error, ScanCancelled):
            self._stopped(later("Stopped. Nothing was signed."))
        elif isinstance(error, WrongPin):
            self.ask(pin_complaint(error, self.translate))
        else:
            self._fail(error)

    def _fail_sending(self, error: BaseException) -> None:
        if isinstance(error, ScanCancelled):
            self._stopped(later("Stopped. What is not sent yet goes by itself later."))
        else:
            self._fail(error)
            self.begin()

    def _stopped(self, said: str) -> None:
        self._idle()
        self._view.show_notice(Notice(lambda: Words(self.translate(said))))
        self.begin()

    def _fail(self, error: BaseException) -> None:
        self._idle()
        do = self.send if self._is_signed() else self.ask
        again = NextStep(lambda: self.translate("Try again"), do)
        self._view.show_notice(failed(error, self.translate, again))

    def _export(self, document: Document, use: Callable[[Path], None]) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: export(self._desk, document),
            owner=self._view,
            on_done=use,
            on_error=self._fail,
        )

    def _start(self, sentence: str) -> None:
        """Begin work that can be stopped."""
        self._pace.begin()
        self._is_stopping = False
        self._busy(sentence)
        self._work_line.say(lambda: Advance(self.translate(sentence), can_stop=True))

    def _advance(self, said: Callable[[], Advance]) -> None:
        if not self._is_stopping:
            self._work_line.say(said)

    def _busy(self, sentence: str) -> None:
        self.is_busy = True
        self._work_line.say(lambda: Advance(self.translate(sentence)))
        self._show()

    def _idle(self) -> None:
        self.is_busy, self._job = False, None
        self._work_line.end()
        self._show()

    def _show(self) -> None:
        entry = self._stored.entry
        waits = entry is not None and entry.state in UNANSWERED
        upload = outbox_words(entry, self.translate) if entry else Words(self.translate("not sent yet"))
        lines = tuple(
            self._line(part.code, part.name)
            for part in self._dossier.components
            if any(page.component == part.code for page in self._stored.pages)
        )
        fits = tuple(map(self._fit, self._stored.misfits))
        self._view.show_state(SignState(lines, upload, waits and not self.is_busy, self._is_refused(), fits))
        self._view.show_primary(Primary(self._primary_text(), enabled=not self.is_busy and bool(lines)))

    def _primary_text(self) -> str:
        if self._is_refused():
            return self.translate("Sign and send again")
        if self._is_signed():
            return self.translate("Go on to the decision")
        return self.translate("Sign and send")

    def _line(self, code: str, name: str) -> DocumentLine:
        count = sum(page.component == code for page in self._stored.pages)
        pages = self.translate("Pages: {pages}").format(pages=count)
        document = next((each for each in self._stored.documents if each.component == code), None)
        if code in self._fresh:
            return DocumentLine(code, name, pages, Words(self.translate("signed"), Tone.GOOD))
        if document is None:
            return DocumentLine(code, name, pages, Words(self.translate("not signed yet")))
        paper = viewing_copy(self._desk, document)
        return DocumentLine(code, name, pages, signature_words(document, self.translate), paper)

    def _fit(self, misfit: Misfit) -> FitLine:
        bad = misfit.refused or misfit.name_refused
        said = Words(misfit_sentence(misfit, self.translate), Tone.WRONG if bad else Tone.DOUBT)
        return FitLine(misfit.component, said, () if self.is_busy else misfit.remedies)

    def _to_be_signed(self) -> frozenset[str]:
        return to_be_signed(self._dossier, self._stored.pages, self._stored.documents)

    def _is_signed(self) -> bool:
        """Whether every page that is there is in a signed document."""
        stored = self._stored
        return bool(stored.documents) and not lacking_signature(self._dossier, stored.pages, stored.documents)

    def _is_refused(self) -> bool:
        entry = self._stored.entry
        return entry is not None and entry.state is OutboxState.REFUSED
