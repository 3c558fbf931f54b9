"""An outcome in words, behind the sign of its tone."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.labels import label, show_words


class OutcomeLine(QWidget):
    """One line: sign and words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sign, self.words = QLabel(), label(wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_outcome(self, words: Words) -> None:
        """Show an outcome; without words, nothing."""
        self._sign.setPixmap(self._look.sign(words.tone))
        show_words(self.words, words)
        self.setVisible(bool(words.text))
