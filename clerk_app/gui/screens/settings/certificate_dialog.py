"""Asks with which certificate a person signs."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QVBoxLayout, QWidget

from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.certificate_box import CertificateBox
from clerk_app.gui.widgets.labels import label
from clerk_app.i18n import Translate, later
from signing.model import CertificateFacts
from storage.accounts import Account

_WIDTH = 480


class CertificateDialog(QDialog):
    """`answered` carries the SHA-256 of the certificate, empty for none."""

    answered = pyqtSignal(str)

    def __init__(
        self, account: Account, found: Sequence[CertificateFacts], translate: Translate, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("certificateDialog")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = translate("{name} signs with").format(name=account.full_name)
        self.setWindowTitle(said)
        heading, hint = label("title", wraps=True), label("muted", wraps=True)
        heading.setText(said)
        hint.setText(
            translate("Plug the person's own token in: the account signs with this certificate and no other.")
        )
        self.box = CertificateBox(later("No certificate"))
        self.box.offer(found, account.certificate or "", translate)
        self.box.setObjectName("personsCertificate")
        self.box.setAccessibleName(said)
        self.box.setToolTip(said)
        self.keep = ActionButton("certificateKeep", "Return", "Enter", role="primary")
        leave = ActionButton("certificateLeave", "Esc")
        self.keep.say(translate("Keep it"))
        leave.say(translate("Leave it as it is"))
        self.keep.clicked.connect(self._answer)
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for part in (heading, hint, self.box):
            column.addWidget(part)
        column.addLayout(answers(leave, self.keep))

    def _answer(self) -> None:
        self.answered.emit(self.box.chosen)
        self.accept()
