"""Asks which numbers were given elsewhere: on paper, or before this program came."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QSpinBox, QWidget

from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate

_MOST = 999_999


class ElsewhereDialog(Question):
    """`answered` carries the last of the numbers, and what they were given for."""

    answered = pyqtSignal(int, str)

    def __init__(self, first: int, translate: Translate, parent: QWidget) -> None:
        hint = translate(
            "Numbers from {first} on that other papers of this year bear already; decisions go on after them."
        ).format(first=f"{first:02d}")
        super().__init__("elsewhere", translate("Given elsewhere"), translate, parent, hint=hint)
        self.until, self.subject = QSpinBox(), QLineEdit()
        self.until.setRange(first, _MOST)
        self.subject.textChanged.connect(self._look)
        self.ask_in_rows(
            (self.until, "elsewhereUntil", translate("Up to number")),
            (self.subject, "elsewhereSubject", translate("What they were given for")),
        )
        self.end()
        self.keep.clicked.connect(self._answer)
        self._look()

    def _look(self) -> None:
        self.keep.setEnabled(bool(self.subject.text().strip()))

    def _answer(self) -> None:
        self.answered.emit(self.until.value(), self.subject.text().strip())
        self.accept()
