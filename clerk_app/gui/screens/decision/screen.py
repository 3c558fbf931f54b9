"""The decision: its acts on the left, the document as it stands on the right."""

from collections.abc import Mapping

from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout

from clerk_app.gui.model import Advance
from clerk_app.gui.screens.decision.presenter import DecisionPresenter, DecisionState
from clerk_app.gui.screens.signing_step import PlacingStack, SigningScreen
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.outcome import OutcomeLine
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.place import Placing
from signing.placement import FieldBox
from storage.model import Dossier

_LEFT_WIDTH = 400
_ACTS = 4


class DecisionScreen(SigningScreen):
    """The fourth step of a dossier."""

    presenter: DecisionPresenter

    def __init__(self, place: Workplace, dossier: Dossier) -> None:
        super().__init__(place)
        self.setObjectName("decision")
        self.right = PlacingStack(place)
        self.paper = self.right.paper
        self.verdict = OutcomeLine(place.look)
        self._caption, self._verdict_caption = label("heading"), label("heading")
        self._names = [label(wraps=True) for _act in range(_ACTS)]
        self._states = [label() for _act in range(_ACTS)]
        self._advance, self._bar = label("muted"), QProgressBar()
        self._arrange()
        self.presenter = DecisionPresenter(
            place.desk, place.runner.submit, place.language.translate, self, dossier
        )
        self.paper.open_wanted.connect(self.presenter.open_decision)
        self.paper.let_out(self.presenter.hand_out, self.show_notice)
        self.speak()

    def show_state(self, state: DecisionState) -> None:
        """Show everything."""
        for name, shown, act in zip(self._names, self._states, state.acts, strict=True):
            name.setText(act.name)
            show_words(shown, act.state, as_badge=True)
        self.verdict.show_outcome(state.verdict)
        self._verdict_caption.setVisible(bool(state.verdict.text))
        if state.paper is None or state.is_signed:
            self.right.show_paper()
        if state.paper:
            self.paper.show_paper(state.paper, state.paper_name, at_end=state.is_signed)
        else:
            self.paper.show_nothing("")

    def show_placing(self, placing: Placing) -> None:
        """Show where the signatures go, to be moved by hand."""
        self.right.show_placing(placing, {})

    def places(self) -> Mapping[str, FieldBox]:
        """Return what was moved, by field."""
        return self.right.places()

    def show_advance(self, advance: Advance | None) -> None:
        """Show that somebody is at work."""
        self._advance.setVisible(advance is not None)
        self._bar.setVisible(advance is not None)
        if advance:
            self._advance.setText(advance.text)
            self._bar.setRange(0, 0)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._caption.setText(translate("From draft to seal"))
        self._verdict_caption.setText(translate("The signatures"))
        self._bar.setAccessibleName(translate("Progress"))
        self.right.speak()
        self.presenter.speak()

    def _arrange(self) -> None:
        self._bar.setTextVisible(False)
        card = Card(_LEFT_WIDTH)
        acts = QGridLayout()
        acts.setVerticalSpacing(16)
        acts.setColumnStretch(1, 1)
        for row, (name, state) in enumerate(zip(self._names, self._states, strict=True)):
            number = label("muted")
            number.setText(str(row + 1))
            acts.addWidget(number, row, 0)
            acts.addWidget(name, row, 1)
            acts.addWidget(state, row, 2)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self._caption)
        column.addLayout(acts)
        for widget in (self._advance, self._bar, self._verdict_caption, self.verdict):
            column.addWidget(widget)
        column.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(card)
        across.addWidget(self.right, 1)
