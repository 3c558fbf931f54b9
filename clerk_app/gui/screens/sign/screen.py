"""Sign and send: documents and outcomes on the left, the chosen document on the right."""

from collections.abc import Mapping

from PyQt6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout

from clerk_app.gui.look.look import TONE_ICONS
from clerk_app.gui.model import Advance, Tone
from clerk_app.gui.screens.sign.presenter import SignPresenter
from clerk_app.gui.screens.sign.view import DocumentLine, FitLine, SignState
from clerk_app.gui.screens.signing_step import PlacingStack, SigningScreen
from clerk_app.gui.widgets.advance_bar import AdvanceBar
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.outcome import OutcomeLine
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.place import Placing
from clerk_app.workflow.portal_fit import Remedy
from signing.placement import FieldBox
from storage.model import Dossier

_LEFT_WIDTH = 440


class SignScreen(SigningScreen):
    """The third step of a dossier."""

    presenter: SignPresenter

    def __init__(self, place: Workplace, dossier: Dossier) -> None:
        super().__init__(place)
        self.setObjectName("sign")
        self.documents = WordList()
        self.upload = OutcomeLine(place.look)
        self.right = PlacingStack(place)
        self.paper = self.right.paper
        self._captions = {name: label("heading") for name in ("documents", "upload")}
        self._hint = label("muted", wraps=True)
        self.advance = AdvanceBar(place.language)
        self.send_now = ActionButton("sendNow", "Ctrl+Shift+Return")
        self._fit = label(wraps=True)
        self.remedies = {
            Remedy.SPLIT: ActionButton("splitPaper", "Alt+S"),
            Remedy.SHRINK: ActionButton("shrinkPaper", "Alt+R"),
        }
        self._fits: tuple[FitLine, ...] = ()
        self._lines: tuple[DocumentLine, ...] = ()
        self._arrange()
        self.presenter = SignPresenter(
            place.desk, place.runner.submit, place.language.translate, self, dossier
        )
        self.documents.currentRowChanged.connect(self._show_paper)
        self.advance.stopped.connect(self.presenter.stop)
        self.send_now.clicked.connect(self.presenter.send)
        self.paper.open_wanted.connect(self._open)
        self.paper.let_out(self._hand_out, self.show_notice)
        for remedy, button in self.remedies.items():
            button.clicked.connect(lambda _checked, chosen=remedy: self._mend(chosen))
        self.speak()

    def show_state(self, state: SignState) -> None:
        """Show everything."""
        row = max(self.documents.currentRow(), 0)
        self._lines = state.lines
        self.documents.blockSignals(True)
        self.documents.clear()
        for line in state.lines:
            self.documents.addItem(self._item(line))
        self.documents.setCurrentRow(min(row, len(state.lines) - 1))
        self.documents.blockSignals(False)
        self.upload.show_outcome(state.upload)
        self.send_now.setVisible(state.can_send)
        self._fits = state.fits
        self._hint.setVisible(not any(line.paper for line in state.lines))
        self._show_paper(self.documents.currentRow())

    def show_placing(self, placing: Placing, moved: Mapping[str, FieldBox]) -> None:
        """Show where the text of a copy goes, unless another document was chosen meanwhile."""
        row = self.documents.currentRow()
        if 0 <= row < len(self._lines) and placing.paper.stem == self._lines[row].component:
            self.right.show_placing(placing, moved)

    def places(self) -> Mapping[str, FieldBox]:
        """Return what was moved on the page that is shown."""
        return self.right.places()

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far signing or sending is."""
        self.advance.show_advance(advance)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._captions["documents"].setText(translate("Documents"))
        self._captions["upload"].setText(translate("Sending to the portal"))
        self._hint.setText(
            translate("Each document becomes a searchable PDF/A, is signed as a digitised copy, and is sent.")
        )
        self.remedies[Remedy.SPLIT].say(
            translate("Split"), translate("Split this paper into parts that the portal takes")
        )
        self.remedies[Remedy.SHRINK].say(
            translate("Shrink"), translate("Bring this paper down to 200 dpi; what was scanned stays")
        )
        self.send_now.say(translate("Send now"), translate("Try the portal now; otherwise it goes by itself"))
        describe(self.documents, translate("Documents"))
        self.advance.speak()
        self.right.speak()
        self.presenter.speak()

    def _arrange(self) -> None:
        self.documents.setObjectName("documents")
        card = Card(_LEFT_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._captions["documents"])
        column.addWidget(self.documents, 1)
        column.addWidget(self._fit)
        helps = QHBoxLayout()
        for button in self.remedies.values():
            helps.addWidget(button)
        column.addLayout(helps)
        for widget in (self._hint, self._captions["upload"], self.upload, self.advance):
            column.addWidget(widget)
        column.addWidget(self.send_now)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(card)
        row.addWidget(self.right, 1)
        row.addStretch(0)
        self.show_advance(None)

    def _item(self, line: DocumentLine) -> QListWidgetItem:
        item = QListWidgetItem(f"{line.name}\n{line.component} · {line.pages}\n{line.state.text}")
        ink = self._place.look.tokens.ink(line.state.tone)
        name = "paper" if line.state.tone is Tone.CALM else TONE_ICONS[line.state.tone]
        item.setIcon(self._place.look.icon(name, ink))
        item.setToolTip(f"{line.name}: {line.state.text}")
        return item

    def _show_paper(self, row: int) -> None:
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        self._show_fit()
        self.right.show_paper()
        if line and line.paper:
            self.paper.show_paper(line.paper, line.name)
            return
        self.paper.show_nothing(line.name if line else "")
        if line:
            self.presenter.place(line.component)

    def _shown_fit(self) -> FitLine | None:
        """Return what is wrong with the chosen paper for the portal, else with the first one."""
        row = self.documents.currentRow()
        chosen = self._lines[row].component if 0 <= row < len(self._lines) else ""
        return next((each for each in self._fits if each.component == chosen), next(iter(self._fits), None))

    def _show_fit(self) -> None:
        fit = self._shown_fit()
        self._fit.setVisible(fit is not None)
        if fit is not None:
            show_words(self._fit, fit.said)
        for remedy, button in self.remedies.items():
            button.setVisible(fit is not None and remedy in fit.remedies)

    def _mend(self, remedy: Remedy) -> None:
        fit = self._shown_fit()
        if fit is not None:
            self.presenter.mend(fit.component, remedy)

    def _hand_out(self) -> None:
        row = self.documents.currentRow()
        if 0 <= row < len(self._lines):
            self.presenter.hand_out(self._lines[row].component)

    def _open(self) -> None:
        row = self.documents.currentRow()
        if 0 <= row < len(self._lines):
            self.presenter.open_document(self._lines[row].component)
