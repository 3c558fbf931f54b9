"""What the kiosk is made of: large buttons, and a keyboard to touch."""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.widgets.described import describe
from clerk_app.i18n import later

_PADDING = 72
_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM.-")
_SPACE, _BACK, _CLEAR = later("Space"), later("Delete a letter"), later("Delete all")
_LONGEST = 200


class BigButton(QPushButton):
    """A button for fingers, which breaks its words into lines where they would not fit."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kiosk", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAutoDefault(True)
        self._words = ""

    def say(self, words: str) -> None:
        """Name the button."""
        self._words = words
        describe(self, words)
        self._break()

    def minimumSizeHint(self) -> QSize:
        """Let the screen decide how wide it is, not its words."""
        return QSize(1, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        room, lines = self.width() - _PADDING - self.iconSize().width() * (not self.icon().isNull()), [""]
        for word in self._words.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1].strip() and self.fontMetrics().horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        self.setText("\n".join(lines).replace("&", "&&"))


def big_button(name: str, role: str = "plain") -> BigButton:
    """Return a button for fingers."""
    return BigButton(name, role)


def typing_line(name: str) -> QLineEdit:
    """Return a line without menu, dragging or dropping; a reader types into it as a keyboard does."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(_LONGEST)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    made.setAcceptDrops(False)
    made.setDragEnabled(False)
    return made


class TouchKeyboard(QWidget):
    """Types into a line; letters are enough, because the search forgives missing diacritics."""

    def __init__(self, line: QLineEdit, language: Language) -> None:
        super().__init__()
        self._line = line
        self._language = language
        self._words: list[tuple[BigButton, str]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for row, letters in enumerate(_ROWS):
            for column, letter in enumerate(letters):
                grid.addWidget(self._letter(letter), row, column * 2 + (row > 1), 1, 2)
        for column, (words, act, wide) in enumerate(
            ((_CLEAR, line.clear, 6), (_SPACE, lambda: line.insert(" "), 8), (_BACK, line.backspace, 6))
        ):
            grid.addWidget(self._word(words, act), len(_ROWS), (0, 6, 14)[column], 1, wide)
        self.speak()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        for button, words in self._words:
            button.say(self._language.translate(words))

    def _letter(self, letter: str) -> BigButton:
        made = self._key(f"key{letter}", lambda: self._line.insert(letter))
        made.say(letter)
        return made

    def _word(self, words: str, act: Callable[[], object]) -> BigButton:
        made = self._key(f"key{words.title().replace(' ', '')}", act)
        self._words.append((made, words))
        return made

    def _key(self, name: str, act: Callable[[], object]) -> BigButton:
        made = big_button(name, "key")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: act())
        return made
