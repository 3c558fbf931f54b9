"""How the window looks and speaks: language, light or dark, size of the text."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clerk_app.gui.language import NAMES
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.settings import Theme

_THEMES = {
    Theme.SYSTEM: later("As the system"),
    Theme.LIGHT: later("Light"),
    Theme.DARK: later("Dark"),
}
_SIZES = {90: later("Small"), 100: later("Normal"), 115: later("Large"), 130: later("Very large")}


class AppearanceRow(QWidget):
    """Changes the window at once; `kept` tells which setting has to be kept, and its value."""

    kept = pyqtSignal(str, object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.language, self.theme, self.text_size = QComboBox(), QComboBox(), QComboBox()
        self._captions = [label("muted") for _box in self._boxes()]
        self._fill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for caption, box in zip(self._captions, self._boxes(), strict=True):
            row.addWidget(caption)
            row.addWidget(box)
            row.addSpacing(16)
        row.addStretch(1)
        self.speak()
        self.language.activated.connect(self._choose_language)
        self.theme.activated.connect(self._choose_theme)
        self.text_size.activated.connect(self._choose_size)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        names = (translate("Language"), translate("Colours"), translate("Text size"))
        for box, caption, words in zip(self._boxes(), self._captions, names, strict=True):
            caption.setText(words)
            describe(box, words)
        for place, words in enumerate(_THEMES.values()):
            self.theme.setItemText(place, translate(words))
        for place, words in enumerate(_SIZES.values()):
            self.text_size.setItemText(place, translate(words))
        self.language.setCurrentIndex(self.language.findData(self._place.language.name))

    def show_choice(self, setting: str, value: object) -> None:
        """Let the window look or speak as a setting says, which is kept already."""
        if setting == "language":
            self._place.language.choose(str(value))
        elif setting == "window.theme":
            self.theme.setCurrentIndex(self.theme.findData(str(value)))
            self._place.look.choose_theme(Theme(str(value)))
        elif isinstance(value, int):
            self.text_size.setCurrentIndex(max(self.text_size.findData(value), 0))
            self._place.look.choose_size(value)

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.language, self.theme, self.text_size

    def _fill(self) -> None:
        window = self._place.desk.settings.window
        for box, name in zip(self._boxes(), ("chooseLanguage", "chooseTheme", "chooseSize"), strict=True):
            box.setObjectName(name)
            box.setMinimumWidth(136)
        for name, text in NAMES.items():
            self.language.addItem(text, name)
        for theme in _THEMES:
            self.theme.addItem("", theme.value)
        for size in _SIZES:
            self.text_size.addItem("", size)
        self.theme.setCurrentIndex(self.theme.findData(window.theme.value))
        self.text_size.setCurrentIndex(max(self.text_size.findData(window.text_percent), 0))

    def _choose_language(self) -> None:
        name = str(self.language.currentData())
        self._place.language.choose(name)
        self.kept.emit("language", name)

    def _choose_theme(self) -> None:
        theme = Theme(self.theme.currentData())
        self._place.look.choose_theme(theme)
        self.kept.emit("window.theme", theme.value)

    def _choose_size(self) -> None:
        percent = int(self.text_size.currentData())
        self._place.look.choose_size(percent)
        self.kept.emit("window.text_percent", percent)
