"""Which step of a dossier is on the screen, and how far one may go."""

from typing import Protocol

from clerk_app.gui.model import Notice
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.progress import Standing, Step, standing
from storage.model import Dossier, DossierCode

INTAKE, SCAN, REVIEW, SIGN, DECISION = range(5)

STEP_NAMES = (later("Intake"), later("Scan"), later("Review"), later("Sign and send"), later("Decision"))

_PLACES = {
    Step.SCAN: SCAN,
    Step.SORT: REVIEW,
    Step.SIGN: SIGN,
    Step.SEND: SIGN,
    Step.DECIDE: DECISION,
}


class CaseView(Protocol):
    """What the presenter asks of the screen."""

    def show_step(self, dossier: Dossier | None, step: int, reached: int) -> None:
        """Bring a step to the front; steps up to `reached` can be chosen."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def go_back(self) -> None:
        """Go back to the list."""

    def show_whole(self, code: DossierCode) -> None:
        """Show the dossier as a whole: no step of it is left."""

    def answer_first(self, code: DossierCode) -> None:
        """Go to the inbox: the dossier was filed online and has no answer yet."""


class CasePresenter:
    """Leads through the steps of one dossier."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: CaseView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self.dossier: Dossier | None = None
        self._step = INTAKE
        self._reached = INTAKE

    def begin(self) -> None:
        """Begin a new dossier."""
        self._view.show_step(None, INTAKE, INTAKE)

    def open(self, code: DossierCode) -> None:
        """Go on with a dossier at its first unfinished step."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: standing(self._desk, code),
            owner=self._view,
            on_done=self._opened,
            on_error=self._fail,
        )

    def accepted(self, dossier: Dossier) -> None:
        """Go on from the intake to the scanner, which is reached with the acceptance."""
        self.dossier = dossier
        self._go(SCAN)

    def choose(self, step: int) -> None:
        """Look at a step that was reached."""
        if step <= self._reached:
            self._go(step)

    def finish(self) -> None:
        """Go on from the step on the screen."""
        if self._step == DECISION:
            self._view.go_back()
        else:
            self._go(self._step + 1)

    def _opened(self, known: Standing) -> None:
        self.dossier = known.dossier
        if known.step is Step.ANSWER:
            self._view.answer_first(known.dossier.code)
        elif known.step is Step.DONE:
            self._view.show_whole(known.dossier.code)
        else:
            self._go(_PLACES[known.step])

    def _go(self, step: int) -> None:
        self._step = step
        self._reached = max(self._reached, step)
        self._view.show_step(self.dossier, step, self._reached)

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))
