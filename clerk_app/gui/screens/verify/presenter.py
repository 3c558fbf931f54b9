"""What the check of a file decides: its verdict in colour and words, each signature, the report."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Notice, Primary, Words
from clerk_app.gui.notices import failed, written
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.verdicts import verdict_words
from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.verdict_facts import Fact, signature_facts
from clerk_app.workflow.verdicts import explained
from clerk_app.workflow.verify_files import verify_files, write_report
from clerk_app.workflow.view import view_checked
from scanning.errors import ScanCancelled
from signing.model import Verdict
from signing.quarantine import StillWanted
from signing.validation import Validation

_SILENT = Words("")


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """One signature as it is shown."""

    heading: str
    verdict: Words
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class VerifyState:
    """Everything of the screen; ``name`` is empty before a file was chosen."""

    name: str = ""
    line: str = ""
    verdict: Words = _SILENT
    sentences: tuple[str, ...] = ()
    signatures: tuple[CheckedSignature, ...] = ()
    is_busy: bool = False


class VerifyView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: VerifyState) -> None:
        """Show everything."""

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show the file as it looks, None for nothing."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""


class VerifyPresenter:
    """Checks one file at a time."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: VerifyView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._checked: Validation | None = None
        self._awaited: Path | None = None
        self._job: Cancellable | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being checked."""
        return self._awaited is not None

    def check(self, file: Path) -> None:
        """Check a file, unless one is being checked; it has a lane of its own, as nobody knows how long."""
        if self.is_busy:
            return
        self.cancel()
        self._awaited, self._checked = file, None
        self._view.show_notice(None)
        self._view.show_paper(None, file.name)
        self.speak()
        self._job = self._submit(
            Lane.CHECK,
            lambda report: self._judged(file, lambda: report(None)),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def cancel(self) -> None:
        """Stop checking, or drawing what was checked."""
        if self._job is not None:
            self._job.cancel()

    def save(self, target: Path, language: str) -> None:
        """Write the report on the file that was checked."""
        checked = self._checked
        if checked is not None:
            self._submit(
                Lane.DOCUMENT,
                lambda _report: write_report(self._desk, [checked], target, self.translate, language),
                owner=self._view,
                on_done=lambda _nothing: self._saved(target),
                on_error=self._fail,
            )

    def open_checked(self) -> None:
        """Open the file that was checked, as it is."""
        if self._checked is not None:
            self._view.open_file(self._checked.found.file)

    @property
    def report_name(self) -> str | None:
        """What the report would be called, beside its file; None before a file was checked."""
        file = self._checked.found.file if self._checked else None
        return None if file is None else str(file.with_name(f"{file.stem}-report.pdf"))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_state(self._state())
        text = self.translate("Stop") if self.is_busy else self.translate("Choose a file")
        self._view.show_primary(Primary(text))

    def _judged(self, file: Path, still_wanted: StillWanted) -> Validation:
        """Judge one file, and end its process before the answer is told."""
        with closing(verify_files(self._desk, [file], still_wanted=still_wanted)) as answers:
            return next(answers)

    def _take(self, checked: Validation) -> None:
        self._awaited, self._checked = None, checked
        self.speak()
        if checked.found.verdict is not Verdict.UNREADABLE:
            self._job = self._submit(
                Lane.CHECK,
                lambda report: view_checked(self._desk, checked, still_wanted=lambda: report(None)),
                owner=self._view,
                on_done=lambda paper: self._view.show_paper(paper, checked.found.file.name),
                on_error=self._fail,
            )

    def _saved(self, target: Path) -> None:
        self._view.show_notice(written(target, self.translate, self._view.open_file))

    def _fail(self, error: BaseException) -> None:
        self._awaited = None
        self.speak()
        if not isinstance(error, ScanCancelled):
            self._view.show_notice(failed(error, self.translate))

    def _state(self) -> VerifyState:
        if self._awaited is not None:
            busy = Words(self.translate("Checking the signatures …"))
            return VerifyState(self._awaited.name, verdict=busy, is_busy=True)
        if self._checked is None:
            return VerifyState()
        found = self._checked.found
        said = self.translate("Signatures: {count}").format(count=len(found.signatures))
        return VerifyState(
            name=found.file.name,
            line=said,
            verdict=verdict_words(found.verdict, self.translate),
            sentences=tuple(explained(found, self.translate)),
            signatures=self._signatures(self._checked),
        )

    def _signatures(self, checked: Validation) -> tuple[CheckedSignature, ...]:
        pairs = zip(checked.found.signatures, checked.evidence, strict=True)
        return tuple(
            CheckedSignature(
                judged.signer or judged.field,
                verdict_words(judged.verdict, self.translate),
                signature_facts(judged, evidence, self.translate),
            )
            for judged, evidence in pairs
        )
