"""The left rail: where to go, and what waits in the outbox."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QVBoxLayout

from clerk_app.gui.places import DOSSIERS, PLACES, Place
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.workplace import Workplace

_WIDTH, _GAP = 152, 4
"""In pixels: twelve places, and what waits in the outbox, fit a screen 768 high."""


class Rail(QFrame):
    """Says what was chosen: `wanted`, the name of a place."""

    wanted = pyqtSignal(str)
    send_now = pyqtSignal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._place = place
        self._waiting = 0
        self._buttons = {each: self._button(each) for each in PLACES if each.in_rail}
        self._outbox, self._keys = label(wraps=True), label("muted", wraps=True)
        self._send = ActionButton("railSendNow", "Ctrl+S")
        self._send.clicked.connect(self.send_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(_GAP)
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._outbox)
        column.addWidget(self._send)
        column.addWidget(self._keys)
        self.show_place(DOSSIERS)
        self.speak()

    def show_waiting(self, count: int) -> None:
        """Show how many dossiers wait in the outbox."""
        self._waiting = count
        self.speak()

    def show_place(self, name: str) -> None:
        """Mark where we are, by the object name of the screen: what is none of them is a dossier."""
        names = [each.name for each in self._buttons]
        for each, button in self._buttons.items():
            button.setChecked(each.name == (name if name in names else DOSSIERS))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self.setFixedWidth(round(_WIDTH * max(look.scale, 1)))
        for each, button in self._buttons.items():
            button.setIcon(look.icon(each.icon, look.tokens.accent))
            button.picture = each.icon
            button.say(translate(each.words), translate(each.hint) if each.hint else "")
        if self._waiting:
            said = translate("Outbox: {count} waiting, sent by itself").format(count=self._waiting)
        else:
            said = translate("Outbox: empty")
        self._outbox.setText(said)
        self._keys.setText(translate("Hold Alt to see the keys"))
        for words in (self._outbox, self._keys):
            words.setContentsMargins(8, 0, 8, 0)
        self._send.setVisible(bool(self._waiting))
        self._keys.setVisible(not self._waiting or look.scale <= 1)  # in large text there is no room for both
        self._send.say(translate("Send now"), translate("Try the portal now; otherwise it goes by itself"))

    def _button(self, place: Place) -> ActionButton:
        button = ActionButton(place.button, place.key, role="rail")
        button.setCheckable(True)
        button.setVisible(not place.rights or any(map(self._place.desk.actor.may, place.rights)))
        button.clicked.connect(lambda: self.wanted.emit(place.name))
        return button
