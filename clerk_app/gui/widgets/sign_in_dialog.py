"""Asks who sits at the workstation: name and password; a first password is changed at once."""

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.language_choice import LanguageChoice
from clerk_app.workflow.accounts import change_password, sign_in
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import PasswordExpired
from clerk_app.workflow.messages import message_for
from signing.keys.port import wipe


class SignInDialog(QDialog):
    """Ends with a desk of the person, or is rejected; `only` lets nobody else in (the idle lock)."""

    entered = pyqtSignal(object)

    def __init__(
        self,
        desk: Desk,
        language: Language,
        look: Look,
        submit: Submit,
        parent: QWidget | None = None,
        *,
        only: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signInDialog")
        self.setMinimumWidth(440)
        self._desk, self.translate, self._look, self._submit = desk, language.translate, look, submit
        self._is_lock = only is not None
        self.language = LanguageChoice(language)
        self.name = self._field("signInName", only or "")
        self.name.setReadOnly(self._is_lock)
        self.password = self._field("signInPassword", secret=True)
        self.chosen = self._field("signInChosen", secret=True)
        self._title, self._complaint, self._sign = label("title", wraps=True), label(wraps=True), QLabel()
        self._enter = ActionButton("signInEnter", "Return", "Enter", role="primary")
        self._leave = ActionButton("signInLeave", "Esc")
        self._heads = {field: label("heading") for field in (self.name, self.password, self.chosen)}
        self._arrange()
        self._ask_for_new(wanted=False)
        language.changed.connect(self.speak)
        self.speak()

    def speak(self) -> None:
        """Ask in the language of the moment; what was complained of is asked again."""
        translate = self.translate
        self.setWindowTitle(translate("Sign in"))
        self._title.setText(translate("Locked") if self._is_lock else translate("Who works here?"))
        for field, said in (
            (self.name, translate("Account name")),
            (self.password, translate("Password")),
            (self.chosen, translate("New password")),
        ):
            self._heads[field].setText(said)
            describe(field, said)
        self._enter.say(translate("Sign in"))
        self._leave.say(translate("Close Clerk"))
        self.language.speak()
        self._complain("")

    def _field(self, name: str, text: str = "", *, secret: bool = False) -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(name)
        field.setMinimumHeight(36)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        centre = label("muted", wraps=True)
        centre.setText(self._desk.settings.agency.centre)
        top = QHBoxLayout()
        top.addWidget(centre, 1)
        top.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._title)
        for field, head in self._heads.items():
            column.addWidget(head)
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._complaint, 1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._enter.clicked.connect(self._try)
        self._leave.clicked.connect(self.reject)
        return answers(self._leave, self._enter)

    def _ask_for_new(self, *, wanted: bool) -> None:
        for part in (self.chosen, self._heads[self.chosen]):
            part.setVisible(wanted)
        self._complain("")
        (self.chosen if wanted else self.password if self.name.text() else self.name).setFocus()

    def _try(self) -> None:
        name, typed, chosen = self.name.text().strip(), _typed(self.password), bytearray()
        if self.chosen.isVisible():
            chosen = _typed(self.chosen)
        self._complain("")
        self._let_type(may=False)
        self._submit(
            Lane.SIGN_IN,
            lambda _report: _entered(self._desk, name, typed, chosen),
            owner=self,
            on_done=self._let_in,
            on_error=self._refused,
        )

    def _let_type(self, *, may: bool) -> None:
        """Wait for the answer, which takes as long as a password is hashed."""
        for widget in (self.name, self.password, self.chosen, self._enter):
            widget.setEnabled(may)

    def _let_in(self, person: Desk) -> None:
        for field in (self.password, self.chosen):
            field.clear()
        self.accept()
        self.entered.emit(person)

    def _refused(self, error: BaseException) -> None:
        self._let_type(may=True)
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


def _typed(field: QLineEdit) -> bytearray:
    """Return what was typed, in memory that the receiver wipes."""
    return bytearray(field.text(), "utf-8")


def _entered(desk: Desk, name: str, typed: bytearray, chosen: bytearray) -> Desk:
    """Sign in, with a new password where one was chosen; every copy is wiped, whatever happens."""
    if not chosen:
        return sign_in(desk, name, lambda: typed)
    again = bytearray(chosen)
    try:
        change_password(desk, name, typed, chosen)
        return sign_in(desk, name, lambda: again)
    finally:
        wipe(again)


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
