"""Asks who sits at the workstation: name and password; a first password is changed at once."""

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.i18n import Translate
from clerk_app.workflow.accounts import change_password, sign_in
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import PasswordExpired, WorkflowError
from clerk_app.workflow.messages import message_for


class SignInDialog(QDialog):
    """Ends with a desk of the person, or is rejected; `only` lets nobody else in (the idle lock)."""

    entered = pyqtSignal(object)

    def __init__(
        self,
        desk: Desk,
        translate: Translate,
        look: Look,
        parent: QWidget | None = None,
        *,
        only: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signInDialog")
        self.setWindowTitle(translate("Sign in"))
        self.setMinimumWidth(440)
        self._desk, self.translate, self._look = desk, translate, look
        self.name = self._field("signInName", translate("Account name"), only or "")
        self.name.setReadOnly(only is not None)
        self.password = self._field("signInPassword", translate("Password"), secret=True)
        self.chosen = self._field("signInChosen", translate("New password"), secret=True)
        self._complaint, self._sign = label(wraps=True), QLabel()
        self._arrange(only)
        self._ask_for_new(wanted=False)

    def _field(self, name: str, said: str, text: str = "", *, secret: bool = False) -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(name)
        field.setAccessibleName(said)
        field.setToolTip(said)
        field.setMinimumHeight(36)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _arrange(self, only: str | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        title = label("title", wraps=True)
        centre = label("muted", wraps=True)
        centre.setText(self._desk.settings.agency.centre)
        title.setText(self.translate("Locked") if only else self.translate("Who works here?"))
        column.addWidget(centre)
        column.addWidget(title)
        self._heads: dict[QLineEdit, QLabel] = {}
        for field in (self.name, self.password, self.chosen):
            head = label("heading")
            head.setText(field.accessibleName())
            self._heads[field] = head
            column.addWidget(head)
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._complaint, 1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        enter = ActionButton("signInEnter", "Return", "Enter", role="primary")
        enter.say(self.translate("Sign in"))
        enter.clicked.connect(self._try)
        leave = ActionButton("signInLeave", "Esc")
        leave.say(self.translate("Close Clerk"))
        leave.clicked.connect(self.reject)
        return answers(leave, enter)

    def _ask_for_new(self, *, wanted: bool) -> None:
        for part in (self.chosen, self._heads[self.chosen]):
            part.setVisible(wanted)
        self._complain("")
        (self.chosen if wanted else self.password if self.name.text() else self.name).setFocus()

    def _try(self) -> None:
        name = self.name.text().strip()
        try:
            if self.chosen.isVisible() and self.chosen.text():
                change_password(self._desk, name, _taken(self.password), _taken(self.chosen, keep=True))
                person = sign_in(self._desk, name, lambda: _taken(self.chosen))
            else:
                person = sign_in(self._desk, name, lambda: _taken(self.password, keep=True))
        except WorkflowError as error:
            self._refused(error)
            return
        self.password.clear()
        self.accept()
        self.entered.emit(person)

    def _refused(self, error: WorkflowError) -> None:
        self._ask_for_new(wanted=isinstance(error, PasswordExpired))
        if not isinstance(error, PasswordExpired):
            self.password.clear()
            self.chosen.clear()
            self.password.setFocus()
        self._complain(str(message_for(error, self.translate)))

    def _complain(self, text: str) -> None:
        self._sign.setPixmap(self._look.sign(Tone.WRONG))
        self._sign.setVisible(bool(text))
        show_words(self._complaint, Words(text, Tone.WRONG))


def _taken(field: QLineEdit, *, keep: bool = False) -> bytearray:
    """Return what was typed, in memory that the receiver wipes."""
    typed = bytearray(field.text(), "utf-8")
    if not keep:
        field.clear()
    return typed


def person_at(desk: Desk, ask: Callable[[], SignInDialog]) -> Desk | None:
    """Return the desk of whoever signs in, None if nobody does; without accounts the desk as it is."""
    with desk.storage.unit_of_work(read_only=True) as work:
        if not work.accounts.any():
            return desk
    people: list[Desk] = []
    dialog = ask()
    dialog.entered.connect(people.append)
    dialog.exec()
    dialog.deleteLater()
    return people[0] if people else None
