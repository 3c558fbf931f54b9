"""Labels that say something in a tone."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget

from clerk_app.gui.model import Words


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
