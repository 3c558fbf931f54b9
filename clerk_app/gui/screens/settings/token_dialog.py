"""Asks with which certificates this workstation signs, and who the leader is that signs elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QWidget

from clerk_app.gui.widgets.certificate_box import SIGNS_WITH, CertificateBox
from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate, later
from clerk_app.workflow.change_settings import CERTIFICATES, LEADER, LEADER_TITLE, TIMESTAMPS
from signing.model import CertificateFacts

_TYPED = {
    LEADER: later("Name of the leader on decisions"),
    LEADER_TITLE: later("Title of the leader"),
    TIMESTAMPS: later("Address of the time stamp service"),
}


class TokenDialog(Question):
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
        hint = translate(
            "Without any certificate the demonstration's tokens sign, which has no legal effect."
        )
        super().__init__("token", translate("Token"), translate, parent, hint=hint)
        self._complaint = complaint
        self.certificates = {role: CertificateBox() for role in SIGNS_WITH}
        self.typed = {path: QLineEdit(values[path]) for path in _TYPED}
        for role, box in self.certificates.items():
            box.offer(found, values[CERTIFICATES[role]], translate)
        self.ask_in_rows(*self._rows())
        self.end()
        self._connect()
        self._look()

    def values(self) -> dict[str, str]:
        """Return everything by path."""
        chosen = {CERTIFICATES[role]: box.chosen for role, box in self.certificates.items()}
        return chosen | {path: field.text().strip() for path, field in self.typed.items()}

    def _rows(self) -> Iterator[tuple[QWidget, str, str]]:
        for role, words in SIGNS_WITH.items():
            yield self.certificates[role], f"{role.value}Signs", self.translate(words)
        for path, words in _TYPED.items():
            yield self.typed[path], path, self.translate(words)

    def _connect(self) -> None:
        for box in self.certificates.values():
            box.currentIndexChanged.connect(self._look)
        for field in self.typed.values():
            field.textChanged.connect(self._look)
        self.keep.clicked.connect(self._answer)

    def _look(self) -> None:
        self.complain(self._complaint(self.values()))

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()
