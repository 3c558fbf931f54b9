"""The work on one dossier: its steps one after another, the primary action always in the same place."""

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clerk_app.gui.model import Notice
from clerk_app.gui.screens.case.presenter import (
    DECISION,
    INTAKE,
    REVIEW,
    SCAN,
    SIGN,
    STEP_NAMES,
    CasePresenter,
)
from clerk_app.gui.screens.decision.screen import DecisionScreen
from clerk_app.gui.screens.intake.screen import IntakeScreen
from clerk_app.gui.screens.review.screen import ReviewScreen
from clerk_app.gui.screens.scan.screen import ScanScreen
from clerk_app.gui.screens.sign.screen import SignScreen
from clerk_app.gui.screens.step import StepScreen
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.notice_bar import NoticeBar
from clerk_app.gui.widgets.step_bar import StepBar
from clerk_app.gui.workplace import Workplace
from storage.model import Dossier, DossierCode


class CaseScreen(QWidget):
    """One dossier, new or opened again; `left` asks for the list, `unanswered` for the inbox.

    `whole_wanted` asks to see it as a whole, `nothing_left` too: none of its steps is left.
    """

    left = pyqtSignal()
    unanswered = pyqtSignal(str)
    whole_wanted = pyqtSignal(str)
    nothing_left = pyqtSignal(str)
    told_outside = pyqtSignal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("case")
        self._place = place
        self._back = ActionButton("back", "Esc", role="quiet")
        self._back.clicked.connect(self.go_back)
        self.header = PageHeader("primary", "Return", "Enter", back=self._back)
        self.header.primary.connect(self._do_primary)
        self._whole = ActionButton("wholeDossier", "Ctrl+I")
        self._whole.setMinimumHeight(44)
        self._whole.clicked.connect(self._ask_whole)
        self.header.beside.addWidget(self._whole)
        self.notice = NoticeBar(place.language, place.look)
        self.steps = StepBar(len(STEP_NAMES), place.look)
        self._stack = QStackedWidget()
        self._screens: dict[int, StepScreen] = {}
        self._shown = (INTAKE, INTAKE)
        self.presenter = CasePresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.steps.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        for widget in (self.header, self.steps, self.notice):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self.speak()

    @property
    def is_begun(self) -> bool:
        """Whether the intake holds what was typed and is not accepted yet."""
        intake = self._screens.get(INTAKE)
        return isinstance(intake, IntakeScreen) and intake.is_begun

    @property
    def current(self) -> StepScreen | None:
        """The step on the screen."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, StepScreen) else None

    @property
    def intake(self) -> IntakeScreen | None:
        """The intake, as long as nothing is accepted."""
        made = self._screens.get(INTAKE)
        intake = made if isinstance(made, IntakeScreen) else None
        return intake if intake and intake.dossier is None and self.presenter.dossier is None else None

    def begin(self) -> None:
        """Begin a new dossier."""
        self.presenter.begin()

    def open(self, code: DossierCode) -> None:
        """Go on with a dossier where it stopped."""
        self.presenter.open(code)

    def show_step(self, dossier: Dossier | None, step: int, reached: int) -> None:
        """Bring a step to the front."""
        self._shown = (step, reached)
        if step not in self._screens:
            self._screens[step] = self._made(step, dossier)
            self._stack.addWidget(self._screens[step])
        self.notice.clear()
        self._stack.setCurrentWidget(self._screens[step])
        self._say_head()
        self._screens[step].enter()

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""
        if notice is None:
            self.notice.clear()
        else:
            self.notice.show_notice(notice)

    def go_back(self) -> None:
        """Go back to the list, unless the work at hand has to end first."""
        if self.current is None or self.current.leave():
            self.left.emit()

    def show_whole(self, code: DossierCode) -> None:
        """Show the dossier as a whole: no step of it is left."""
        self.nothing_left.emit(code)

    def answer_first(self, code: DossierCode) -> None:
        """Go to the inbox: the dossier was filed online and has no answer yet."""
        self.unanswered.emit(code)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._back.setIcon(self._place.look.icon("back"))
        self._back.say(translate("Back to the list"), translate("Back; nothing is lost"), shown=False)
        self._whole.say(
            translate("Whole dossier"),
            translate("Everything about this dossier, and what can be done with it"),
        )
        self.notice.speak()
        for screen in self._screens.values():
            screen.speak()
        self._say_head()

    def _made(self, step: int, dossier: Dossier | None) -> StepScreen:
        made = self._step_screen(step, dossier)
        made.primary_changed.connect(self._say_head)
        made.notice.connect(self.show_notice)
        made.told_outside.connect(self.told_outside)
        made.notice_over.connect(self.notice.clear)
        made.finished.connect(self._finished)
        return made

    def _step_screen(self, step: int, dossier: Dossier | None) -> StepScreen:
        if dossier is None or step == INTAKE:
            intake = IntakeScreen(self._place, dossier)
            intake.earlier_wanted.connect(self.whole_wanted)
            return intake
        made: dict[int, Callable[[Workplace, Dossier], StepScreen]]
        made = {SCAN: ScanScreen, REVIEW: ReviewScreen, SIGN: SignScreen, DECISION: DecisionScreen}
        return made[step](self._place, dossier)

    def _finished(self) -> None:
        intake = self.current
        if isinstance(intake, IntakeScreen) and intake.dossier and self.presenter.dossier is None:
            self.presenter.accepted(intake.dossier)
        else:
            self.presenter.finish()

    def _choose(self, step: int) -> None:
        if step == self._shown[0] or self.current is None or self.current.leave():
            self.presenter.choose(step)

    def _ask_whole(self) -> None:
        dossier = self.presenter.dossier or self._accepted()
        if dossier is not None and (self.current is None or self.current.leave()):
            self.whole_wanted.emit(dossier.code)

    def _do_primary(self) -> None:
        if self.current and self.current.primary and self.current.primary.enabled:
            self.current.do_primary()

    def _say_head(self) -> None:
        translate = self._place.language.translate
        dossier = self.presenter.dossier or self._accepted()
        self.header.title.setText(dossier.code if dossier else translate("New dossier"))
        line = f"{dossier.applicant.full_name} · {dossier.procedure_name}" if dossier else ""
        self.header.line.setText(line or translate("Choose the procedure, then say who applies."))
        self._whole.setVisible(dossier is not None)
        self.header.show_primary(self.current.primary if self.current else None)
        self.steps.show_steps([translate(name) for name in STEP_NAMES], *self._shown)

    def _accepted(self) -> Dossier | None:
        intake = self._screens.get(INTAKE)
        return intake.dossier if isinstance(intake, IntakeScreen) else None
