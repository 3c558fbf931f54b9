"""The pages of the kiosk as widgets; each says what was touched, and none decides anything."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.hall.kiosk.pages import Choice, Paper
from clerk_app.gui.hall.kiosk.parts import BigButton, TouchKeyboard, big_button, typing_line
from clerk_app.gui.hall.kiosk.style import LIST_PADDING
from clerk_app.gui.language import Language
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.qr_picture import QrPicture
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.i18n import Translate

_GAP = 16
_GO_WIDTH = 220
_KEYS_SHARE = 0.55
"""Height of the keyboard on an upright screen, as a share of its width."""
_ANY_HEIGHT = 16_777_215


class ButtonsPage(QWidget):
    """A question, and its answers as buttons; `touched` names the answer."""

    touched = pyqtSignal(str)

    def __init__(
        self, title: str, choices: Sequence[Choice] = (), *, columns: int = 2, role: str = "tile"
    ) -> None:
        super().__init__()
        self._title, self._columns, self._role = title, columns, role
        self._fixed = tuple(choices)
        self.title = label("kioskTitle", wraps=True)
        self.buttons: dict[str, BigButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setSpacing(_GAP)
        column.addWidget(self.title)
        column.addLayout(self._grid, 1)
        self.show_choices(self._fixed)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these answers."""
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = {each.key: self._button(each) for each in choices}
        self._lay(self._columns)

    def turn(self, *, upright: bool) -> None:
        """Lay the answers in one column on an upright screen."""
        self._lay(1 if upright else self._columns)

    def _lay(self, columns: int) -> None:
        rows = max(1, -(-len(self.buttons) // columns))
        for button in self.buttons.values():
            self._grid.removeWidget(button)
        for number, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, number % rows, number // rows)

    def speak(self, translate: Translate) -> None:
        """Say everything in the language of the moment."""
        self.title.setText(translate(self._title))
        for each in self._fixed:
            self.buttons[each.key].say(translate(each.text))

    def _button(self, choice: Choice) -> BigButton:
        made = big_button(f"choice{choice.key}", self._role)
        made.say(choice.text)
        made.clicked.connect(lambda: self.touched.emit(choice.key))
        return made


class PapersPage(QWidget):
    """What was asked for, with its code; `acted` that the button below was touched."""

    acted = pyqtSignal()

    def __init__(self, action: str = "") -> None:
        super().__init__()
        self._action = action
        self._room = QWidget()
        self._column = QVBoxLayout(self._room)
        self._column.setSpacing(_GAP)
        self._scrolled = QScrollArea()
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(self._room)
        QScroller.grabGesture(self._scrolled.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.code, self.button = QrPicture(), big_button("kioskAction", "primary")
        self.button.setVisible(bool(action))
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.acted)
        beside = QVBoxLayout()
        beside.addWidget(self.code, 1)
        beside.addWidget(self.button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(2 * _GAP)
        self._row.addWidget(self._scrolled, 3)
        self._row.addLayout(beside, 2)
        self.papers: tuple[Paper, ...] = ()

    def show_papers(self, papers: tuple[Paper, ...]) -> None:
        """Show these, the code of the only one beside it."""
        self.papers = papers
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)  # at once; deleted later, it could still be read after the visit
        for each in papers:
            self._add(each, is_number=len(each.head) < 8)
        self._column.addStretch(1)
        self.code.show_code(papers[0].code if len(papers) == 1 else "")

    def turn(self, *, upright: bool) -> None:
        """Put the code beside the words, or below them on an upright screen."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if upright else across)

    def speak(self, translate: Translate) -> None:
        """Say everything in the language of the moment."""
        if self._action:
            self.button.say(translate(self._action))

    def _add(self, paper: Paper, *, is_number: bool) -> None:
        head = label("kioskNumber" if is_number else "kioskTitle", wraps=True)
        head.setText(paper.head)
        self._column.addWidget(head)
        for line in paper.lines:
            words = label("kioskLine", wraps=True)
            words.setText(line)
            self._column.addWidget(words)


class TypingPage(QWidget):
    """A line, a keyboard to touch, and what was found; the line is emptied whenever it is left."""

    entered = pyqtSignal(str)
    changed = pyqtSignal(str)
    touched = pyqtSignal(str)

    def __init__(self, name: str, title: str, hint: str, language: Language, *, with_list: bool) -> None:
        super().__init__()
        self._title, self._hint = title, hint
        self.title, self.hint = label("kioskTitle", wraps=True), label("kioskLine", wraps=True)
        self.line, self.go = typing_line(name), big_button(f"{name}Go", "primary")
        self.list = WordList(LIST_PADDING)
        self.list.setVisible(with_list)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        QScroller.grabGesture(self.list.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.keyboard = TouchKeyboard(self.line, language)
        self._arrange(with_list=with_list)
        self.line.returnPressed.connect(self._enter)
        self.line.textChanged.connect(self.changed)
        self.go.clicked.connect(self._enter)
        self.list.itemClicked.connect(self._touch)
        self.list.itemActivated.connect(self._touch)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these lines."""
        self.list.clear()
        for each in choices:
            item = QListWidgetItem(each.text)
            item.setData(Qt.ItemDataRole.UserRole, each.key)
            self.list.addItem(item)

    def turn(self, *, upright: bool) -> None:
        """Keep the keys of an upright screen from growing tall: what is left stays free, or is the list's."""
        most = round((self.window() or self).width() * _KEYS_SHARE) if upright else _ANY_HEIGHT
        self.keyboard.setMaximumHeight(most)
        self._column.setStretch(self._column.count() - 1, int(upright and self.list.isHidden()))

    def empty(self) -> None:
        """Forget what was typed, to the last step back."""
        self.line.blockSignals(True)
        self.line.setText("")  # unlike `clear`, which could be undone
        self.line.blockSignals(False)

    def speak(self, translate: Translate) -> None:
        """Say everything in the language of the moment."""
        self.title.setText(translate(self._title))
        self.hint.setText(translate(self._hint))
        self.line.setAccessibleName(translate(self._hint))
        self.list.setAccessibleName(translate(self._title))
        self.go.say(translate("Look up"))
        self.keyboard.speak()

    def _arrange(self, *, with_list: bool) -> None:
        self.go.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.go.setMinimumWidth(_GO_WIDTH)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(8)
        for widget in (self.title, self.hint):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.keyboard, 1)
        column.addStretch(0)
        self.hint.setVisible(not with_list)
        self.go.setVisible(not with_list)

    def _enter(self) -> None:
        text = self.line.text()
        self.entered.emit(text)
        self.empty()

    def _touch(self, item: QListWidgetItem) -> None:
        self.touched.emit(item.data(Qt.ItemDataRole.UserRole))


class WordsPage(QWidget):
    """A few words, large."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._shown: QLabel = label("kioskTitle", wraps=True)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(self._shown)

    def speak(self, translate: Translate) -> None:
        """Say everything in the language of the moment."""
        self._shown.setText(translate(self._words))
