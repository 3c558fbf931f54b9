"""Intake: procedure on the left, applicant on the right; then the receipt."""

from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.intake.checklist import ChecklistView
from clerk_app.gui.screens.intake.papers import PaperLine
from clerk_app.gui.screens.intake.presenter import (
    CHANNELS,
    Accepted,
    EarlierLine,
    IntakePresenter,
    ProcedureLine,
)
from clerk_app.gui.screens.intake.receipt import ReceiptPage
from clerk_app.gui.screens.step import StepScreen
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label, restyle, show_words
from clerk_app.gui.widgets.paper_view import open_file
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.gui.workplace import Workplace
from scanning.extract.citizen_card import CitizenCard
from storage.model import Dossier, Person

_EARLIER_HEIGHT = 112
"""In pixels: two dossiers."""

_FIELDS = ("full_name", "id_number", "address", "phone")


class IntakeScreen(StepScreen):
    """The first step of a dossier; `earlier_wanted` asks to see another dossier as a whole."""

    earlier_wanted = pyqtSignal(str)

    def __init__(self, place: Workplace, dossier: Dossier | None = None) -> None:
        super().__init__()
        self.setObjectName("intake")
        self._place = place
        self.search, self.offered = QLineEdit(), WordList()
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.channel = QComboBox()
        self._captions = {
            name: label("heading") for name in (*_FIELDS, "channel", "procedure", "due", "papers")
        }
        self._complaints = {name: label(wraps=True) for name in _FIELDS}
        self._due = label()
        self.papers = ChecklistView(place.language)
        self._known, self.earlier = label("heading"), WordList()
        self.receipt = ReceiptPage(place)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._form())
        self._stack.addWidget(self.receipt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.presenter = IntakePresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()
        if dossier:
            self.presenter.show_stored(dossier)

    @property
    def dossier(self) -> Dossier | None:
        """The dossier, once it is accepted."""
        return self.presenter.dossier

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that nobody wants to lose."""
        return self.dossier is None and any(field.text().strip() for field in self.fields.values())

    def enter(self) -> None:
        """Put the cursor where the work begins."""
        if self.dossier is None:
            self.search.setFocus()

    def take_card(self, card: CitizenCard) -> None:
        """Fill the applicant from a citizen card."""
        self.presenter.take_card(card)
        self.fields["phone"].setFocus()

    def take_procedure(self, code: str) -> None:
        """Choose the procedure whose code was read."""
        self.search.setText(code)
        self.presenter.search(code)
        if self._chosen_code() != code:
            self.presenter.refuse_procedure(code)

    def do_primary(self) -> None:
        """Accept what was typed, or go on to the scanner."""
        if self.dossier:
            self.finished.emit()
            return
        for name in _FIELDS:
            self._mark(name, "")
        person = Person(*(self.fields[name].text() for name in _FIELDS))
        self.presenter.accept(person, self.channel.currentData())

    def show_procedures(self, lines: tuple[ProcedureLine, ...]) -> None:
        """Offer procedures; the first is chosen."""
        chosen = self._chosen_code()
        self.offered.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.name}\n{line.code} · {line.limit}")
            item.setData(Qt.ItemDataRole.UserRole, line.code)
            item.setToolTip(line.name)
            self.offered.addItem(item)
        codes = [line.code for line in lines]
        self.offered.setCurrentRow(codes.index(chosen) if chosen in codes else 0)
        self.presenter.choose(self._chosen_code())

    def fill(self, person: Person) -> None:
        """Fill the applicant's fields; what is empty stays as it was typed."""
        for name in _FIELDS:
            text = getattr(person, name)
            if text:
                _fill_in(self.fields[name], text)
            self._mark(name, "")

    def fill_empty(self, person: Person) -> None:
        """Fill the fields that are empty."""
        for name in _FIELDS:
            if not self.fields[name].text().strip():
                _fill_in(self.fields[name], getattr(person, name))

    def show_known(self, said: str, lines: tuple[EarlierLine, ...]) -> None:
        """Show a person's earlier dossiers; none hides the list."""
        self._known.setText(said)
        self.earlier.clear()
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line.code)
            self.earlier.addItem(item)
        for widget in (self._known, self.earlier):
            widget.setVisible(bool(lines))

    def show_choice(self, due: Words, papers: tuple[PaperLine, ...]) -> None:
        """Show the due time and the checklist of the chosen procedure."""
        show_words(self._due, due)
        self.papers.show_lines(papers)

    def show_wrong_field(self, field: str, complaint: str) -> None:
        """Mark a field in red, with its sentence under it, and go there."""
        self._mark(field, complaint)
        self.fields[field].setFocus()

    def show_accepted(self, accepted: Accepted) -> None:
        """Show the receipt in place of the form."""
        self.receipt.show_accepted(accepted)
        self._stack.setCurrentWidget(self.receipt)

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""
        open_file(file)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        said = {
            "procedure": translate("Procedure"),
            "due": translate("The result is due"),
            "papers": translate("Papers to take"),
            "full_name": translate("Applicant's full name"),
            "id_number": translate("Id number"),
            "address": translate("Address"),
            "phone": translate("Phone"),
            "channel": translate("How it came in"),
        }
        for name, text in said.items():
            self._captions[name].setText(text)
        widgets: dict[str, QWidget] = {**self.fields, "channel": self.channel, "procedure": self.search}
        for name, widget in widgets.items():
            describe(widget, said[name])
        self.search.setPlaceholderText(translate("A few letters, e.g. khai sinh"))
        self.offered.setAccessibleName(said["procedure"])
        describe(
            self.earlier,
            translate("Earlier dossiers of this person"),
            translate("A double click shows the dossier; what is typed here stays"),
        )
        for row, sentence in enumerate(CHANNELS.values()):
            self.channel.setItemText(row, translate(sentence))
        self.receipt.speak()
        self.presenter.search(self.search.text())

    def _connect(self) -> None:
        self.search.textEdited.connect(self.presenter.search)
        self.offered.currentRowChanged.connect(lambda _row: self.presenter.choose(self._chosen_code()))
        self.receipt.paper.open_wanted.connect(self.presenter.open_receipt)
        self.papers.counted.connect(self.presenter.count)
        self.papers.way_chosen.connect(self.presenter.choose_way)
        self.fields["id_number"].textChanged.connect(self.presenter.look_up)
        self.earlier.itemActivated.connect(
            lambda item: self.earlier_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        for name, field in self.fields.items():
            field.textEdited.connect(lambda _text, edited=name: self._mark(edited, ""))

    def _form(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._procedure_card(), 4)
        row.addWidget(self._applicant_card(), 4)
        row.addWidget(self._papers_card(), 5)
        return page

    def _procedure_card(self) -> QFrame:
        card, column = _card()
        self.search.setObjectName("procedureSearch")
        self.search.setClearButtonEnabled(True)
        self.offered.setObjectName("procedures")
        captions = self._captions
        for widget in (captions["procedure"], self.search):
            column.addWidget(widget)
        column.addWidget(self.offered, 1)
        for widget in (captions["due"], self._due):
            column.addWidget(widget)
        return card

    def _papers_card(self) -> QFrame:
        card, column = _card()
        column.addWidget(self._captions["papers"])
        column.addWidget(self.papers, 1)
        self.earlier.setObjectName("earlierDossiers")
        self.earlier.setMaximumHeight(_EARLIER_HEIGHT)
        column.addWidget(self._known)
        column.addWidget(self.earlier)
        self.show_known("", ())
        return card

    def _applicant_card(self) -> QFrame:
        card, column = _card()
        for name, field in self.fields.items():
            field.setObjectName(name)
            complaint = self._complaints[name]
            complaint.hide()
            for widget in (self._captions[name], field, complaint):
                column.addWidget(widget)
            column.addSpacing(4)
        self.channel.setObjectName("channel")
        for channel in CHANNELS:
            self.channel.addItem("", channel)
        column.addWidget(self._captions["channel"])
        column.addWidget(self.channel)
        column.addStretch(1)
        return card

    def _mark(self, name: str, complaint: str) -> None:
        self.fields[name].setProperty("wrong", bool(complaint))
        restyle(self.fields[name])
        shown: QLabel = self._complaints[name]
        show_words(shown, Words(complaint, Tone.WRONG))

    def _chosen_code(self) -> str | None:
        item = self.offered.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else None


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    return card, column


def _fill_in(field: QLineEdit, text: str) -> None:
    """Write as a hand would: Ctrl+Z in the field brings back what stood there, which `setText` forgets."""
    field.selectAll()
    field.insert(text)
