"""What the reports decide: which period, which numbers, and where they are saved."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Notice, Primary, Words
from clerk_app.gui.notices import failed, written
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.reports.words import spoken
from clerk_app.i18n import Translate, later
from clerk_app.paper.chart import Bars
from clerk_app.paper.workbook import ChartedTable, write_workbook
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.make_report import ReportKind, make_report
from clerk_app.workflow.office import local
from clerk_app.workflow.periods import Period, PeriodLength
from clerk_app.workflow.report_paper import bars_of, table_pdf

KINDS = {
    ReportKind.FORM_06A: later("Form 06a: by field"),
    ReportKind.CHANNELS: later("By channel"),
    ReportKind.DIGITISATION: later("Digitised papers"),
}
LENGTHS = {
    PeriodLength.MONTH: later("Month"),
    PeriodLength.QUARTER: later("Quarter"),
    PeriodLength.YEAR: later("Year"),
}
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_PERIODS = {
    PeriodLength.MONTH: later("{month} {year}"),
    PeriodLength.QUARTER: later("Quarter {number} of {year}"),
    PeriodLength.YEAR: later("Year {year}"),
}


@dataclass(frozen=True, slots=True)
class ReportState:
    """Everything of the screen; `bars` None where there is nothing to draw."""

    period: str
    line: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    names: int
    bars: Bars | None
    has_later: bool


class ReportsView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: ReportState) -> None:
        """Show everything."""

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""


class ReportsPresenter:
    """Counts one period at a time."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: ReportsView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._kind = ReportKind.FORM_06A
        self._period = Period.around(self._today(), PeriodLength.MONTH)
        self._table: ChartedTable | None = None

    @property
    def file_name(self) -> str:
        """What the saved report would be called, without its ending."""
        return f"{self._kind.value}_{self._period.first:%Y%m%d}_{self._period.last:%Y%m%d}"

    def begin(self) -> None:
        """Count."""
        wanted = (self._kind, self._period)
        self._submit(
            Lane.DOCUMENT,
            lambda _report: make_report(self._desk, wanted[0], wanted[1].first, wanted[1].last),
            owner=self._view,
            on_done=lambda table: self._take(table, wanted),
            on_error=self._fail,
        )

    def choose_kind(self, kind: ReportKind) -> None:
        """Count something else."""
        self._kind = kind
        self.begin()

    def choose_length(self, length: PeriodLength) -> None:
        """Count longer or shorter, up to the end of what was shown; never a period that has not begun."""
        self._period = Period.around(min(self._period.last, self._today()), length)
        self.begin()

    def earlier(self) -> None:
        """Count the period before."""
        self._period = self._period.before
        self.begin()

    def later(self) -> None:
        """Count the period after, if it has begun."""
        if self._has_later():
            self._period = self._period.after
            self.begin()

    def save(self, target: Path) -> None:
        """Save what is shown, as PDF or (``.xlsx``) as a workbook."""
        table = self._table
        if table is not None:
            self._submit(
                Lane.DOCUMENT,
                lambda _report: self._write(table, target),
                owner=self._view,
                on_done=lambda _nothing: self._saved(target),
                on_error=self._fail,
            )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_primary(Primary(self.translate("Save the report"), enabled=self._table is not None))
        if self._table is not None:
            self._view.show_state(self._state(self._table))

    def _today(self) -> date:
        return local(self._desk.clock.now()).date()

    def _has_later(self) -> bool:
        return self._period.after.first <= self._today()

    def _take(self, table: ChartedTable, wanted: tuple[ReportKind, Period]) -> None:
        if wanted == (self._kind, self._period):
            self._table = table
            self.speak()

    def _write(self, table: ChartedTable, target: Path) -> None:
        if target.suffix.lower() == ".xlsx":
            write_workbook(table, target)
        else:
            target.write_bytes(table_pdf(self._desk, table))

    def _saved(self, target: Path) -> None:
        self._view.show_notice(written(target, self.translate, self._view.open_file))

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

    def _state(self, counted: ChartedTable) -> ReportState:
        table = spoken(counted, self.translate)
        return ReportState(
            period=self._period_words(),
            line=f"{table.title} · {self._days()}",
            heads=tuple(table.heads),
            rows=tuple(tuple(Words(str(cell)) for cell in row) for row in table.rows),
            names=table.names,
            bars=bars_of(table),
            has_later=self._has_later(),
        )

    def _period_words(self) -> str:
        first, number = self._period.first, self._period.number
        month = self.translate(_MONTHS[first.month - 1])
        words = self.translate(_PERIODS[self._period.length])
        return words.format(month=month, number=number, year=first.year)

    def _days(self) -> str:
        first, last = self._period.first, self._period.last
        return self.translate("From {first} to {last}").format(
            first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}"
        )
