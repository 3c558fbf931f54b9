"""A page with the signatures to come, to be dragged and moved by keys."""

from pathlib import Path
from typing import Protocol

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PyQt6.QtPdf import QPdfDocument
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.placing import PlaceState, ShownMark
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label, show_words

_STEP_MM, _LONG_STEP_MM = 1.0, 5.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_MARGIN = 12
_SEEN_AROUND = 120


class Hands(Protocol):
    """What the page asks of its presenter."""

    def choose(self, name: str) -> None:
        """Take a signature in hand."""

    def choose_next(self) -> None:
        """Take the next one in hand."""

    def grip(self) -> None:
        """Begin to move it."""

    def let_go(self) -> None:
        """End the move."""

    def put(self, left: float, bottom: float) -> None:
        """Put the one in hand somewhere."""

    def nudge(self, right_mm: float, up_mm: float) -> None:
        """Move the one in hand a little."""

    def put_back(self) -> None:
        """Put the one in hand back."""

    def undo(self) -> None:
        """Take the last move back."""

    def redo(self) -> None:
        """Move again what was taken back."""


class PlaceSheet(QLabel):
    """The page itself, as wide as there is room; a label, which a screen reader knows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("placeSheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.hands: Hands | None = None
        self._look = look
        self._document = QPdfDocument(self)
        self._shown: tuple[Path, int] | None = None
        self._state: PlaceState | None = None
        self._page = QImage()
        self._pictures: dict[str, QImage] = {}
        self._held: QPointF | None = None

    def show_state(self, state: PlaceState, width: int) -> None:
        """Show a page at a width in pixels."""
        if self._shown != (state.paper, state.page):
            self._shown = (state.paper, state.page)
            self._document.load(str(state.paper))
            self._page = QImage()
            self._pictures = {each.name: QImage.fromData(each.picture) for each in state.marks}
        self._state = state
        self.fit(width)

    def fit(self, width: int) -> None:
        """Lay the page out for a width in pixels."""
        state = self._state
        if state is None:
            return
        wide = max(100, width - 2 * _MARGIN)
        size = QSize(wide, round(wide * state.size[1] / state.size[0]))
        if self._page.size() != size * self.devicePixelRatioF():
            self._page = self._document.render(state.page, size * self.devicePixelRatioF())
        self.setFixedSize(wide + 2 * _MARGIN, size.height() + 2 * _MARGIN)
        self.update()

    def on_screen(self, mark: ShownMark) -> QRectF:
        """Return where a signature is drawn, in pixels of this widget."""
        left, bottom, right, top = mark.box
        scale, height = self._scale(), self._height()
        return QRectF(
            _MARGIN + left * scale,
            _MARGIN + (height - top) * scale,
            (right - left) * scale,
            (top - bottom) * scale,
        )

    @property
    def marks(self) -> tuple[ShownMark, ...]:
        """The signatures as they are shown."""
        return () if self._state is None else self._state.marks

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the page, and the signatures over it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paper = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.fillRect(paper, QColor("white"))
        painter.drawImage(paper, self._page)
        for mark in self.marks:
            self._paint_mark(painter, mark)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take what is under the pointer; of several the one in hand, else the topmost."""
        if event is None or self.hands is None:
            return
        self.setFocus()
        under = [each for each in self.marks if self.on_screen(each).contains(event.position())]
        if under:
            mark = next((each for each in under if each.is_chosen), under[-1])
            self._held = event.position() - self.on_screen(mark).bottomLeft()
            self.hands.choose(mark.name)
            self.hands.grip()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag."""
        if event is None or self.hands is None:
            return
        if self._held is None:
            over = any(self.on_screen(each).contains(event.position()) for each in self.marks)
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        corner = (event.position() - self._held) - QPointF(_MARGIN, _MARGIN)
        scale = self._scale()
        self.hands.put(corner.x() / scale, self._height() - corner.y() / scale)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go."""
        if self._held is not None and self.hands is not None:
            self.hands.let_go()
        self._held = None
        self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move by a millimetre, with Shift by five; the space bar takes the next one in hand."""
        if event is None or self.hands is None:
            return
        key = Qt.Key(event.key())
        if key in _ARROWS:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = _LONG_STEP_MM if far else _STEP_MM
            across, up = _ARROWS[key]
            self.hands.nudge(across * step, up * step)
        elif key == Qt.Key.Key_Space:
            self.hands.choose_next()
        else:
            super().keyPressEvent(event)

    def _paint_mark(self, painter: QPainter, mark: ShownMark) -> None:
        box, tokens = self.on_screen(mark), self._look.tokens
        painter.drawImage(box, self._pictures[mark.name])
        colour = tokens.wrong if mark.covers else tokens.accent
        pen = QPen(QColor(colour), 2.0 if mark.is_chosen else 1.0)
        pen.setStyle(Qt.PenStyle.SolidLine if mark.is_chosen else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _scale(self) -> float:
        """Pixels to the point."""
        return 1.0 if self._state is None else (self.width() - 2 * _MARGIN) / self._state.size[0]

    def _height(self) -> float:
        return 0.0 if self._state is None else self._state.size[1]


class PlaceFrame(QFrame):
    """The page in its frame, with what is said of it and the way back."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._language = language
        self._look = look
        self.told = label(wraps=True)
        self.undo = ActionButton("placeUndo", "Ctrl+Z", role="quiet")
        self.redo = ActionButton("placeRedo", "Ctrl+Shift+Z", "Ctrl+Y", role="quiet")
        self.back = ActionButton("placeBack", "Home", role="quiet")
        self.sheet = PlaceSheet(look)
        self._scrolled = QScrollArea()
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scrolled.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setWidget(self.sheet)
        self._paper: Path | None = None
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        for button in (self.undo, self.redo, self.back):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(row)
        column.addWidget(self._scrolled, 1)
        self.speak()

    def obey(self, hands: Hands) -> None:
        """Name who is told of every move."""
        self.sheet.hands = hands
        self.undo.clicked.connect(hands.undo)
        self.redo.clicked.connect(hands.redo)
        self.back.clicked.connect(hands.put_back)

    def show_place(self, state: PlaceState) -> None:
        """Show everything; a page that is new is scrolled to where its signature goes."""
        self.sheet.show_state(state, self._room())
        show_words(self.told, state.told)
        self.back.setEnabled(state.is_moved)
        self.undo.setEnabled(state.can_undo)
        self.redo.setEnabled(state.can_redo)
        self.sheet.setAccessibleDescription(state.told.text)
        if self._paper != state.paper:
            self._paper = state.paper
            chosen = next(each for each in state.marks if each.is_chosen)
            middle = self.sheet.on_screen(chosen).center().toPoint()
            self._scrolled.ensureVisible(middle.x(), middle.y(), _SEEN_AROUND, _SEEN_AROUND)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        ground = self._scrolled.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(self._look.tokens.sunken))
        self._scrolled.setPalette(ground)
        self.undo.say(translate("Undo"), translate("Take the last move back"))
        self.redo.say(translate("Redo"), translate("Move again what was taken back"))
        self.back.say(translate("Put back"), translate("Put what is in hand back to where it goes by itself"))
        self.sheet.setAccessibleName(translate("The page with the signatures to come"))
        self.sheet.setToolTip(
            translate("Arrow keys: 1 mm, with Shift 5 mm. Space bar: the next one. Home: back to its place.")
        )

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)
        self.sheet.fit(self._room())

    def _room(self) -> int:
        viewport = self._scrolled.viewport()
        return viewport.width() if viewport is not None else self.width()
