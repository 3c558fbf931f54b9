"""Asks which numbers were given elsewhere: on paper, or before this program came."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.labels import label
from clerk_app.i18n import Translate

_WIDTH, _MOST = 480, 999_999


class ElsewhereDialog(QDialog):
    """`answered` carries the last of the numbers, and what they were given for."""

    answered = pyqtSignal(int, str)

    def __init__(self, first: int, translate: Translate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("elsewhereDialog")
        self.setWindowTitle(translate("Given elsewhere"))
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading, hint = label("title"), label("muted", wraps=True)
        heading.setText(translate("Given elsewhere"))
        said = translate(
            "Numbers from {first} on that other papers of this year bear already; decisions go on after them."
        )
        hint.setText(said.format(first=f"{first:02d}"))
        self.until, self.subject = QSpinBox(), QLineEdit()
        self.until.setRange(first, _MOST)
        self.subject.textChanged.connect(self._look)
        self.keep = ActionButton("elsewhereKeep", "Return", "Enter", role="primary")
        leave = ActionButton("elsewhereLeave", "Esc")
        self.keep.say(translate("Keep it"))
        leave.say(translate("Leave it as it is"))
        self.keep.clicked.connect(self._answer)
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addLayout(self._form(translate))
        column.addLayout(answers(leave, self.keep))
        self._look()

    def _form(self, translate: Translate) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for widget, name, words in (
            (self.until, "elsewhereUntil", translate("Up to number")),
            (self.subject, "elsewhereSubject", translate("What they were given for")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
            widget.setToolTip(words)
            caption = label()
            caption.setText(words)
            caption.setMinimumHeight(widget.sizeHint().height())
            form.addRow(caption, widget)
        return form

    def _look(self) -> None:
        self.keep.setEnabled(bool(self.subject.text().strip()))

    def _answer(self) -> None:
        self.answered.emit(self.until.value(), self.subject.text().strip())
        self.accept()
