"""The accepted dossier: its code, when it is due, and the receipt for the applicant."""

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.gui.screens.intake.presenter import Accepted
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.paper_view import PaperView
from clerk_app.gui.workplace import Workplace


class ReceiptPage(QWidget):
    """Facts on the left, the receipt (form 01) on the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._language = place.language
        self.paper = PaperView(place.language, place.look)
        self._code_caption, self.code = label("heading"), label("code")
        self.code.setObjectName("dossierCode")
        self._due_caption, self._due, self._moment = label("heading"), label(), label("muted")
        self._help = label("muted", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._facts(), 2)
        row.addWidget(self.paper, 3)

    def show_accepted(self, accepted: Accepted) -> None:
        """Show one accepted dossier."""
        self.code.setText(accepted.code)
        show_words(self._due, accepted.due)
        self._moment.setText(accepted.due_moment)
        self.paper.show_paper(accepted.receipt, accepted.receipt_name)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self._code_caption.setText(translate("The dossier is accepted under the code"))
        self._due_caption.setText(translate("The result is due"))
        self._help.setText(translate("Print the receipt and give it to the applicant, then scan the papers."))
        self.paper.speak()

    def _facts(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for widget in (self._code_caption, self.code, self._due_caption, self._due, self._moment, self._help):
            column.addWidget(widget)
        column.addStretch(1)
        return card
