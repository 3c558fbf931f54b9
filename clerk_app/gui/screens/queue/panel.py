"""The dossier beside a decision: headings with lines under them, to be scrolled."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.queue.beside import Section
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.outcome import OutcomeLine

_WIDTH = 288


class DossierPanel(QFrame):
    """Shows sections one under the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("dossierBeside")
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._look = look
        self._scrolled = QScrollArea()
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        viewport = self._scrolled.viewport()
        assert viewport is not None  # noqa: S101 - every scroll area has one
        viewport.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.addWidget(self._scrolled)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these sections in the place of those before."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for section in sections:
            title = label("heading", wraps=True)
            title.setText(section.title)
            column.addWidget(title)
            for words in section.lines:
                column.addWidget(self._line(words))
            column.addSpacing(8)
        column.addStretch(1)
        self._scrolled.setWidget(inner)
        inner.setAutoFillBackground(False)  # the card shows through

    def _line(self, words: Words) -> QWidget:
        """Return a line; only what is more than a fact has a sign."""
        if words.tone is Tone.CALM:
            plain = label(wraps=True)
            show_words(plain, words)
            return plain
        line = OutcomeLine(self._look)
        line.show_outcome(words)
        return line
