"""Asks for the PIN of one person's token."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import PinRequest, Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.pin_field import PinField
from clerk_app.i18n import Translate
from signing.demonstration import DEMONSTRATION_PIN

_WIDTH = 392
"""Of what stands in it, in pixels; a minimum width would leave the height of narrower words."""


class PinDialog(QDialog):
    """Says whose certificate signs what; `answered` hands the PIN over, to be wiped by the receiver."""

    answered = pyqtSignal(object)

    def __init__(self, request: PinRequest, translate: Translate, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pinDialog")
        self.setWindowTitle(translate("Sign with the token"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.translate = translate
        self._look = look
        self.field = PinField()
        self.field.setObjectName("pin")
        describe(self.field, translate("PIN"), translate("The PIN of the token; it is wiped after use"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStrut(_WIDTH)
        self._add_words(column, request)
        column.addSpacing(8)
        column.addLayout(self._buttons())

    def _add_words(self, column: QVBoxLayout, request: PinRequest) -> None:
        purpose, name, title = label("muted", wraps=True), label("title"), label("muted")
        purpose.setText(request.purpose)
        name.setText(request.name)
        name.setWordWrap(True)
        title.setText(request.title)
        asked = label("heading")
        asked.setText(self.translate("PIN"))
        for widget in (purpose, name, title, asked, self.field):
            column.addWidget(widget)
        complaint, hint = label(wraps=True), label()
        if request.complaint:
            column.addLayout(self._signed(complaint, Words(request.complaint, Tone.WRONG)))
        if request.demonstration:
            said = self.translate("Demonstration: the PIN is {pin}").format(pin=DEMONSTRATION_PIN)
            column.addLayout(self._signed(hint, Words(said, Tone.DOUBT)))

    def _signed(self, shown: QLabel, words: Words) -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(self._look.sign(words.tone))
        show_words(shown, words)
        row = QHBoxLayout()
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(shown, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        sign = ActionButton("pinSign", "Return", "Enter", role="primary")
        sign.say(self.translate("Sign"))
        sign.clicked.connect(self._answer)
        leave = ActionButton("pinLeave", "Esc")
        leave.say(self.translate("Do not sign"))
        leave.clicked.connect(self.reject)
        return answers(leave, sign)

    def _answer(self) -> None:
        if self.field.is_empty:
            self.field.setFocus()
            return
        pin = self.field.take()
        self.accept()
        self.answered.emit(pin)

    def done(self, result: int) -> None:
        """Wipe what was typed whichever way the dialog ends."""
        self.field.wipe()
        super().done(result)
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Wipe what was typed when the window is closed from outside."""
        self.field.wipe()
        super().closeEvent(event)


def ask_pin(request: PinRequest, translate: Translate, look: Look, parent: QWidget) -> PinDialog:
    """Open the dialog beside the running event loop."""
    dialog = PinDialog(request, translate, look, parent)
    dialog.open()
    dialog.field.setFocus()
    return dialog
