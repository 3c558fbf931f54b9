"""Asks for other values of settings, and lets none through that cannot be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.i18n import Translate

_WIDTH = 480


@dataclass(frozen=True, slots=True)
class ChangeField:
    """A setting by its path, what it is called, and what it is now."""

    path: str
    words: str
    value: str


class ChangeDialog(QDialog):
    """`answered` carries the values by their paths."""

    answered = pyqtSignal(object)

    def __init__(
        self,
        title: str,
        fields: Sequence[ChangeField],
        complaint: Callable[[Mapping[str, str]], str],
        translate: Translate,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("changeDialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._complaint = complaint
        self.fields = {field.path: QLineEdit(field.value) for field in fields}
        self.told = label(wraps=True)
        heading = label("title")
        heading.setText(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(8)
        self._column.addWidget(heading)
        for field in fields:
            self._add(field)
        self._column.addWidget(self.told)
        self._answers(translate)
        self._look()

    def values(self) -> dict[str, str]:
        """Return what is typed, by path."""
        return {path: field.text().strip() for path, field in self.fields.items()}

    def _add(self, field: ChangeField) -> None:
        caption, widget = label("heading"), self.fields[field.path]
        caption.setText(field.words)
        caption.setBuddy(widget)
        widget.setObjectName(field.path)
        widget.setAccessibleName(field.words)
        widget.setToolTip(field.words)
        widget.textChanged.connect(self._look)
        self._column.addWidget(caption)
        self._column.addWidget(widget)

    def _answers(self, translate: Translate) -> None:
        leave = ActionButton("changeLeave", "Esc")
        self.keep = ActionButton("changeKeep", "Return", "Enter", role="primary")
        leave.say(translate("Leave it as it is"))
        self.keep.say(translate("Keep it"))
        leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._answer)
        self._column.addSpacing(8)
        self._column.addLayout(answers(leave, self.keep))

    def _look(self) -> None:
        said = self._complaint(self.values())
        show_words(self.told, Words(said, Tone.WRONG))
        self.told.setVisible(bool(said))
        self.keep.setEnabled(not said)

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()
