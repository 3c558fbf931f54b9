"""The register of equipment: everything on the left, what happened to the chosen one on the right."""

import textwrap
from pathlib import Path

from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from clerk_app.gui.history import History
from clerk_app.gui.model import Primary, Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.helpdesk.machines_presenter import KINDS, STATES, MachinesPresenter, Register
from clerk_app.gui.screens.helpdesk.page import DeskPage, card
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.equipment import EquipmentKind, NewEquipment
from storage.equipment import EquipmentState

_ROW_HEIGHT, _RIGHT_WIDTH = 36, 296
_TITLE_LETTERS = 10
"""In a line of a title."""
_WIDTHS, _HISTORY_WIDTHS = (0, 112, 128, 128, 136, 104), (104, 0)
_YIELDING = (2, 3)
"""Where a machine stands and its serial number are shortened before its name and its state are."""


class MachinesPage(DeskPage):
    """What the centre has, and how it is."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.only, self._said = QCheckBox(), label("muted")
        self.save = ActionButton("saveEquipment", "Ctrl+Shift+E")
        self.table, self.events = WordsTable(place.look), WordsTable(place.look)
        self._painter = ToneKeeper()
        self.list = table_view("equipmentList", self.table, self._painter, _ROW_HEIGHT)
        self.history = table_view("equipmentHistory", self.events, self._painter, _ROW_HEIGHT)
        self.chosen = label("heading", wraps=True)
        self.state, self.note, self.tell = QComboBox(), QLineEdit(), ActionButton("noteState", "Ctrl+Return")
        self.name, self.kind, self.where, self.serial = QLineEdit(), QComboBox(), QLineEdit(), QLineEdit()
        self._fill()
        self._arrange()
        self.presenter = MachinesPresenter(place, self)
        self._connect()

    @property
    def primary(self) -> Primary | None:
        """Entering, for those who may."""
        if not self.presenter.may_enter:
            return None
        return Primary(self._place.language.translate("Enter equipment"), bool(self.name.text().strip()))

    @property
    def deeds(self) -> History:
        """See `DeskPage`."""
        return self.presenter.deeds

    def act(self) -> None:
        """Enter what was typed."""
        kind = EquipmentKind(self.kind.currentData())
        self.presenter.enter(NewEquipment(self.name.text(), kind, self.where.text(), self.serial.text()))

    def enter(self) -> None:
        """See `DeskPage`."""
        self.presenter.read()
        self.list.setFocus()

    def show_register(self, register: Register, row: int) -> None:
        """Show the register."""
        self._said.setText(register.said)
        titles = (textwrap.fill(each, _TITLE_LETTERS, break_long_words=False) for each in register.titles)
        self.table.show_rows(tuple(titles), register.rows)
        self.list.lay_out(_WIDTHS, _YIELDING)
        if row >= 0:
            self.list.selectRow(row)
        else:
            self.presenter.choose(-1)

    def show_history(self, name: str, titles: tuple[str, ...], rows: tuple[tuple[Words, ...], ...]) -> None:
        """Show what happened to the chosen one."""
        nothing = self._place.language.translate("Nothing is chosen. Enter equipment below.")
        self.chosen.setText(name or nothing)
        self.events.show_rows(titles, rows)
        self.history.lay_out(_HISTORY_WIDTHS)
        for widget in (self.state, self.note, self.tell):
            widget.setEnabled(bool(name))

    def forget_entry(self) -> None:
        """Empty the fields."""
        for field in (self.name, self.where, self.serial, self.note):
            field.clear()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.only.setText(translate("Only faulty, in repair or missing"))
        for row, words in enumerate(STATES.values()):
            self.state.setItemText(row, translate(words))
        for row, words in enumerate(KINDS.values()):
            self.kind.setItemText(row, translate(words))
        for field, words in (
            (self.name, translate("Name of a new piece")),
            (self.where, translate("Where it stands")),
            (self.serial, translate("Serial number")),
            (self.note, translate("What happened, what was done")),
        ):
            field.setPlaceholderText(words)
            describe(field, words)
        for widget, words in (
            (self.only, translate("Only faulty, in repair or missing")),
            (self.kind, translate("Kind")),
            (self.state, translate("How it is now")),
            (self.list, translate("Register of equipment")),
            (self.history, translate("What happened to it")),
        ):
            describe(widget, words)
        self.save.say(translate("Save as Excel …"), translate("What is shown, as an Excel workbook"))
        self.tell.say(translate("Note it"), translate("Note a fault or a repair, with the day"))
        self.presenter.speak()

    def _fill(self) -> None:
        for state in STATES:
            self.state.addItem("", state.value)
        self.state.setCurrentIndex(1)
        for kind in KINDS:
            self.kind.addItem("", kind.value)
        for widget, name in (
            (self.only, "onlyWanting"),
            (self.state, "equipmentState"),
            (self.note, "equipmentNote"),
            (self.name, "equipmentName"),
            (self.kind, "equipmentKind"),
            (self.where, "equipmentPlace"),
            (self.serial, "equipmentSerial"),
        ):
            widget.setObjectName(name)

    def _connect(self) -> None:
        presenter = self.presenter
        self.only.toggled.connect(presenter.show_only_wanting)
        self.save.clicked.connect(self._choose_target)
        self.tell.clicked.connect(
            lambda: presenter.note(EquipmentState(self.state.currentData()), self.note.text())
        )
        self.name.textChanged.connect(lambda _text: self.primary_changed.emit())
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(lambda now, _before: presenter.choose(now.row()))

    def _choose_target(self) -> None:
        translate = self._place.language.translate
        dialog = QFileDialog(self, translate("Save as Excel …"), "", "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("equipment.xlsx")
        dialog.fileSelected.connect(lambda chosen: self.presenter.save(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _arrange(self) -> None:
        head, entry, left = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        head.addWidget(self.only)
        head.addStretch(1)
        head.addWidget(self.save)
        entry.addWidget(self.name, 2)
        entry.addWidget(self.kind)
        entry.addWidget(self.where, 1)
        entry.addWidget(self.serial, 1)
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        left.addWidget(self._said)
        left.addLayout(entry)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._history_card())

    def _history_card(self) -> QFrame:
        framed, inside = card(_RIGHT_WIDTH)
        told = QHBoxLayout()
        told.addWidget(self.state, 1)
        told.addWidget(self.tell)
        for part in (self.chosen, self.history, self.note):
            inside.addWidget(part)
        inside.addLayout(told)
        return framed
