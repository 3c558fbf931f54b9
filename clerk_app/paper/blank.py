"""A line of a letterhead with a gap that is filled later, by a signature."""

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

BoxPoints = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page."""

_LOWERED = 0.28
"""Share of the letter size that the gap reaches below the line of writing."""


class BlankLine(Flowable):
    """Words, a gap, words, centred; once drawn it knows where on the page the gap is."""

    def __init__(self, before: str, gap: float, after: str, font: str, size: float) -> None:
        super().__init__()
        self.box: BoxPoints = (0.0, 0.0, 0.0, 0.0)
        self._parts = before, after
        self._gap, self._font, self._size = gap, font, size

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width and a little more than one line."""
        self._room = available_width
        return available_width, self._size * 1.4

    def draw(self) -> None:
        """Write both parts, and keep where the gap between them is."""
        before, after = (stringWidth(part, self._font, self._size) for part in self._parts)
        left = (self._room - before - self._gap - after) / 2
        low = self._size * 0.4
        self.canv.setFont(self._font, self._size)
        self.canv.drawString(left, low, self._parts[0])
        self.canv.drawString(left + before + self._gap, low, self._parts[1])
        x, y = self.canv.absolutePosition(left + before, low - self._size * _LOWERED)
        self.box = (x, y, x + self._gap, y + self._size * (1 + _LOWERED))
