"""Settings: the parts of the workstation on the left; on the right what the chosen one says."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from clerk_app.gui.model import Primary
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.screens.settings.account_dialog import AccountDialog
from clerk_app.gui.screens.settings.appearance import AppearanceRow
from clerk_app.gui.screens.settings.certificate_dialog import CertificateDialog
from clerk_app.gui.screens.settings.change_dialog import ChangeDialog
from clerk_app.gui.screens.settings.days_dialog import DaysDialog
from clerk_app.gui.screens.settings.presenter import NAMES, SettingsPresenter, SettingsState
from clerk_app.gui.screens.settings.profiles_dialog import ProfilesDialog
from clerk_app.gui.screens.settings.token_dialog import TokenDialog
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.rights import Right
from clerk_app.workflow.setup_check import SetupPart
from signing.model import CertificateFacts
from storage.accounts import Account
from storage.model import DossierCode

_ROW_HEIGHT = 44
_RIGHT_WIDTH = 520
_PART_WIDTHS, _PEOPLE_WIDTHS = (0, 144, 152), (112, 0, 120, 88)
"""Of the columns, in pixels; 0 takes what is left."""

_OFFERS = {
    "importCatalogue": ("Ctrl+I", SetupPart.CATALOGUE, Right.CATALOGUE),
    "changeScanner": ("Ctrl+E", SetupPart.SCANNER, Right.TRUST),
    "changeProfiles": ("Ctrl+P", SetupPart.SCANNER, Right.TRUST),
    "changeToken": ("Ctrl+E", SetupPart.TOKEN, Right.TRUST),
    "changePortal": ("Ctrl+E", SetupPart.PORTAL, Right.TRUST),
    "changeHours": ("Ctrl+E", SetupPart.OFFICE, Right.TRUST),
    "changeDays": ("Ctrl+D", SetupPart.OFFICE, Right.TRUST),
    "changeHall": ("Ctrl+E", SetupPart.HALL, Right.TRUST),
    "addRoot": ("Ctrl+R", SetupPart.TRUST, Right.TRUST),
    "makeBackup": ("Ctrl+B", SetupPart.BACKUP, Right.BACKUP),
    "addAccount": ("Ctrl+Shift+N", SetupPart.ACCOUNTS, Right.ACCOUNTS),
    "bindAccount": ("Ctrl+E", SetupPart.ACCOUNTS, Right.ACCOUNTS),
    "closeAccount": ("Ctrl+Shift+X", SetupPart.ACCOUNTS, Right.ACCOUNTS),
}
"""What can be changed from here: key, the part it stands with, and who may."""
_OF_ONE = ("bindAccount", "closeAccount")
"""What is done to the account that is chosen."""


class SettingsScreen(PlaceWidget):
    """What is set, whether it works, and how the window looks."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("settings")
        self.header = PageHeader("checkPart", "Return", "Enter")
        self.appearance = AppearanceRow(place)
        self.parts, self.people = WordsTable(place.look), WordsTable(place.look)
        self._painter = ToneKeeper()
        self.list = table_view("partList", self.parts, self._painter, _ROW_HEIGHT)
        self.people_list = table_view("accountList", self.people, self._painter, _ROW_HEIGHT)
        self._heading, self.said = label("heading"), label(wraps=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.offers = {name: ActionButton(name, key) for name, (key, _part, _right) in _OFFERS.items()}
        self.undo, self.redo = ActionButton("undo", "Ctrl+Z"), ActionButton("redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self._arrange()
        self.presenter = SettingsPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.presenter.begin()
        if not self.list.currentIndex().isValid():
            self.list.selectRow(0)
        self.list.setFocus()

    def show_state(self, state: SettingsState) -> None:
        """Show everything, keeping the part that is chosen."""
        row = self.list.currentIndex().row()
        self.parts.show_rows(state.titles, state.rows)
        self.list.lay_out(_PART_WIDTHS)
        if row >= 0:
            selection = self.list.selectionModel()
            if selection is not None:
                selection.blockSignals(True)
                self.list.selectRow(row)
                selection.blockSignals(False)
        self._heading.setText(state.heading)
        self.said.setText(state.said)
        self.people.show_rows(state.people_titles, state.people)
        self.people_list.lay_out(_PEOPLE_WIDTHS)
        self.people_list.setVisible(bool(state.people))
        for name, (_key, part, right) in _OFFERS.items():
            wants_people = name not in _OF_ONE or bool(state.people)
            self.offers[name].setVisible(part is state.part and right in state.rights and wants_people)

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""
        tip = self._place.language.translate("Look whether the part that is chosen works")
        self.header.show_primary(primary, tip)

    def show_choice(self, setting: str, value: object) -> None:
        """Let the window look or speak as a setting says."""
        self.appearance.show_choice(setting, value)

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Show whether changes can be taken back and done again."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def ask_account(self) -> None:
        """Ask for a new account."""
        dialog = AccountDialog(self._place.language.translate, self)
        dialog.answered.connect(self.presenter.people.add)
        dialog.open()

    def ask_change(self, part: SetupPart) -> None:
        """Ask for other values of a part."""
        translate, presenter = self._place.language.translate, self.presenter
        dialog = ChangeDialog(
            translate(NAMES[part]), presenter.fields_of(part), presenter.complaint, translate, self
        )
        dialog.answered.connect(lambda values: presenter.change(part, values))
        dialog.open()

    def ask_days(self) -> None:
        """Ask for days off and Saturdays."""
        presenter, translate = self.presenter, self._place.language.translate
        dialog = DaysDialog(presenter.days, presenter.today, translate, self)
        dialog.answered.connect(lambda values: presenter.change(SetupPart.OFFICE, values))
        dialog.open()

    def ask_profiles(self) -> None:
        """Ask for another way of scanning."""
        presenter, translate = self.presenter, self._place.language.translate
        dialog = ProfilesDialog(presenter.profiles, presenter.starts, translate, self)
        dialog.answered.connect(lambda values: presenter.change(SetupPart.SCANNER, values))
        dialog.open()

    def ask_certificates(self, found: tuple[CertificateFacts, ...]) -> None:
        """Ask with which of these certificates this workstation signs."""
        presenter, translate = self.presenter, self._place.language.translate
        dialog = TokenDialog(presenter.signing, found, presenter.complaint, translate, self)
        dialog.answered.connect(lambda values: presenter.change(SetupPart.TOKEN, values))
        dialog.open()

    def ask_certificate_of(self, account: Account, found: tuple[CertificateFacts, ...]) -> None:
        """Ask with which of these certificates a person signs."""
        dialog = CertificateDialog(account, found, self._place.language.translate, self)
        dialog.answered.connect(lambda certificate: self.presenter.people.bind(account, certificate))
        dialog.open()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Settings"))
        self.header.line.setText(translate("Kept in {file}").format(file=self._place.desk.folders.settings))
        for name, words in (
            ("importCatalogue", translate("Import a catalogue")),
            ("changeScanner", translate("Change")),
            ("changeProfiles", translate("Scan profiles")),
            ("changeToken", translate("Change")),
            ("changePortal", translate("Change")),
            ("changeHours", translate("Change")),
            ("changeDays", translate("Days off")),
            ("changeHall", translate("Change")),
            ("addRoot", translate("Trust a root")),
            ("makeBackup", translate("Make a backup")),
            ("addAccount", translate("Add an account")),
            ("bindAccount", translate("Certificate")),
            ("closeAccount", translate("Close the account")),
        ):
            self.offers[name].say(words)
        self.undo.say(translate("Undo"), translate("Put the last change of settings back"))
        self.redo.say(translate("Redo"), translate("Change again what was put back"))
        for table, words in ((self.list, translate("Settings")), (self.people_list, translate("Accounts"))):
            describe(table, words)
        self.appearance.speak()
        self.presenter.speak()

    def _connect(self) -> None:
        self.header.primary.connect(self.presenter.look_at_chosen)
        self.appearance.kept.connect(self.presenter.keep)
        self.undo.clicked.connect(self.presenter.undo)
        self.redo.clicked.connect(self.presenter.redo)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._choose)
        self.offers["importCatalogue"].clicked.connect(self._choose_catalogue)
        for name in ("changeScanner", "changePortal", "changeHours", "changeHall"):
            part = _OFFERS[name][1]
            self.offers[name].clicked.connect(lambda _checked, chosen=part: self.ask_change(chosen))
        self.offers["changeDays"].clicked.connect(self.ask_days)
        self.offers["changeProfiles"].clicked.connect(self.ask_profiles)
        self.offers["changeToken"].clicked.connect(self.presenter.look_for_certificates)
        self.offers["addRoot"].clicked.connect(self._choose_root)
        self.offers["makeBackup"].clicked.connect(self._choose_backup)
        self.offers["addAccount"].clicked.connect(self.ask_account)
        self.offers["bindAccount"].clicked.connect(self._bind_account)
        self.offers["closeAccount"].clicked.connect(self._close_account)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.presenter.choose(index.row())

    def _bind_account(self) -> None:
        row = self.people_list.currentIndex().row()
        if row >= 0:
            self.presenter.people.ask_certificate(row, self.ask_certificate_of)

    def _close_account(self) -> None:
        row = self.people_list.currentIndex().row()
        if row >= 0:
            self.presenter.people.close(row)

    def _choose_catalogue(self) -> None:
        title = self._place.language.translate("Import a catalogue")
        self._ask_file(title, "Excel, JSON (*.xlsx *.xlsm *.json)", self.presenter.import_procedures)

    def _choose_root(self) -> None:
        title = self._place.language.translate("Trust a root")
        self._ask_file(title, "PEM, DER (*.pem *.crt *.cer *.der)", self.presenter.trust)

    def _choose_backup(self) -> None:
        title = self._place.language.translate("Make a backup")
        now = self._place.desk.clock.now()
        self._ask_file(title, "ZIP (*.zip)", self.presenter.make_backup, save_as=f"clerk-{now:%Y%m%d}.zip")

    def _ask_file(self, title: str, kinds: str, take: Callable[[Path], None], *, save_as: str = "") -> None:
        dialog = QFileDialog(self, title, save_as, kinds)
        if save_as:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(save_as)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _arrange(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.list, 1)
        across.addWidget(self._details())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for button in (self.undo, self.redo):
            self.header.beside.addWidget(button)
        column.addWidget(self.header)
        column.addWidget(self.appearance)
        column.addLayout(across, 1)

    def _details(self) -> Card:
        card = Card(_RIGHT_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.said)
        column.addWidget(self.people_list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.offers.values():
            button.hide()
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return card
