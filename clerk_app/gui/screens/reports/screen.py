"""Reports: kind and period above, the numbers as they go on paper, and a chart below."""

import textwrap
from pathlib import Path

from PyQt6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QVBoxLayout,
)

from clerk_app.gui.model import Primary
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.screens.reports.presenter import KINDS, LENGTHS, ReportsPresenter, ReportState
from clerk_app.gui.widgets.bar_chart import BarChart
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.make_report import ReportKind
from clerk_app.workflow.periods import PeriodLength
from storage.model import DossierCode

_ROW_HEIGHT = 36
_SERIAL_WIDTH, _NUMBER_WIDTH, _FEW = 48, 72, 128
"""Of the columns, in pixels; few columns are wider."""
_HEAD_LETTERS, _FEW_LETTERS = 7, 16
"""In a line of a title, where there are many columns and few."""
_MANY_COLUMNS = 8


class ReportsScreen(PlaceWidget):
    """What was received and solved, and how much became files."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("reports")
        self.header = PageHeader("saveReportOfPeriod", "Return", "Enter")
        self.header.primary.connect(self.choose_target)
        self.kind, self.length = QComboBox(), QComboBox()
        self._earlier, self._later = ActionButton("earlier", "Alt+Left"), ActionButton("later", "Alt+Right")
        self.period = label("heading")
        self.table = WordsTable(place.look)
        self._painter = QStyledItemDelegate()
        self.list = table_view("reportTable", self.table, self._painter, _ROW_HEIGHT)
        self.chart = BarChart(place.look)
        self._fill()
        self._arrange()
        self.presenter = ReportsPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.presenter.begin()
        self.list.setFocus()

    def choose_target(self) -> None:
        """Ask where the report goes, as PDF or as a workbook."""
        name = self.presenter.file_name
        dialog = QFileDialog(self, self._place.language.translate("Save the report"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)", "Excel (*.xlsx)"])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix(chosen)))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.presenter.save(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_state(self, state: ReportState) -> None:
        """Show everything."""
        self.header.line.setText(state.line)
        self.period.setText(state.period)
        self._later.setEnabled(state.has_later)
        letters = _HEAD_LETTERS if len(state.heads) > _MANY_COLUMNS else _FEW_LETTERS
        filled = [textwrap.fill(head, letters, break_long_words=False) for head in state.heads[state.names :]]
        heads = (*state.heads[: state.names], *filled)
        numbers = frozenset(range(state.names, len(heads)))
        self.table.show_rows(heads, state.rows, numbers)
        self._set_widths(state.names - 1, len(heads))
        self.chart.show_bars(state.bars)

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""
        tip = self._place.language.translate("Save it as PDF or as an Excel workbook")
        self.header.show_primary(primary, tip)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self.header.title.setText(translate("Reports"))
        for row, words in enumerate(KINDS.values()):
            self.kind.setItemText(row, translate(words))
        for row, words in enumerate(LENGTHS.values()):
            self.length.setItemText(row, translate(words))
        for box, words in ((self.kind, translate("What is counted")), (self.length, translate("Period"))):
            describe(box, words)
        self._earlier.setIcon(look.icon("back"))
        self._later.setIcon(look.icon("forward"))
        self._earlier.say(translate("The period before"), shown=False)
        self._later.say(translate("The period after"), shown=False)
        describe(
            self.list, translate("Reports"), translate("The numbers of the period; the last row is the total")
        )
        self.chart.update()
        self.presenter.speak()

    def _fill(self) -> None:
        for kind in KINDS:
            self.kind.addItem("", kind.value)
        for length in LENGTHS:
            self.length.addItem("", length.value)
        self.kind.setObjectName("reportKind")
        self.length.setObjectName("reportLength")
        self.kind.setMinimumWidth(240)
        self.length.setMinimumWidth(120)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(
            lambda _row: self.presenter.choose_kind(ReportKind(self.kind.currentData()))
        )
        self.length.currentIndexChanged.connect(
            lambda _row: self.presenter.choose_length(PeriodLength(self.length.currentData()))
        )
        self._earlier.clicked.connect(self.presenter.earlier)
        self._later.clicked.connect(self.presenter.later)

    def _set_widths(self, names: int, columns: int) -> None:
        number = _NUMBER_WIDTH if columns > _MANY_COLUMNS else _FEW
        serial, numbers = [_SERIAL_WIDTH] * names, [number] * (columns - names - 1)
        self.list.lay_out((*serial, 0, *numbers), yielding=range(names + 1, columns))  # numbers are short

    def _arrange(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for widget in (self.kind, self.length, self._earlier, self.period, self._later):
            choice.addWidget(widget)
        choice.addStretch(1)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(16)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(choice)
        column.addWidget(card, 1)


def _suffix(name_filter: str) -> str:
    return "xlsx" if "xlsx" in name_filter else "pdf"
