"""Rooms that grow with the text: sizes are given in pixels for our own size of text, and follow another."""

from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QFrame, QWidget

from clerk_app.gui.look.typeface import POINTS


def grown(pixels: int, widget: QWidget) -> int:
    """Return how many pixels of room a widget's text takes that takes `pixels` at our own size.

    Smaller text leaves the room as it is: what is pressed stays large enough for a finger.
    """
    return round(pixels * max(1.0, widget.font().pointSizeF() / POINTS))


class Card(QFrame):
    """A surface with an edge, on which things stand that belong together.

    Args:
        width: in pixels, fixed but for the size of the text; None takes what the layout gives.
    """

    def __init__(self, width: int | None = None) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._width = width
        self._fit()

    def changeEvent(self, event: QEvent | None) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        if self._width is not None:
            self.setFixedWidth(grown(self._width, self))
