"""Who was helped with what: a table by kind, one by day and a chart, without any name."""

from collections.abc import Callable
from datetime import date, timedelta

from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from clerk_app.gui.model import Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.helpdesk.given_presenter import GivenPresenter
from clerk_app.gui.screens.helpdesk.page import DeskPage
from clerk_app.gui.widgets.bar_chart import BarChart
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.paper.chart import Bars

_ROW_HEIGHT, _DAYS_WIDTH = 36, 360


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day


def _month_before(day: date) -> tuple[date, date]:
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


_PERIODS: dict[str, Callable[[date], tuple[date, date]]] = {
    later("Today"): lambda day: (day, day),
    later("This month"): _month,
    later("Last month"): _month_before,
    later("This year"): lambda day: (day.replace(month=1, day=1), day),
}


class GivenPage(DeskPage):
    """Counts of a day, a month or a year."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.period, self._sum = QComboBox(), label("heading")
        self.period.setObjectName("helpPeriod")
        for _each in _PERIODS:
            self.period.addItem("")
        self.period.setCurrentIndex(1)
        numbers = frozenset((1, 2))
        self.kinds, self.days = WordsTable(place.look, numbers), WordsTable(place.look, frozenset((1,)))
        self._painter = ToneKeeper()
        self.kind_list = table_view("helpKinds", self.kinds, self._painter, _ROW_HEIGHT)
        self.day_list = table_view("helpDays", self.days, self._painter, _ROW_HEIGHT)
        self.chart = BarChart(place.look)
        self._arrange()
        self.presenter = GivenPresenter(place, self)
        self.period.currentIndexChanged.connect(lambda _row: self.enter())

    def enter(self) -> None:
        """See `DeskPage`."""
        choose = tuple(_PERIODS.values())[self.period.currentIndex()]
        self.presenter.count(*choose(self.presenter.today))

    def show_figures(
        self,
        said: str,
        kinds: tuple[tuple[str, ...], tuple[tuple[Words, ...], ...]],
        days: tuple[tuple[str, ...], tuple[tuple[Words, ...], ...]],
        bars: Bars | None,
    ) -> None:
        """Show the sum, titles and rows of both tables, and the chart."""
        self._sum.setText(said)
        self.kinds.show_rows(*kinds)
        self.days.show_rows(*days)
        self.kind_list.lay_out((0, 128, 128))
        self.day_list.lay_out((0, 128))
        self.chart.show_bars(bars)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        for row, words in enumerate(_PERIODS):
            self.period.setItemText(row, translate(words))
        for widget, words in (
            (self.period, translate("Period")),
            (self.kind_list, translate("Help by kind")),
            (self.day_list, translate("Help by day")),
        ):
            describe(widget, words)
        self.presenter.speak()

    def _arrange(self) -> None:
        self.period.setMinimumWidth(160)
        head, tables = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.period)
        head.addWidget(self._sum, 1)
        self.day_list.setFixedWidth(_DAYS_WIDTH)
        tables.setSpacing(16)
        tables.addWidget(self.kind_list, 1)
        tables.addWidget(self.day_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(tables, 1)
        column.addWidget(self.chart)
