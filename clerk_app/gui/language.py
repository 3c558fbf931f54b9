"""The language of the window, changed while it is open; Qt's own words included."""

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator, pyqtSignal

from clerk_app.i18n import later, translator

NAMES = {"vi": "Tiếng Việt", "en": "English", "fr": "Français"}

QT_SENTENCES = frozenset(
    {
        later("&Undo"),
        later("&Redo"),
        later("Cu&t"),
        later("&Copy"),
        later("&Paste"),
        later("Delete"),
        later("Select All"),
        later("&Print"),
        later("Print"),
        later("Cancel"),
        later("Close"),
        later("&Cancel"),
    }
)
"""What Qt writes itself where this window shows it."""


class _QtSentences(QTranslator):
    """Answers Qt from our catalogue."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._translate = translator(language)

    def translate(  # type: ignore[override]  # None means unknown; an empty string would blank the button
        self, context: str | None, source: str | None, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return our words for one of Qt's, None where we have none."""
        return self._translate(source) if source in QT_SENTENCES else None

    def isEmpty(self) -> bool:
        """Say that there is something to ask for."""
        return False


class Language(QObject):
    """What the window speaks."""

    changed = pyqtSignal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._installed: list[QTranslator] = []
        self.name = name
        self._take(name)

    def translate(self, sentence: str) -> str:
        """Return an English sentence of ours in the language of the moment."""
        return self._say(sentence)

    def choose(self, name: str) -> None:
        """Speak another language from now on, and say so to who shows words."""
        if name != self.name:
            self._take(name)
            self.changed.emit()

    def _take(self, name: str) -> None:
        self.name = name
        self._say = translator(name)
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self._installed = []
        carried = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if carried.load(f"qtbase_{name}", folder):
            self._installed.append(carried)
        self._installed.append(_QtSentences(name))
        for each in self._installed:
            QCoreApplication.installTranslator(each)
