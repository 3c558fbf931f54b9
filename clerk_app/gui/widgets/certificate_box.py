"""A choice among the certificates of tokens that are plugged in."""

from collections.abc import Sequence

from PyQt6.QtWidgets import QComboBox

from clerk_app.i18n import Translate, later
from clerk_app.workflow.office import local
from signing.model import CertificateFacts, Role

SIGNS_WITH = {
    Role.OFFICIAL: later("The official signs with"),
    Role.LEADER: later("The leader signs with"),
    Role.SEAL: later("The agency's seal is put with"),
}
"""Who signs, as it is asked."""
NOT_HERE = later("Not at this workstation")


class CertificateBox(QComboBox):
    """None first, then whose certificates are here and until when; what is chosen stays, plugged in or not.

    Args:
        none: says that there is none, in English.
    """

    def __init__(self, none: str = NOT_HERE) -> None:
        super().__init__()
        self._none = none
        self._found: Sequence[CertificateFacts] = ()

    @property
    def chosen(self) -> str:
        """SHA-256 of the certificate, empty for none."""
        return str(self.currentData() or "")

    def offer(self, found: Sequence[CertificateFacts], chosen: str, translate: Translate) -> None:
        """Offer certificates, one of them chosen."""
        self._found = found
        self.blockSignals(True)
        self.clear()
        self.addItem(translate(self._none), "")
        for each in found:
            self.addItem(f"{each.common_name} · {local(each.not_after):%d/%m/%Y}", str(each.fingerprint))
        if chosen and self.findData(chosen) < 0:
            self.addItem(translate("The token of before; it is not plugged in"), chosen)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)

    def speak(self, translate: Translate) -> None:
        """Say everything in the language of the moment."""
        self.offer(self._found, self.chosen, translate)
