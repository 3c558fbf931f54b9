"""The dossier beside a decision: headings with lines under them, to be scrolled."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.screens.queue.beside import Section
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.outcome import OutcomeLine

_WIDTH = 288


class DossierPanel(QScrollArea):
    """Shows sections one under the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("dossierBeside")
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = look

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these sections in the place of those before."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for section in sections:
            title = label("heading")
            title.setText(section.title)
            column.addWidget(title)
            for words in section.lines:
                line = OutcomeLine(self._look)
                line.show_outcome(words)
                column.addWidget(line)
            column.addSpacing(8)
        column.addStretch(1)
        self.setWidget(inner)
