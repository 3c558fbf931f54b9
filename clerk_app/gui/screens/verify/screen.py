"""The check of a file: verdict and signatures on the left, the file as it looks on the right."""

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clerk_app.gui.model import Primary
from clerk_app.gui.screens.beside import BesideScreen
from clerk_app.gui.screens.verify.presenter import VerifyPresenter, VerifyState
from clerk_app.gui.screens.verify.signatures import SignatureCard
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.outcome import OutcomeLine
from clerk_app.gui.workplace import Workplace

_LEFT_WIDTH = 520


class VerifyScreen(BesideScreen):
    """Any PDF: chosen, or dropped here."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("verify")
        self.setAcceptDrops(True)
        self.header = PageHeader("chooseSigned", "Return", "Enter")
        self.header.primary.connect(self.do_primary)
        self._save = ActionButton("saveReport", "Ctrl+R")
        self._save.setMinimumHeight(44)
        self._save.clicked.connect(self.choose_report)
        self.header.beside.addWidget(self._save)
        self.verdict = OutcomeLine(place.look)
        self.verdict.words.setProperty("role", "heading")
        self._why, self._help = label("muted", wraps=True), label("muted", wraps=True)
        self._cards = QVBoxLayout()
        self._scrolled = QScrollArea()
        self._arrange()
        self.presenter = VerifyPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.paper.open_wanted.connect(self.presenter.open_checked)
        self.speak()

    @property
    def cards(self) -> list[SignatureCard]:
        """The signatures as they are shown."""
        return [card for card in self.findChildren(SignatureCard) if card.isVisibleTo(self)]

    def do_primary(self) -> None:
        """Ask which file, or stop checking the one that takes long."""
        if self.presenter.is_busy:
            self.presenter.cancel()
        else:
            self.choose()

    def choose(self) -> None:
        """Ask which file."""
        dialog = QFileDialog(self, self._place.language.translate("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PDF (*.pdf *.PDF)")
        dialog.fileSelected.connect(lambda name: self.presenter.check(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_report(self) -> None:
        """Ask where the report goes."""
        proposed = self.presenter.report_name
        if proposed is None:
            return
        dialog = QFileDialog(self, self._place.language.translate("Save the report"), proposed)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)", "ETSI TS 119 102-2 (*.xml)"])
        dialog.selectFile(proposed)
        language = self._place.language.name
        dialog.fileSelected.connect(lambda name: self.presenter.save(Path(name), language))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_state(self, state: VerifyState) -> None:
        """Show everything."""
        translate = self._place.language.translate
        self.header.title.setText(state.name or translate("Check a signed file"))
        self.header.line.setText(state.line)
        self.verdict.show_outcome(state.verdict)
        self._why.setText("\n".join(state.sentences))
        self._why.setVisible(bool(state.sentences))
        self._help.setVisible(not state.name)
        self._save.setVisible(bool(state.name) and not state.is_busy)
        for old in self.findChildren(SignatureCard):
            self._cards.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, signature in enumerate(state.signatures):
            self._cards.insertWidget(place, SignatureCard(signature))

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""
        tip = self._place.language.translate("Choose a PDF, or drop one here")
        self.header.show_primary(primary, primary.text if self.presenter.is_busy else tip)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._scrolled.setAccessibleName(translate("The signatures"))
        self._save.say(translate("Save the report"), translate("For people as PDF, for machines as XML"))
        self._help.setText(
            translate(
                "Whose signature is in this file, does it hold, and was anything changed afterwards?"
                " Choose a PDF, or drop one here."
            )
        )
        self.paper.speak()
        self.presenter.speak()

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files only."""
        if event is not None and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Check the first file that was dropped."""
        file = None if event is None else _dropped(event)
        if file is not None:
            self.presenter.check(file)

    def _arrange(self) -> None:
        inside = QWidget()
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(12)
        self._cards.addStretch(1)
        inside.setLayout(self._cards)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(inside)
        card = Card(_LEFT_WIDTH)
        left = QVBoxLayout(card)
        left.setContentsMargins(16, 16, 8, 16)
        left.setSpacing(12)
        for widget in (self._help, self.verdict, self._why):
            left.addWidget(widget)
        left.addWidget(self._scrolled, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(card)
        across.addWidget(self.paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addLayout(across, 1)


def _dropped(event: QDropEvent) -> Path | None:
    data = event.mimeData()
    names = [url.toLocalFile() for url in data.urls()] if data is not None else []
    return next((Path(name) for name in names if name), None)
