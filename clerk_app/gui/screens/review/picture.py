"""The page that is reviewed: words marked, its text over it, and a part of it drawn with the mouse."""

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.screens.review.text_layer import TextLayer
from clerk_app.gui.screens.review.view import Mark, ShownPage
from scanning.cleanup.recipe import Area
from scanning.model import Box

_MARGIN = 12
_LEAST_SHARE = 0.02
"""Of the page: a smaller rectangle is a click."""

_LETTERS_SHARE = 0.86
"""Height of letters in their box."""

_PAPER, _INK = "#fffdf2", "#10203a"
"""Paper is light in the dark theme too."""

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
        self._text = TextLayer()
        self._loading, self._failed, self._has_failed = "", "", False
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

    @property
    def text(self) -> str:
        """The chosen words of the page, or all of them; empty while the text is not shown."""
        return self._text.text

    @property
    def field_place(self) -> Box | None:
        """Where the chosen field is marked, None where none is."""
        marks = self._page.marks if self._page is not None else ()
        return next((mark.box for mark in marks if mark.is_field), None)

    @property
    def told(self) -> str:
        """What is said in place of a picture that is not there."""
        if self._page is None or not self._picture.isNull():
            return ""
        return self._failed if self._has_failed else self._loading

    def say(self, loading: str, failed: str) -> None:
        """Name what is said in place of a picture."""
        self._loading, self._failed = loading, failed
        self.update()

    def fail(self, _error: BaseException) -> None:
        """Say that the picture cannot be shown."""
        self._has_failed = True
        self.update()

    def show_page(self, page: ShownPage | None) -> None:
        """Mark words of a page; its picture stays while it is the same."""
        if page is None or self._page is None or page.picture != self._page.picture:
            self._picture = QPixmap()
            self._has_failed = False
            self._draw(None)
        words = page.words if page is not None else ()
        if words != self._text.words:
            self._text = TextLayer(words)
            self.setCursor(Qt.CursorShape.IBeamCursor if words else Qt.CursorShape.CrossCursor)
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
        elif self.told:
            painter.setPen(QColor(self._look.tokens.text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.told)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to draw a part."""
        if event and event.button() is Qt.MouseButton.LeftButton and not self.is_empty:
            self._from = event.position()
            self._draw(None)
            self._text.begin(*self._in_words(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Draw on."""
        if event and self._from is not None:
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End drawing; a mere click takes the part away."""
        if event and self._from is not None and event.position() != self._from:
            self._drag_to(event.position())
        self._from = None

    def _drag_to(self, point: QPointF) -> None:
        """Choose text where it is shown, else draw a part of the page."""
        assert self._from is not None  # noqa: S101 - the mouse is down
        if self._text.words:
            self._text.go_on(*self._in_words(point))
            self.update()
        else:
            self._draw(self._between(self._from, point))

    def _in_words(self, point: QPointF) -> tuple[float, float]:
        """Return a point in pixels of the words."""
        paper = self._paper()
        wide, high = (self._page.width_px, self._page.height_px) if self._page else (1, 1)
        return (
            (point.x() - paper.left()) * wide / max(1, paper.width()),
            (point.y() - paper.top()) * high / max(1, paper.height()),
        )

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
        text = self._text
        for place, (word, box) in enumerate(zip(text.words, text.boxes, strict=True)):
            self._paint_word(painter, self._on_paper(paper, box), word.text, place in text.chosen)
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
        box = self._on_paper(paper, mark.box).adjusted(-2, -2, 2, 2)
        tokens = self._look.tokens
        ink = QColor(tokens.good if mark.is_field else tokens.accent if mark.is_current else tokens.doubt)
        painter.setPen(QPen(ink, 2 if mark.is_current else 1))
        ground = QColor(ink)
        ground.setAlpha(60 if mark.is_current else 30)
        painter.setBrush(ground)
        painter.drawRect(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _on_paper(self, paper: QRect, box: Box) -> QRectF:
        """Return where a box of the page is on the screen."""
        assert self._page is not None  # noqa: S101 - a box is on a page
        across, down = paper.width() / self._page.width_px, paper.height() / self._page.height_px
        return QRectF(
            paper.left() + box.left * across,
            paper.top() + box.top * down,
            (box.right - box.left) * across,
            (box.bottom - box.top) * down,
        )

    def _paint_word(self, painter: QPainter, box: QRectF, text: str, is_chosen: bool) -> None:
        """Paint a word as wide as it is on the paper, on a ground of its own."""
        tokens, font = self._look.tokens, painter.font()
        font.setPixelSize(max(4, round(box.height() * _LETTERS_SHARE)))
        wide = QFontMetricsF(font).horizontalAdvance(text) or 1.0
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(tokens.accent if is_chosen else _PAPER))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent if is_chosen else _INK))
        painter.translate(box.left(), box.top())
        painter.scale(box.width() / wide, 1.0)
        painter.drawText(QRectF(0, 0, wide + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

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
