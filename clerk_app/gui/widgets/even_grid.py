"""Buttons of one width beside each other, in as many rows as it takes."""

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QSizePolicy, QWidget


class EvenGrid(QWidget):
    """As many columns as there is room for, `most` at most; the rows are filled evenly.

    Args:
        most: columns, where there is room.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._places: list[Sequence[QWidget]] = []
        self._laid_out = (0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, *widgets: QWidget) -> None:
        """Add a place; the widgets that share it are never seen together."""
        self._places.append(widgets)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Return what one column takes: others are beside it only where there is room."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent | None) -> bool:
        """Look again when a widget says something longer."""
        done = super().event(event)
        if event is not None and event.type() is QEvent.Type.LayoutRequest:
            self._lay_out()
        return done

    def _lay_out(self) -> None:
        count, columns = len(self._places), self._columns()
        if (count, columns) == self._laid_out:
            return
        self._laid_out = (count, columns)
        for number, place in enumerate(self._places):
            for widget in place:
                self._grid.addWidget(widget, number // columns, number % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _columns(self) -> int:
        """Return how many columns have room for the widest, and are filled by as few rows as possible."""
        gap, count = self._grid.spacing(), max(1, len(self._places))
        fitting = max(1, min(self._most, (self.width() + gap) // (self._widest() + gap)))
        rows = -(-count // fitting)
        return -(-count // rows)

    def _widest(self) -> int:
        return max((each.sizeHint().width() for place in self._places for each in place), default=1)
