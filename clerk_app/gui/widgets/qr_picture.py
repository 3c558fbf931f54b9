"""A code that people photograph from the screen."""

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from clerk_app.paper.receipt import qr_modules

_QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""


class QrPicture(QWidget):
    """A code, as large as there is room; at least `smallest` pixels."""

    def __init__(self, smallest: int = 220) -> None:
        super().__init__()
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.code = ""
        self.setMinimumSize(smallest, smallest)

    def show_code(self, code: str) -> None:
        """Show a code; an empty one leaves the place empty."""
        self.code, self._modules = code, qr_modules(code) if code else ()
        self.setVisible(bool(code))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the code, black on white whatever the colours are."""
        if not self._modules:
            return
        painter = QPainter(self)
        count = len(self._modules) + 2 * _QUIET
        module = min(self.width(), self.height()) // count
        left, top = (self.width() - module * count) / 2, (self.height() - module * count) / 2
        painter.fillRect(QRectF(left, top, module * count, module * count), QColor("white"))
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    x, y = left + (column + _QUIET) * module, top + (row + _QUIET) * module
                    painter.fillRect(QRectF(x, y, module, module), QColor("black"))
        painter.end()
