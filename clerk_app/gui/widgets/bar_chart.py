"""How a few counts of each row add up: bars beside the names of the rows, in the colours of the moment."""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.paper.chart import Bars

_NAMES_SHARE = 0.3
_ROW, _BAR, _HEAD, _GAP, _NUMBER = 32, 18, 32, 8, 48


class BarChart(QWidget):
    """Shows the bars of one table."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bars: Bars | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Bars | None) -> None:
        """Show other bars, None for nothing."""
        self._bars = bars
        told = [f"{name}: {', '.join(map(str, numbers))}" for name, numbers in _rows(bars)]
        self.setAccessibleName(bars.title if bars else "")
        self.setAccessibleDescription("; ".join(told))
        self.setVisible(bars is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(400, _HEAD + _ROW * len(_rows(self._bars)) + _GAP)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint title, legend and bars."""
        bars = self._bars
        if bars is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter, bars)
        most = max((sum(numbers) for _name, numbers in _rows(bars)), default=0)
        for place, (name, numbers) in enumerate(_rows(bars)):
            self._paint_row(painter, _HEAD + place * _ROW, name, numbers, most)
        painter.end()

    def _tints(self) -> tuple[QColor, ...]:
        tokens = self._look.tokens
        return QColor(tokens.accent), QColor(tokens.muted), QColor(tokens.wrong)

    def _paint_legend(self, painter: QPainter, bars: Bars) -> None:
        left = self.width() * _NAMES_SHARE
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._look.tokens.text))
        painter.drawText(QRectF(0, 0, left - _GAP, _HEAD), centre, bars.title)
        for tint, (title, _numbers) in zip(self._tints(), bars.series, strict=False):
            painter.fillRect(QRectF(left, _HEAD / 2 - 6, 12, 12), tint)
            painter.setPen(QColor(self._look.tokens.muted))
            width = painter.fontMetrics().horizontalAdvance(title)
            painter.drawText(QRectF(left + 20, 0, width + _GAP, _HEAD), centre, title)
            left += width + 48

    def _paint_row(
        self, painter: QPainter, top: float, name: str, numbers: tuple[int, ...], most: int
    ) -> None:
        left, tokens = self.width() * _NAMES_SHARE, self._look.tokens
        room = self.width() - left - _NUMBER
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(left - _GAP))
        painter.drawText(QRectF(0, top, left - _GAP, _ROW), centre, short)
        painter.fillRect(QRectF(left, top + (_ROW - _BAR) / 2, room, _BAR), QColor(tokens.sunken))
        for tint, number in zip(self._tints(), numbers, strict=False):
            width = room * number / most if most else 0
            painter.fillRect(QRectF(left, top + (_ROW - _BAR) / 2, width, _BAR), tint)
            left += width
        total = QRectF(self.width() - _NUMBER, top, _NUMBER, _ROW)
        painter.drawText(total, centre | Qt.AlignmentFlag.AlignRight, str(sum(numbers)))


def _rows(bars: Bars | None) -> list[tuple[str, tuple[int, ...]]]:
    """Return each row's name and numbers."""
    if bars is None:
        return []
    numbers = zip(*(each for _title, each in bars.series), strict=True)
    return list(zip(bars.names, numbers, strict=True))
