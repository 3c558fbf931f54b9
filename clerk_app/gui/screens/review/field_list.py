"""The fields of a paper: chosen to see where they stand, and put right below."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.screens.review.view import FieldLine
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.word_list import WordList

_HEIGHT = 156
_NOTHING = "–"


class FieldList(QWidget):
    """`chosen` tells the row of a field, `put_right` what was typed for the one that is chosen."""

    chosen = pyqtSignal(int)
    put_right = pyqtSignal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._caption = label("heading")
        self.list, self.value = WordList(), QLineEdit()
        self.list.setObjectName("paperFields")
        self.list.setFixedHeight(_HEIGHT)
        self.value.setObjectName("fieldValue")
        self.correct = ActionButton("correctField", "Ctrl+E")
        row = QHBoxLayout()
        row.addWidget(self.value, 1)
        row.addWidget(self.correct)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addWidget(self.list)
        column.addLayout(row)
        self.list.currentRowChanged.connect(lambda row: self.chosen.emit(row) if row >= 0 else None)
        self.correct.clicked.connect(self.take)

    def show_fields(self, fields: tuple[FieldLine, ...], chosen: int | None, *, is_busy: bool) -> None:
        """Show the fields; one that is chosen can be put right."""
        self.list.blockSignals(True)
        self.list.clear()
        for line in fields:
            said = f" ({line.said})" if line.said else ""
            item = QListWidgetItem(f"{line.name}: {line.value or _NOTHING}{said}")
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.setCurrentRow(-1 if chosen is None else chosen)
        self.list.blockSignals(False)
        self.setVisible(bool(fields))
        is_there = chosen is not None and chosen < len(fields)
        for widget in (self.value, self.correct):
            widget.setEnabled(is_there and not is_busy)
        if not self.value.hasFocus() or not is_there:
            self.value.setText(fields[chosen].value if is_there and chosen is not None else "")

    def take(self) -> None:
        """Take over what was typed."""
        self.list.setFocus()
        self.put_right.emit(self.value.text())

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self._caption.setText(translate("What the paper says"))
        describe(
            self.list,
            translate("What the paper says"),
            translate("Choose a field to see where it stands on the page"),
        )
        describe(self.value, translate("The field as it should be"))
        self.correct.say(translate("Put right"), translate("Take over the field as it is typed here"))
