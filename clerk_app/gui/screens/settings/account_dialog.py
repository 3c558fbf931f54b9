"""Asks for a new account: whose, in which role, and its first password."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.screens.settings.people import ROLES
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.labels import label
from clerk_app.i18n import Translate
from clerk_app.workflow.accounts import LEAST_CHARACTERS
from storage.accounts import AccountRole

_WIDTH = 440


class AccountDialog(QDialog):
    """`answered` carries account name, full name, role and the first password, to be wiped by who gets it."""

    answered = pyqtSignal(str, str, object, object)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("accountDialog")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.translate = translate
        self.name, self.full_name, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = QComboBox()
        for role, words in ROLES.items():
            self.role.addItem(translate(words), role.value)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(8)
        self._ask()
        self._answers()
        self._look()

    def _ask(self) -> None:
        translate = self.translate
        self.setWindowTitle(translate("Add an account"))
        title, help_words = label("title"), label("muted", wraps=True)
        title.setText(translate("Add an account"))
        said = translate("The first password has at least {count} characters; the person changes it at once.")
        help_words.setText(said.format(count=LEAST_CHARACTERS))
        self._column.addWidget(title)
        self._column.addWidget(help_words)
        self._add(self.name, "accountName", translate("Account name"))
        self._add(self.full_name, "accountFullName", translate("Full name"))
        self._add(self.role, "accountRole", translate("Role"))
        self._add(self.password, "accountPassword", translate("First password"))

    def _add(self, field: QWidget, name: str, words: str) -> None:
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setToolTip(words)
        caption = label("heading")
        caption.setText(words)
        self._column.addWidget(caption)
        self._column.addWidget(field)

    def _answers(self) -> None:
        leave = ActionButton("accountLeave", "Esc")
        self._go_on = ActionButton("accountAdd", "Return", "Enter", role="primary")
        leave.say(self.translate("Leave it as it is"))
        self._go_on.say(self.translate("Add an account"))
        leave.clicked.connect(self.reject)
        self._go_on.clicked.connect(self._answer)
        for field in (self.name, self.password):
            field.textChanged.connect(self._look)
        self._column.addSpacing(8)
        self._column.addLayout(answers(leave, self._go_on))

    def _look(self) -> None:
        is_whole = bool(self.name.text().strip()) and len(self.password.text()) >= LEAST_CHARACTERS
        self._go_on.setEnabled(is_whole)

    def _answer(self) -> None:
        password = bytearray(self.password.text(), "utf-8")
        self.password.clear()
        role = AccountRole(self.role.currentData())
        self.answered.emit(self.name.text().strip(), self.full_name.text().strip(), role, password)
        self.accept()
