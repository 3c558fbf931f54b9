"""The card with a link for a visitor's phone: a large code, the address, and how long it works."""

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout

from clerk_app.gui.screens.helpdesk.taking_presenter import OfferShown
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.qr_picture import QrPicture
from clerk_app.gui.workplace import Workplace

_LOOK_MS = 1000
_ACTION_HEIGHT = 44


class LinkCard(Card):
    """`looked` asks each second how the link stands; `closed` is the wish to end it."""

    looked = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__(width)
        self._place = place
        self._heading, self._hint = label("heading", wraps=True), label("muted", wraps=True)
        self.code, self.address, self.line = QrPicture(), label(wraps=True), label(wraps=True)
        self.end = ActionButton("closeLink", "Esc")
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.looked)
        self.end.clicked.connect(self.closed)
        self._arrange()

    def show_offer(self, shown: OfferShown | None) -> None:
        """Show a link; None for nothing."""
        self.code.show_code(shown.address if shown else "")
        self.address.setText(shown.address if shown else "")
        self.line.setText(shown.line if shown else "")
        if shown is None:
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._heading.setText(translate("Photograph this code with the phone"))
        self._hint.setText(
            translate("The phone has to be in the Wi-Fi of the centre. Nothing of the paper is kept here.")
        )
        self.code.setAccessibleName(translate("Code with the address of the paper"))
        self.end.say(translate("Close the link"), translate("Nobody can download the paper any more"))

    def _arrange(self) -> None:
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.end.setMinimumHeight(_ACTION_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.code, 1)
        for widget in (self.address, self.line, self._hint, self.end):
            column.addWidget(widget)
