"""The decision that is looked at: its paper, what is recorded of its dossier, what a check of it found."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

from clerk_app.gui.runner import Cancellable, Lane, Receive, Submit
from clerk_app.gui.screens.queue.beside import Section, dossier_sections, signature_section
from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.verify_files import verify_files
from clerk_app.workflow.view import viewing_copy
from clerk_app.workflow.whole import WholeDossier, whole_dossier
from scanning.errors import ScanCancelled
from signing.quarantine import StillWanted
from signing.validation import Validation
from storage.model import Document, DossierCode


class LookingView(Protocol):
    """What is asked of the screen."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a decision exactly as it will be signed."""

    def show_beside(self, sections: tuple[Section, ...]) -> None:
        """Show what is recorded of its dossier, and what a check of it found."""


class Looking:
    """One decision after the other; what is late for the one before is not shown.

    Args:
        desk: the workstation.
        submit: runs work away from the window.
        translate: says it.
        view: shows it.
        fail: takes an error.
    """

    def __init__(
        self, desk: Desk, submit: Submit, translate: Translate, view: LookingView, fail: Receive
    ) -> None:
        self._desk, self._submit, self.translate = desk, submit, translate
        self._view, self._fail = view, fail
        self.code: DossierCode | None = None
        self._whole: WholeDossier | None = None
        self._checked: Validation | None = None
        self._check: Cancellable | None = None

    def at_nothing(self) -> None:
        """Show that nothing waits."""
        self.code = self._whole = self._checked = None
        self._view.show_paper(None, "")
        self._view.show_beside(())

    def at(self, document: Document) -> None:
        """Show a decision as it stands, read its dossier, and check its signatures."""
        code = self.code = document.dossier
        self._whole = self._checked = None
        self._submit(
            Lane.DOCUMENT,
            lambda _report: viewing_copy(self._desk, document),
            owner=self._view,
            on_done=lambda paper: self._view.show_paper(paper, document.file_name),
            on_error=self._fail,
        )
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

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        if self._whole is not None:
            signatures = signature_section(self._checked, self.translate)
            self._view.show_beside((signatures, *dossier_sections(self._whole, self.translate)))

    def _judged(self, document: Document, still_wanted: StillWanted) -> Validation:
        file = self._desk.storage.contents.path(document.content)
        with closing(verify_files(self._desk, [file], still_wanted=still_wanted)) as answers:
            return next(answers)

    def _take_whole(self, whole: WholeDossier) -> None:
        if whole.standing.dossier.code == self.code:
            self._whole = whole
            self.speak()

    def _take_checked(self, code: DossierCode, checked: Validation) -> None:
        if code == self.code:
            self._checked = checked
            self.speak()

    def _fail_check(self, error: BaseException) -> None:
        if not isinstance(error, ScanCancelled):
            self._fail(error)
