"""The choice of what the window speaks, each language by its own name."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox

from clerk_app.gui.language import NAMES, Language
from clerk_app.gui.widgets.described import describe


class LanguageChoice(QComboBox):
    """Another language is spoken at once; `chosen` says that it was chosen here, not elsewhere."""

    chosen = pyqtSignal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("language")
        self._language = language
        for name, text in NAMES.items():
            self.addItem(text, name)
        self.speak()
        self.currentIndexChanged.connect(self._choose)

    def speak(self) -> None:
        """Show the language of the moment, in it."""
        self.setCurrentIndex(list(NAMES).index(self._language.name))
        describe(self, self._language.translate("Language"))

    def _choose(self) -> None:
        name = str(self.currentData())
        if name != self._language.name:
            self._language.choose(name)
            self.chosen.emit()
