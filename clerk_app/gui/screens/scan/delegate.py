"""How a page looks in the strip: paper with an edge, its number, its badges in words."""

from typing import cast

from PyQt6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clerk_app.gui.look.look import Look
from clerk_app.gui.screens.scan.rows import PageItem, PageStrip

PAPER = QSize(120, 170)
_CELL = QSize(176, 240)
_BADGE = 22
_SMALLER = 0.88


class PagePainter(QStyledItemDelegate):
    """Paints one page of the strip."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the same size for every page."""
        return _CELL

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint the page of an index."""
        if painter is None:
            return
        strip = cast(PageStrip, index.model())
        item = strip.item_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        paper = QRect(QPoint(0, 0), PAPER)
        paper.moveCenter(QPoint(option.rect.center().x(), 0))
        paper.moveTop(option.rect.top() + 10)
        self._paper(painter, paper, strip, index.row())
        self._words(painter, option, paper, item)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self._look.tokens.accent_soft))
            painter.setPen(QPen(QColor(self._look.tokens.accent), 1))
            painter.drawRoundedRect(option.rect.adjusted(4, 3, -4, -3), 6, 6)

    def _paper(self, painter: QPainter, paper: QRect, strip: PageStrip, row: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 28))
        painter.drawRect(paper.translated(2, 2))
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.setPen(QColor(self._look.tokens.paper_edge))
        painter.drawRect(paper)
        thumbnail = strip.thumbnail_at(row)
        if thumbnail is not None and not thumbnail.isNull():
            size = thumbnail.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(paper.topLeft(), size)
            place.moveCenter(paper.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place.adjusted(1, 1, 0, 0), thumbnail)

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, paper: QRect, item: PageItem) -> None:
        tokens = self._look.tokens
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        corner = QRect(option.rect.left() + 8, paper.top(), 18, 20)
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, str(item.number))
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        painter.setFont(font)
        for place, badge in enumerate(item.badges[:2]):
            metrics = QFontMetrics(font)
            text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, _CELL.width() - 28)
            width = metrics.horizontalAdvance(text) + 14
            box = QRect(0, paper.bottom() + 6 + place * (_BADGE + 2), width, _BADGE)
            box.moveCenter(QPoint(option.rect.center().x(), box.center().y()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ground(badge.tone)))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(tokens.ink(badge.tone)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
