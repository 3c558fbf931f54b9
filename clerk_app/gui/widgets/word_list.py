"""A list whose rows are as high as their words."""

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_PADDING = 8
"""In pixels: left of the words of a row and right of them, as the style sheet of the window has it."""


class WordList(QListWidget):
    """Wraps what is wider than itself.

    Args:
        padding: in pixels, as `_PADDING`, where another style sheet dresses it.
    """

    def __init__(self, padding: int = _PADDING) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Wrapping(self, padding))


class _Wrapping(QStyledItemDelegate):
    """Measures words in the room they are painted in: Qt measures them without their padding."""

    def __init__(self, shown: WordList, padding: int) -> None:
        super().__init__(shown)
        self._shown, self._padding = shown, padding

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the room of a row."""
        room = self._shown.viewport()
        if room is not None:
            option.rect = QRect(0, 0, room.width() - 2 * self._padding, 1)  # an empty one wraps nothing
        return super().sizeHint(option, index)
