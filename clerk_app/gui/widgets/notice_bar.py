"""Notices: they slide in beside the work, never over it, each with the next step as a button."""

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Notice
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label, restyle


class NoticeBar(QFrame):
    """Shows the newest notice until it is closed or answered."""

    def __init__(self, language: Language, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._language = language
        self._look = look
        self._notice: Notice | None = None
        self._sign = QLabel()
        self._text = label(wraps=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._next = ActionButton("noticeNextStep", "Ctrl+Return")
        self._next.clicked.connect(self._go_on)
        self._close = ActionButton("noticeClose", "Ctrl+W", role="quiet")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        for widget in (self._sign, self._text, self._next, self._close):
            row.addWidget(widget)
        self.speak()
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        self._say(notice)
        self.show()

    def clear(self) -> None:
        """Take the notice away."""
        self._notice = None
        self.hide()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._close.setIcon(self._look.icon("close"))
        self._close.say(self._language.translate("Close the notice"), shown=False)
        if self._notice is not None:
            self._say(self._notice)

    def _say(self, notice: Notice) -> None:
        words = notice.words
        self.setProperty("tone", words.tone.value)
        restyle(self)
        self._sign.setPixmap(self._look.sign(words.tone))
        self._text.setText(words.text)
        self._text.setAccessibleName(words.text)
        self._next.setVisible(notice.next_step is not None)
        if notice.next_step:
            self._next.say(notice.next_step.text)

    def _go_on(self) -> None:
        notice = self._notice
        self.clear()
        if notice and notice.next_step:
            notice.next_step.do()
