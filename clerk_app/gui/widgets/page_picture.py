"""One page, as large as there is room."""

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from clerk_app.gui.look.look import Look

_MARGIN = 12


class PagePicture(QWidget):
    """Shows a page with its paper edge; empty, it is only the ground."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("largePage")
        self._look = look
        self._picture = QPixmap()
        self.setMinimumWidth(280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._picture.isNull()

    def show_picture(self, image: QImage | None) -> None:
        """Show a page; None shows the empty ground."""
        self._picture = QPixmap() if image is None else QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the page in the middle."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.sunken))
        painter.drawRoundedRect(self.rect(), 8, 8)
        if not self._picture.isNull():
            self._paint_page(painter)
        painter.end()

    def _paint_page(self, painter: QPainter) -> None:
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        paper = QRect(room.topLeft(), size)
        paper.moveCenter(room.center())
        painter.setBrush(QColor(0, 0, 0, 36))
        painter.drawRect(paper.translated(2, 3))
        painter.drawPixmap(paper, self._picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self._look.tokens.paper_edge))
        painter.drawRect(paper)
