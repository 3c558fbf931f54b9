"""The call display: the newest number over half of the screen, those before it beside or below, notices."""

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.gui.hall.display.presenter import DisplayPresenter, ShownCall
from clerk_app.gui.hall.voice import Voice
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.office import local

_ROWS = 5
_TICK_MS, _NOTICE_MS = 5_000, 9_000
_SHARES = {"head": 0.038, "number": 0.27, "counter": 0.105, "row": 0.072, "title": 0.036, "notice": 0.04}
"""Height of letters as a share of the smaller of height and 9/16 of the width.

From 8 m one reads letters of 24 mm; the rows have 27 mm on a screen of 43 inches, the number 100 mm.
"""

_ROOMS = {"number": 0.54, "counter": 0.54, "row": 0.21}
"""The most of the width that words of a kind take."""

_UPRIGHT_ROOMS = {"head": 0.6, "number": 0.9, "counter": 0.9, "row": 0.42, "notice": 0.95}
"""The same on an upright screen, where those before stand below the newest."""


class DisplayScreen(QWidget):
    """What the whole hall sees."""

    def __init__(self, place: Workplace, voice: Voice) -> None:
        super().__init__()
        self.setObjectName("display")
        self._place = place
        self._notices: tuple[str, ...] = ()
        self._notice_at = 0
        self.centre, self.clock = self._words("head"), self._words("head")
        self.number, self.counter = self._words("number"), self._words("counter")
        self.title, self.notice = self._words("title"), self._words("notice")
        self.rows = tuple((self._words("row"), self._words("row")) for _row in range(_ROWS))
        self._arrange()
        self.presenter = DisplayPresenter(
            place.desk, place.runner.submit, place.language.translate, self, voice
        )
        self._tick_by(_TICK_MS, self._tick)
        self._tick_by(_NOTICE_MS, self._next_notice)
        self.centre.setText(place.desk.settings.agency.centre)
        self.speak()
        self._tick()

    def show_calls(self, calls: tuple[ShownCall, ...]) -> None:
        """Show calls, the newest first."""
        translate = self._place.language.translate
        newest = calls[0] if calls else None
        self.number.setText(newest.label if newest else "–")
        waiting = translate("Please wait for your number")
        to = translate("Counter {counter}").format(counter=newest.counter) if newest else waiting
        self.counter.setText(to)
        for place, (number, counter) in enumerate(self.rows, 1):
            call = calls[place] if place < len(calls) else None
            number.setText(call.label if call else "")
            said = translate("Counter {counter}").format(counter=call.counter) if call else ""
            counter.setText(said)
        self._fit()

    def show_notices(self, notices: tuple[str, ...]) -> None:
        """Show sentences one after another."""
        self._notices = notices
        self._next_notice()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.setWindowTitle(translate("Called numbers"))
        self.title.setText(translate("Called before"))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Write as large as the screen allows; on an upright one the newest stands above those before it."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(down if self._is_upright else across)
        self._fit()

    def pixels(self, what: str) -> int:
        """Return how high the letters of a kind are."""
        height, width = self.height(), self.width()
        if self._is_upright:
            height, width = width, height
        return max(8, round(_SHARES[what] * min(height, width * 9 / 16)))

    @property
    def _is_upright(self) -> bool:
        return self.height() > self.width()

    def _fit(self) -> None:
        """Set sizes, smaller where words would not fit beside each other."""
        rooms = _UPRIGHT_ROOMS if self._is_upright else _ROOMS
        for each in self.findChildren(QLabel):
            kind = each.property("kind")
            self._write(each, self.pixels(kind), rooms.get(kind, 1.0) * self.width())

    def _write(self, shown: QLabel, pixels: int, room: float) -> None:
        font = shown.font()
        font.setPixelSize(pixels)
        font.setBold(shown.property("kind") != "notice")
        shown.setFont(font)
        needed = shown.fontMetrics().horizontalAdvance(shown.text()) * 1.08
        if needed > room > 0:
            font.setPixelSize(max(8, int(pixels * room / needed)))
            shown.setFont(font)

    def _words(self, kind: str) -> QLabel:
        made = label()
        made.setProperty("kind", kind)
        made.setMinimumSize(1, 1)
        return made

    def _arrange(self) -> None:
        tokens = self._place.look.tokens
        self.setStyleSheet(
            f"QWidget#display {{ background: {tokens.window}; }}"
            f'QLabel[kind="number"] {{ color: {tokens.accent}; }}'
            f"QWidget#calledNow {{ background: {tokens.surface}; border-radius: 24px; }}"
            f"QWidget#hallHead {{ background: {tokens.accent}; }}"
            f"QWidget#hallHead QLabel {{ color: {tokens.on_accent}; }}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head, now, before = QWidget(), QWidget(), QGridLayout()
        for named, name in ((head, "hallHead"), (now, "calledNow")):
            named.setObjectName(name)
            named.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(32, 12, 32, 12)
        row.addWidget(self.centre, 1)
        row.addWidget(self.clock)
        called = QVBoxLayout(now)
        called.addStretch(1)
        for words in (self.number, self.counter):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            called.addWidget(words)
        called.addStretch(1)
        before.addWidget(self.title, 0, 0, 1, 2)
        before.setColumnStretch(0, 5)
        before.setColumnStretch(1, 8)
        for place, (number, counter) in enumerate(self.rows, 1):
            before.addWidget(number, place, 0)
            before.addWidget(counter, place, 1)
            before.setRowStretch(place, 1)
        self._middle = middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        middle.setContentsMargins(32, 24, 32, 24)
        middle.setSpacing(40)
        middle.addWidget(now, 6)
        middle.addLayout(before, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(head)
        column.addLayout(middle, 1)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setWordWrap(True)
        column.addWidget(self.notice)

    def _tick_by(self, milliseconds: int, turn: object) -> None:
        timer = QTimer(self)
        timer.timeout.connect(turn)  # type: ignore[arg-type]  # a bound method of ours
        timer.start(milliseconds)

    def _tick(self) -> None:
        self.clock.setText(f"{local(self._place.desk.clock.now()):%H:%M  %d/%m/%Y}")

    def _next_notice(self) -> None:
        if self._notices:
            self.notice.setText(self._notices[self._notice_at % len(self._notices)])
            self._notice_at += 1
            self._fit()
