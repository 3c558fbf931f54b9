"""The doubtful word that is asked about: as it stands on the paper, as it was read, and the answer."""

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPixmap
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.screens.review.view import Question
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label

_HEIGHT = 40


class AskedWord(QWidget):
    """`answered` carries the word as it should be, `walked` 1 for the next word and -1 for the one before."""

    answered = pyqtSignal(str)
    walked = pyqtSignal(int)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._asked, self._picture, self.word = label("muted"), QLabel(), QLineEdit()
        self._right = ActionButton("rightWord")
        self.word.setObjectName("doubtfulWord")
        self.word.installEventFilter(self)
        self._right.clicked.connect(lambda: self.answered.emit(self.word.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.word, 1)
        row.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._asked)
        column.addLayout(row)

    def show_question(self, question: Question | None) -> None:
        """Ask about a word, None about none; what is being typed stays."""
        self.setVisible(question is not None)
        if question is None:
            return
        said = self._language.translate("Doubtful word {number} of {total}: is it right?")
        self._asked.setText(said.format(number=question.number, total=question.total))
        if self.word.text() != question.text:
            self.word.setText(question.text)
        if self.word.hasFocus():
            self.word.selectAll()

    def show_picture(self, picture: QPixmap) -> None:
        """Show the word as it stands on the paper, enlarged."""
        if not picture.isNull():
            picture = picture.scaledToHeight(_HEIGHT, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(picture)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self._right.say(translate("Right (Enter)"), translate("The word is right as it stands here"))
        self.word.setAccessibleName(translate("The word as it should be"))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let Tab walk from one doubtful word to the next while a word is typed."""
        if watched is self.word and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.walked.emit(step)
                return True
        return super().eventFilter(watched, event)
