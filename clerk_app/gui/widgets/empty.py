"""What stands where there is nothing yet."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.widgets.labels import label

_PICTURE, _GAP = 60, 8
_HELP_WIDTH = 560


class EmptyState(QWidget):
    """A picture, what it means that nothing is here, what to do about it, and perhaps the way to do it."""

    def __init__(self, look: Look, icon: str, way: QWidget | None = None) -> None:
        super().__init__()
        self._look, self._icon = look, icon
        self._picture, self.title, self.help = QLabel(), label("title"), label("muted", wraps=True)
        self.help.setFixedWidth(_HELP_WIDTH)
        self.help.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for widget in filter(None, (self._picture, self.title, self.help, way)):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(_GAP)
        column.addStretch(3)

    def say(self, title: str, advice: str) -> None:
        """Say it in the language of the moment, in the colours of the moment."""
        icon = self._look.icon(self._icon, self._look.tokens.accent)
        self._picture.setPixmap(icon.pixmap(_PICTURE, _PICTURE))
        self.title.setText(title)
        self.help.setText(advice)
        self.help.setMinimumHeight(self.help.heightForWidth(_HELP_WIDTH))
