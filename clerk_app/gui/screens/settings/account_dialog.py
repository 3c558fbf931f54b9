"""Asks for a new account: whose, in which role, and its first password."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QLineEdit, QWidget

from clerk_app.gui.screens.settings.people import ROLES
from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate
from clerk_app.workflow.accounts import LEAST_CHARACTERS
from storage.accounts import AccountRole


class AccountDialog(Question):
    """`answered` carries account name, full name, role and the first password, to be wiped by who gets it."""

    answered = pyqtSignal(str, str, object, object)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        title = translate("Add an account")
        said = translate("The first password has at least {count} characters; the person changes it at once.")
        super().__init__("account", title, translate, parent, hint=said.format(count=LEAST_CHARACTERS))
        self.name, self.full_name, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = QComboBox()
        for role, words in ROLES.items():
            self.role.addItem(translate(words), role.value)
        self.ask(self.name, "accountName", translate("Account name"))
        self.ask(self.full_name, "accountFullName", translate("Full name"))
        self.ask(self.role, "accountRole", translate("Role"))
        self.ask(self.password, "accountPassword", translate("First password"))
        self.end(title)
        for field in (self.name, self.password):
            field.textChanged.connect(self._look)
        self.keep.clicked.connect(self._answer)
        self._look()

    def _look(self) -> None:
        is_whole = bool(self.name.text().strip()) and len(self.password.text()) >= LEAST_CHARACTERS
        self.keep.setEnabled(is_whole)

    def _answer(self) -> None:
        password = bytearray(self.password.text(), "utf-8")
        self.password.clear()
        role = AccountRole(self.role.currentData())
        self.answered.emit(self.name.text().strip(), self.full_name.text().strip(), role, password)
        self.accept()
