"""Asks for other values of settings, and lets none through that cannot be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QWidget

from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate


@dataclass(frozen=True, slots=True)
class ChangeField:
    """A setting by its path, what it is called, and what it is now."""

    path: str
    words: str
    value: str


class ChangeDialog(Question):
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
        super().__init__("change", title, translate, parent)
        self._complaint = complaint
        self.fields = {field.path: QLineEdit(field.value) for field in fields}
        for field in fields:
            self.ask(self.fields[field.path], field.path, field.words)
            self.fields[field.path].textChanged.connect(self._look)
        self.end()
        self.keep.clicked.connect(self._answer)
        self._look()

    def values(self) -> dict[str, str]:
        """Return what is typed, by path."""
        return {path: field.text().strip() for path, field in self.fields.items()}

    def _look(self) -> None:
        self.complain(self._complaint(self.values()))

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()
