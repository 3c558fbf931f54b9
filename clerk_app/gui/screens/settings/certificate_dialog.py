"""Asks with which certificate a person signs."""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from clerk_app.gui.widgets.certificate_box import CertificateBox
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate, later
from signing.model import CertificateFacts
from storage.accounts import Account


class CertificateDialog(Question):
    """`answered` carries the SHA-256 of the certificate, empty for none."""

    answered = pyqtSignal(str)

    def __init__(
        self, account: Account, found: Sequence[CertificateFacts], translate: Translate, parent: QWidget
    ) -> None:
        said = translate("{name} signs with").format(name=account.full_name)
        hint = translate(
            "Plug the person's own token in: the account signs with this certificate and no other."
        )
        super().__init__("certificate", said, translate, parent, hint=hint)
        self.box = CertificateBox(later("No certificate"))
        self.box.offer(found, account.certificate or "", translate)
        self.box.setObjectName("personsCertificate")
        describe(self.box, said)
        self.column.addWidget(self.box)
        self.end()
        self.keep.clicked.connect(self._answer)

    def _answer(self) -> None:
        self.answered.emit(self.box.chosen)
        self.accept()
