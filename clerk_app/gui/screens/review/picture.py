"""The page that is reviewed: doubtful words marked, and a part of it drawn with the mouse."""

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.screens.review.view import Mark, ShownPage
from scanning.cleanup.recipe import Area
from scanning.model import Box

_MARGIN = 12
_LEAST_SHARE = 0.02
"""Of the page: a smaller rectangle is a click."""

_WORD_AIR = 6
"""Pixels of the page around a word that is shown enlarged."""


class ReviewedPage(QWidget):
    """Paints one page; `drawn` tells that a part of it was drawn with the mouse, or is no more."""

    drawn = pyqtSignal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("reviewedPage")
        self._look = look
        self._page: ShownPage | None = None
        self._picture = QPixmap()
        self._from: QPointF | None = None
        self._area: Area | None = None
        self.setMinimumWidth(280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def area(self) -> Area | None:
        """The part that was drawn, in parts of the page as it is shown."""
        return self._area

    @property
    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._picture.isNull()

    def show_page(self, page: ShownPage | None) -> None:
        """Mark words of a page; its picture stays while it is the same."""
        if page is None or self._page is None or page.picture != self._page.picture:
            self._picture = QPixmap()
            self._draw(None)
        self._page = page
        self.update()

    def show_picture(self, image: QImage) -> None:
        """Show the page's picture."""
        self._picture = QPixmap.fromImage(image)
        self.update()

    def word_picture(self, box: Box) -> QPixmap:
        """Return a word cut out of the page, with a little air."""
        if self._page is None or self._picture.isNull():
            return QPixmap()
        across, down = (
            self._picture.width() / self._page.width_px,
            self._picture.height() / self._page.height_px,
        )
        cut = QRectF(
            box.left * across, box.top * down, (box.right - box.left) * across, (box.bottom - box.top) * down
        )
        return self._picture.copy(cut.adjusted(-_WORD_AIR * 4, -_WORD_AIR, _WORD_AIR * 4, _WORD_AIR).toRect())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the page in the middle, its marks, and the part that was drawn."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.sunken))
        painter.drawRoundedRect(self.rect(), 8, 8)
        if not self._picture.isNull():
            self._paint_page(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to draw a part."""
        if event and event.button() is Qt.MouseButton.LeftButton and not self.is_empty:
            self._from = event.position()
            self._draw(None)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Draw on."""
        if event and self._from is not None:
            self._draw(self._between(self._from, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End drawing; a mere click takes the part away."""
        if event and self._from is not None:
            self._draw(self._between(self._from, event.position()))
        self._from = None

    def _paper(self) -> QRect:
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        paper = QRect(room.topLeft(), size)
        paper.moveCenter(room.center())
        return paper

    def _paint_page(self, painter: QPainter) -> None:
        paper, tokens = self._paper(), self._look.tokens
        painter.setBrush(QColor(0, 0, 0, 36))
        painter.drawRect(paper.translated(2, 3))
        painter.drawPixmap(paper, self._picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens.paper_edge))
        painter.drawRect(paper)
        for mark in self._page.marks if self._page else ():
            self._paint_mark(painter, paper, mark)
        if self._area is not None:
            left, top, right, bottom = self._area
            painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(
                QRectF(
                    paper.left() + left * paper.width(),
                    paper.top() + top * paper.height(),
                    (right - left) * paper.width(),
                    (bottom - top) * paper.height(),
                )
            )

    def _paint_mark(self, painter: QPainter, paper: QRect, mark: Mark) -> None:
        assert self._page is not None  # noqa: S101 - a mark is on a page
        across, down = paper.width() / self._page.width_px, paper.height() / self._page.height_px
        box = QRectF(
            paper.left() + mark.box.left * across,
            paper.top() + mark.box.top * down,
            (mark.box.right - mark.box.left) * across,
            (mark.box.bottom - mark.box.top) * down,
        ).adjusted(-2, -2, 2, 2)
        ink = QColor(self._look.tokens.accent if mark.is_current else self._look.tokens.doubt)
        painter.setPen(QPen(ink, 2 if mark.is_current else 1))
        ground = QColor(ink)
        ground.setAlpha(60 if mark.is_current else 30)
        painter.setBrush(ground)
        painter.drawRect(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _between(self, start: QPointF, end: QPointF) -> Area | None:
        """Return the part between two points, None where it is too small to be meant."""
        paper = self._paper()
        across = sorted(
            min(1.0, max(0.0, (point.x() - paper.left()) / paper.width())) for point in (start, end)
        )
        down = sorted(
            min(1.0, max(0.0, (point.y() - paper.top()) / paper.height())) for point in (start, end)
        )
        if across[1] - across[0] < _LEAST_SHARE or down[1] - down[0] < _LEAST_SHARE:
            return None
        return (across[0], down[0], across[1], down[1])

    def _draw(self, area: Area | None) -> None:
        changed = (area is None) != (self._area is None)
        self._area = area
        if changed:
            self.drawn.emit(area is not None)
        self.update()
