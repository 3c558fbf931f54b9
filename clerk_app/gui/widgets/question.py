"""A dialog that asks: a title, what is asked, and two answers."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.i18n import Translate

_WIDTH, _EDGE, _BETWEEN = 520, 24, 8


class Question(QDialog):
    """What is asked stands in `column`; `end` puts the answers below. Esc leaves everything as it is.

    Args:
        name: what its object names begin with: nameDialog, nameKeep, nameLeave.
        title: of the window, and above everything.
        hint: below the title, empty for none.
        keys: that keep what was answered.
    """

    def __init__(
        self,
        name: str,
        title: str,
        translate: Translate,
        parent: QWidget,
        *,
        hint: str = "",
        keys: tuple[str, ...] = ("Return", "Enter"),
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.translate = translate
        self.keep = ActionButton(f"{name}Keep", *keys, role="primary")
        self._leave = ActionButton(f"{name}Leave", "Esc")
        self.told = label(wraps=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self.column.setSpacing(_BETWEEN)
        self.column.addStrut(_WIDTH - 2 * _EDGE)  # a minimum width would leave the height of narrower words
        for role, words in (("title", title), ("muted", hint)):
            if words:
                shown = label(role, wraps=True)
                shown.setText(words)
                self.column.addWidget(shown)

    def ask(self, field: QWidget, name: str, words: str) -> None:
        """Ask with a field below its caption."""
        field.setObjectName(name)
        describe(field, words)
        caption = label("heading")
        caption.setText(words)
        caption.setBuddy(field)
        self.column.addWidget(caption)
        self.column.addWidget(field)

    def ask_in_rows(self, *rows: tuple[QWidget, str, str]) -> QFormLayout:
        """Ask with fields beside their captions, each with its object name and its words."""
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(_BETWEEN)
        for field, name, words in rows:
            field.setObjectName(name)
            describe(field, words)
            caption = label()
            caption.setText(words)
            caption.setMinimumHeight(field.sizeHint().height())
            caption.setBuddy(field)
            form.addRow(caption, field)
        self.column.addLayout(form)
        return form

    def end(self, keep: str = "") -> None:
        """Put the answers below, after what is asked: Tab goes in the order in which things were put in."""
        self._leave.say(self.translate("Leave it as it is"))
        self._leave.clicked.connect(self.reject)
        self.keep.say(keep or self.translate("Keep it"))
        self.told.setVisible(bool(self.told.text()))
        self.column.addWidget(self.told)
        self.column.addSpacing(_BETWEEN)
        self.column.addLayout(answers(self._leave, self.keep))

    def complain(self, said: str) -> None:
        """Show what is wrong above the answers, and let nobody go on while something is."""
        show_words(self.told, Words(said, Tone.WRONG))
        self.keep.setEnabled(not said)
