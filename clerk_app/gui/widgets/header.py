"""The head of every screen: title, one line of state, and the primary action, always in the same place."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.gui.model import Primary
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import Line, label


class PageHeader(QWidget):
    """Title and line on the left, primary action on the right; its keys as of `ActionButton`."""

    primary = pyqtSignal()

    def __init__(
        self, name: str, *primary_keys: str, back: ActionButton | None = None, owns_keys: bool = True
    ) -> None:
        super().__init__()
        self.title = label("title")
        self.line = Line("muted")
        self.button = ActionButton(name, *primary_keys, role="primary", owns_keys=owns_keys)
        self.button.clicked.connect(self.primary)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if back:
            row.addWidget(back)
        row.addLayout(words, 1)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        row.addLayout(self.beside)
        row.addWidget(self.button)

    def show_primary(self, primary: Primary | None, tip: str = "") -> None:
        """Show the primary action as it stands; None where there is nothing to do."""
        self.button.setVisible(primary is not None)
        if primary:
            self.button.say(primary.text, tip)
            self.button.setEnabled(primary.enabled)
