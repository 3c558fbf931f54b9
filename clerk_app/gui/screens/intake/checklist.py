"""The checklist as widgets: a paper's name, how it comes in, and its originals and copies counted."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.language import Language
from clerk_app.gui.screens.intake.papers import PaperLine
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.workflow.intake import Handed

_MOST = 99
_NARROWEST = 352
"""In pixels: both counters beside each other, and the scroll bar."""


class Counter(QWidget):
    """A number with a button on either side; + and - count too, wherever in it the focus is."""

    counted = pyqtSignal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._less, self._number, self._more = QToolButton(), _Number(), QToolButton()
        self._number.setObjectName(name)
        self._caption = label("muted")
        for button, sign, step in ((self._less, "−", -1), (self._more, "+", 1)):
            button.setText(sign)
            button.setObjectName(f"{name}{'Less' if step < 0 else 'More'}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked, by=step: self._number.stepBy(by))
        self._number.valueChanged.connect(lambda _value: self.counted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._caption, self._less, self._number, self._more):
            row.addWidget(widget)

    @property
    def value(self) -> int:
        """How many were counted."""
        return self._number.value()

    def show_count(self, count: int) -> None:
        """Show a number that nobody counted here."""
        self._number.blockSignals(True)
        self._number.setValue(count)
        self._number.blockSignals(False)

    def say(self, what: str, paper: str, tip: str, less: str, more: str) -> None:
        """Name what is counted in the clerk's language."""
        self._caption.setText(what)
        describe(self._number, f"{paper}: {what}", tip)
        for button, words in ((self._less, less), (self._more, more)):
            describe(button, f"{paper}: {what}: {words}", words)


class _Number(QSpinBox):
    """The number itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, _MOST)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(32)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Count with + and -."""
        steps = {"+": 1, "=": 1, "-": -1}  # = is the key of + without Shift
        step = steps.get(event.text()) if event is not None else None
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepBy(step)


class _PaperRow(QFrame):
    """One paper."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.name = label(wraps=True)
        self.way = QComboBox()
        self.way.setObjectName(f"way{code}")
        self.way.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.originals, self.copies = Counter(f"originals{code}"), Counter(f"copies{code}")
        counts = QHBoxLayout()
        counts.setSpacing(8)
        counts.addWidget(self.originals)
        counts.addWidget(self.copies)
        counts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.way)
        column.addLayout(counts)

    def show_line(self, line: PaperLine) -> None:
        """Show the paper as it stands."""
        self.name.setText(line.name)
        self.way.blockSignals(True)
        self.way.clear()
        self.way.addItems(line.ways)
        self.way.setCurrentIndex(line.way)
        self.way.setEnabled(len(line.ways) > 1)
        self.way.setToolTip(line.ways[line.way])
        self.way.blockSignals(False)
        for counter in (self.originals, self.copies):
            counter.setVisible(line.counts is not None)
        if line.counts is not None:
            self.originals.show_count(line.counts.originals)
            self.copies.show_count(line.counts.copies)


class ChecklistView(QScrollArea):
    """All papers of the procedure."""

    counted = pyqtSignal(str, object)
    way_chosen = pyqtSignal(str, int)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("checklist")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(_NARROWEST)
        self._language = language
        self._rows: dict[str, _PaperRow] = {}
        self._lines: tuple[PaperLine, ...] = ()
        self._refill()

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show the papers; rows stay as long as the papers do, so that nobody loses the focus."""
        same = [each.code for each in lines] == [each.code for each in self._lines]
        self._lines = tuple(lines)
        if not same:
            self._refill()
        for line in lines:
            self._rows[line.code].show_line(line)
        self.speak()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        tip = translate("Counted with + and -; none of both is a paper that is missing")
        less, more = translate("One less"), translate("One more")
        for line in self._lines:
            row = self._rows[line.code]
            row.originals.say(translate("Originals"), line.name, tip, less, more)
            row.copies.say(translate("Copies"), line.name, tip, less, more)
            row.way.setAccessibleName(f"{line.name}: {translate('How it comes in')}")

    def _refill(self) -> None:
        papers = QWidget()
        column = QVBoxLayout(papers)
        column.setContentsMargins(0, 0, 0, 0)
        self._rows = {line.code: self._made(line.code) for line in self._lines}
        for row in self._rows.values():
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(papers)  # deletes the one before

    def _made(self, code: str) -> _PaperRow:
        row = _PaperRow(code)
        row.way.currentIndexChanged.connect(lambda way: self.way_chosen.emit(code, way))
        for counter in (row.originals, row.copies):
            counter.counted.connect(
                lambda: self.counted.emit(code, Handed(row.originals.value, row.copies.value))
            )
        return row
