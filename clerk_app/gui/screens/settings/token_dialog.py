"""Asks with which certificates this workstation signs, and who the leader is that signs elsewhere."""

from collections.abc import Callable, Mapping, Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton, answers
from clerk_app.gui.widgets.certificate_box import SIGNS_WITH, CertificateBox
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.change_settings import CERTIFICATES, LEADER, LEADER_TITLE, TIMESTAMPS
from signing.model import CertificateFacts

_WIDTH = 560
_TYPED = {
    LEADER: later("Name of the leader on decisions"),
    LEADER_TITLE: later("Title of the leader"),
    TIMESTAMPS: later("Address of the time stamp service"),
}


class TokenDialog(QDialog):
    """`answered` carries the values by their paths.

    Args:
        values: as they are now, by path.
        found: certificates on the tokens that are plugged in.
        complaint: returns what cannot be about some values, empty if all can.
    """

    answered = pyqtSignal(object)

    def __init__(
        self,
        values: Mapping[str, str],
        found: Sequence[CertificateFacts],
        complaint: Callable[[Mapping[str, str]], str],
        translate: Translate,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tokenDialog")
        self.setWindowTitle(translate("Token"))
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._values, self._complaint, self.translate = values, complaint, translate
        self.certificates = {role: CertificateBox() for role in SIGNS_WITH}
        self.typed = {path: QLineEdit(values[path]) for path in _TYPED}
        self.told = label(wraps=True)
        self.keep = ActionButton("tokenKeep", "Return", "Enter", role="primary")
        self._fill(found)
        self._arrange()
        self._look()

    def values(self) -> dict[str, str]:
        """Return everything by path."""
        chosen = {CERTIFICATES[role]: box.chosen for role, box in self.certificates.items()}
        return chosen | {path: field.text().strip() for path, field in self.typed.items()}

    def _fill(self, found: Sequence[CertificateFacts]) -> None:
        for role, box in self.certificates.items():
            box.offer(found, self._values[CERTIFICATES[role]], self.translate)
            box.currentIndexChanged.connect(self._look)

    def _arrange(self) -> None:
        translate, form = self.translate, QFormLayout()
        heading, hint = label("title"), label("muted", wraps=True)
        heading.setText(translate("Token"))
        hint.setText(
            translate("Without any certificate the demonstration's tokens sign, which has no legal effect.")
        )
        rows = [(self.certificates[role], f"{role.value}Signs", words) for role, words in SIGNS_WITH.items()]
        typed = [(self.typed[path], path, words) for path, words in _TYPED.items()]
        for widget, name, words in (*rows, *typed):
            said = translate(words)
            widget.setObjectName(name)
            widget.setAccessibleName(said)
            widget.setToolTip(said)
            caption = label()
            caption.setText(said)
            caption.setMinimumHeight(widget.sizeHint().height())
            form.addRow(caption, widget)
        for field in self.typed.values():
            field.textChanged.connect(self._look)
        leave = ActionButton("tokenLeave", "Esc")
        leave.say(translate("Leave it as it is"))
        leave.clicked.connect(self.reject)
        self.keep.say(translate("Keep it"))
        self.keep.clicked.connect(self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for part in (heading, hint):
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addLayout(answers(leave, self.keep))

    def _look(self) -> None:
        said = self._complaint(self.values())
        show_words(self.told, Words(said, Tone.WRONG))
        self.told.setVisible(bool(said))
        self.keep.setEnabled(not said)

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()
