"""One signature as a card: who, the verdict in colour and words, and what is known."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from clerk_app.gui.screens.verify.presenter import CheckedSignature
from clerk_app.gui.widgets.labels import label, show_words

_LABEL_WIDTH = 150


class SignatureCard(QFrame):
    """Shows one signature; what it says can be copied."""

    def __init__(self, signature: CheckedSignature) -> None:
        super().__init__()
        self.setProperty("card", True)
        name, verdict = label("heading", wraps=True), label()
        name.setText(signature.heading)
        show_words(verdict, signature.verdict, as_badge=True)
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(verdict, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(_facts(signature))


def _facts(signature: CheckedSignature) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for row, fact in enumerate(signature.facts):
        told, value = label("muted", wraps=True), label(wraps=True)
        told.setText(fact.label)
        value.setText(fact.value)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
