"""A count with its name, as a button."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label, show_words


class CountTile(ActionButton):
    """Shows how many and of what; a colour never stands without the word."""

    def __init__(self, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(name, key, role="tile", parent=parent)
        self.setCheckable(True)
        self._count, self._name = label("count"), label()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(0)
        for shown in (self._count, self._name):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(shown)

    def sizeHint(self) -> QSize:
        """Return what count and name take."""
        inside = self.layout()
        return super().sizeHint() if inside is None else super().sizeHint().expandedTo(inside.sizeHint())

    def show_count(self, name: str, tip: str, count: int, tone: Tone) -> None:
        """Show a count in its tone."""
        self.say(f"{name}: {count}", tip, shown=False)
        show_words(self._count, Words(str(count), tone))
        show_words(self._name, Words(name, tone))
