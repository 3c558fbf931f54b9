"""The strip above everything: whose centre, what is only a demonstration, three lights, the language."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from clerk_app.gui.devices import SIMULATED, Device, simulated
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.growing import grown
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.language_choice import LanguageChoice
from clerk_app.gui.workplace import Workplace

_HEIGHT = 56
_AS_WIDE_AS_IT_WANTS = 1000
"""Stretches the name before the empty place beside it; what is still too long takes a second line."""


class TopStrip(QFrame):
    """Says which light was asked about, and that the list of commands is wanted."""

    asked = pyqtSignal(object)
    palette_wanted = pyqtSignal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("topStrip")
        self._place = place
        self._logo = QLabel()
        self._centre, self.demonstration = label("centre", wraps=True), label()
        self.lights = {
            device: ActionButton(f"{device.value}Light", f"Ctrl+Shift+{number}", role="quiet", icon_pixels=12)
            for number, device in enumerate(Device, 1)
        }
        self.language = LanguageChoice(place.language)
        self.palette_button = ActionButton("openPalette", "Ctrl+K", role="quiet")
        self.palette_button.clicked.connect(self.palette_wanted)
        self._arrange()
        self.speak()

    def show_lights(self, lights: dict[Device, Words]) -> None:
        """Show every light with its words."""
        tip = self._place.language.translate("Say more, and look again")
        for device, words in lights.items():
            button = self.lights[device]
            button.setIcon(self._place.look.icon("light", self._colour(words.tone)))
            button.say(words.text, f"{words.text} – {tip}")

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._logo.setPixmap(self._place.look.icon("clerk", self._place.look.tokens.accent).pixmap(32, 32))
        self.setFixedHeight(grown(_HEIGHT, self))
        self._centre.setText(self._place.desk.settings.agency.centre)
        self._centre.ensurePolished()  # the style makes its letters larger
        self._centre.setMaximumWidth(self._centre.fontMetrics().horizontalAdvance(self._centre.text()) + 2)
        show_words(self.demonstration, Words(translate("Demonstration"), Tone.DOUBT), as_badge=True)
        stands_in = simulated(self._place.desk.settings)
        self.demonstration.setToolTip("\n".join(translate(SIMULATED[device]) for device in stands_in))
        self.demonstration.setVisible(bool(stands_in))
        self.palette_button.setIcon(self._place.look.icon("search"))
        tip = translate("Every place and action, found by a few letters")
        self.palette_button.say(translate("Find a command"), tip, shown=False)
        self.language.speak()

    def _colour(self, tone: Tone) -> str:
        return self._place.look.tokens.ink(tone)

    def _arrange(self) -> None:
        self.demonstration.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._logo)
        row.addWidget(self._centre, _AS_WIDE_AS_IT_WANTS)
        row.addWidget(self.demonstration)
        row.addStretch(1)
        row.addWidget(self.palette_button)
        for device, button in self.lights.items():
            button.clicked.connect(lambda _checked, asked=device: self.asked.emit(asked))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        row.addWidget(self.language)
