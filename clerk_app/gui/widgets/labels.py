"""Labels that say something in a tone."""

from PyQt6.QtCore import QEvent, QRect, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from clerk_app.gui.model import Words


class _Painted(QLabel):
    """A label of any width that paints its words itself."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint what is seen."""
        style, painter = self.style(), QPainter(self)
        room = self.contentsRect()
        flags = int(self.alignment()) | self._breaks(room.width())
        if style is not None:
            ink = self.foregroundRole()
            style.drawItemText(painter, room, flags, self.palette(), self.isEnabled(), self._seen(), ink)
        painter.end()

    def _seen(self) -> str:
        return self.text()

    def _breaks(self, _width: int) -> int:
        """Return the flag of `Qt.TextFlag` that says where a line may end, 0 for nowhere."""
        return 0


class Line(_Painted):
    """One line that may be longer than its room: it ends in "…" then, and its tooltip says all of it."""

    def event(self, event: QEvent | None) -> bool:
        """Say all of it where not all of it is seen."""
        if event is not None and event.type() is QEvent.Type.ToolTip:
            self.setToolTip("" if self._seen() == self.text() else self.text())
        return super().event(event)

    def _seen(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )


class FileName(_Painted):
    """The name of a file, on as many lines as it needs: a word that has no room is broken anywhere."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower name is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all of it stands in `width`, both in pixels."""
        room = QRect(0, 0, width, 0)
        return self.fontMetrics().boundingRect(room, self._breaks(width), self.text()).height()

    def minimumSizeHint(self) -> QSize:
        """Take any width."""
        return QSize(0, self.fontMetrics().lineSpacing())

    def _breaks(self, width: int) -> int:
        longest = max(map(self.fontMetrics().horizontalAdvance, self.text().split()), default=0)
        return int(Qt.TextFlag.TextWordWrap if longest <= width else Qt.TextFlag.TextWrapAnywhere)


def label(role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label in one of the style sheet's roles; what it shows is never taken for markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


def show_words(shown: QLabel, words: Words, *, as_badge: bool = False) -> None:
    """Put words and their tone on a label; without words it is not there."""
    shown.setText(words.text)
    shown.setProperty("badge" if as_badge else "tone", words.tone.value)
    restyle(shown)
    shown.setVisible(bool(words.text))


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed."""
    style = widget.style()
    assert style is not None  # noqa: S101 - every shown widget has one
    style.unpolish(widget)
    style.polish(widget)
