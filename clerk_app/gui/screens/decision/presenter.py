"""What the decision step decides: who signs next, and what the decision is worth by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Advance, NextStep, PinRequest, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Receive, Submit, ignore
from clerk_app.gui.screens.signing_view import SigningView
from clerk_app.gui.verdicts import pin_complaint, signature_words
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow.check_signer import ReadySigner, ready_signer, warnings_of
from clerk_app.workflow.decide import NEXT_ROLE, current_decision, draft_decision, sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.export import export
from clerk_app.workflow.place import Placing, place_decision
from clerk_app.workflow.view import viewing_copy
from signing.errors import WrongPin
from signing.keys.port import wipe
from signing.model import Role
from signing.placement import FieldBox
from storage.model import Document, DocumentStage, Dossier

_ORDER = (None, DocumentStage.ISSUED, DocumentStage.SIGNED, DocumentStage.COUNTERSIGNED)
"""How far the decision has come before each act."""

_ACTS = (
    later("Draft the decision"),
    later("Sign as the official"),
    later("Countersign as the leader"),
    later("Give number and date, seal it"),
)
_PURPOSES = {
    Role.OFFICIAL: later("The official signs the decision"),
    Role.LEADER: later("The leader countersigns the decision"),
    Role.SEAL: later("The records clerk puts the agency's seal"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act on the way of a decision."""

    name: str
    state: Words


@dataclass(frozen=True, slots=True)
class DecisionState:
    """Everything of the step; `paper` is the decision as it stands."""

    acts: tuple[Act, ...]
    verdict: Words
    paper: Path | None
    paper_name: str
    is_signed: bool


class DecisionView(SigningView, Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: DecisionState) -> None:
        """Show everything."""

    def show_placing(self, placing: Placing) -> None:
        """Show where the signatures go, to be moved by hand."""

    def places(self) -> Mapping[str, FieldBox]:
        """Return what was moved, by field."""


class DecisionPresenter:
    """Leads one decision from draft to seal; each PIN dialog names the person whose turn it is."""

    def __init__(
        self, desk: Desk, submit: Submit, translate: Translate, view: DecisionView, dossier: Dossier
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._dossier = dossier
        self._decision: Document | None = None
        self.is_busy = False
        self._work_line = WorkLine(view.show_advance)

    def begin(self) -> None:
        """Read what is stored."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: current_decision(self._desk, self._dossier.code),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def do_primary(self) -> None:
        """Draft, let the next person sign, or end."""
        if self._decision is None:
            self._draft()
        elif self._next_role() is None:
            self._view.go_on()
        else:
            self.ask()

    def ask(self, complaint: str = "") -> None:
        """Look whose token it is, and ask for the PIN."""
        role = self._next_role()
        if role is None:
            return
        self._busy(later("Looking for the token …"))
        self._submit(
            Lane.TOKEN,
            lambda _report: ready_signer(self._desk, role),
            owner=self._view,
            on_done=lambda ready: self._ask(ready, complaint),
            on_error=self._fail,
        )

    def sign(self, pin: bytearray) -> None:
        """Put the next person's signature with the PIN, which is wiped."""
        role = self._next_role()
        if role is None or self.is_busy:
            wipe(pin)
            return
        places = dict(self._view.places()) if role is Role.OFFICIAL else {}
        self._busy(later("Signing and checking …"))
        self._submit(
            Lane.TOKEN,
            lambda _report: sign_decision(self._desk, self._dossier.code, role, pin, places),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail_signing,
        )

    def open_decision(self) -> None:
        """Open the decision under the name that people know."""
        self._export(self._view.open_file)

    def hand_out(self) -> None:
        """Get the decision's file ready to be taken out of the window."""
        self._export(self._view.offer_file)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._work_line.speak()
        self._show()

    def _export(self, use: Receive) -> None:
        decision = self._decision
        if decision is not None:
            self._submit(
                Lane.DOCUMENT,
                lambda _report: export(self._desk, decision),
                owner=self._view,
                on_done=use,
                on_error=self._fail,
            )

    def _draft(self) -> None:
        self._busy(later("Drawing the decision …"))
        self._submit(
            Lane.TOKEN,  # the people's names come from their tokens
            lambda _report: draft_decision(self._desk, self._dossier.code),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def _next_role(self) -> Role | None:
        return NEXT_ROLE.get(self._decision.stage) if self._decision else None

    def _ask(self, ready: ReadySigner, complaint: str) -> None:
        self._idle()
        signatory = ready.signatory
        complaint = complaint or " ".join(warnings_of(ready.check, self.translate))
        purpose = self.translate(_PURPOSES[signatory.role])
        self._view.ask_pin(
            PinRequest(signatory.name, signatory.title, purpose, signatory.demonstration, complaint)
        )

    def _take(self, decision: Document | None) -> None:
        self._decision = decision
        self._view.show_notice(None)
        self._idle()
        if decision is not None and decision.stage is DocumentStage.ISSUED:
            self._submit(
                Lane.TOKEN,  # the people's names come from their tokens
                lambda _report: place_decision(self._desk, decision),
                owner=self._view,
                on_done=self._view.show_placing,
                on_error=ignore,  # it is an offer; what is wrong is said when it is signed
            )

    def _fail_signing(self, error: BaseException) -> None:
        if isinstance(error, WrongPin):
            self.is_busy = False
            self.ask(pin_complaint(error, self.translate))
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._idle()
        again = NextStep(lambda: self.translate("Try again"), self.do_primary)
        self._view.show_notice(failed(error, self.translate, again))

    def _busy(self, sentence: str) -> None:
        self.is_busy = True
        self._work_line.say(lambda: Advance(self.translate(sentence)))
        self._show()

    def _idle(self) -> None:
        self.is_busy = False
        self._work_line.end()
        self._show()

    def _show(self) -> None:
        decision = self._decision
        paper = viewing_copy(self._desk, decision) if decision else None
        verdict = signature_words(decision, self.translate) if decision else Words("")
        reached = self._reached()
        acts = tuple(Act(self.translate(name), self._act(place, reached)) for place, name in enumerate(_ACTS))
        name = decision.file_name if decision else ""
        self._view.show_state(DecisionState(acts, verdict, paper, name, reached > 1))
        text = self.translate(_ACTS[reached]) if reached < len(_ACTS) else self.translate("Back to the list")
        self._view.show_primary(Primary(text, enabled=not self.is_busy))

    def _reached(self) -> int:
        """Return how many acts are done."""
        stage = self._decision.stage if self._decision else None
        return _ORDER.index(stage) if stage in _ORDER else len(_ORDER)

    def _act(self, place: int, reached: int) -> Words:
        if place < reached:
            return Words(self.translate("done"), Tone.GOOD)
        return (
            Words(self.translate("next"), Tone.DOUBT) if place == reached else Words(self.translate("later"))
        )
