"""Reports in the window: any kind and period, on paper and as a workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.reports.screen import ReportsScreen
from clerk_app.gui.screens.reports.words import WORDS, spoken
from clerk_app.i18n import translator
from clerk_app.workflow.make_report import ReportKind, make_report
from clerk_app.workflow.office import local
from clerk_app.workflow.periods import Period, PeriodLength
from tests.desks import accepted
from tests.gui.test_window import press, window

__all__ = ["window"]


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> ReportsScreen:
    accepted(window.place.desk)
    press(window, "railReports")
    shown = window.screen_of("reports")
    assert isinstance(shown, ReportsScreen)
    qtbot.waitUntil(lambda: shown.table.rowCount() == 2)
    return shown


def heads(screen: ReportsScreen) -> int:
    return screen.table.columnCount()


def test_the_month_at_hand_is_counted_first(window: MainWindow, screen: ReportsScreen) -> None:
    assert screen.table.index(1, 2).data() == "1"
    assert screen.chart.isVisible()
    assert "0, 0, 0" in screen.chart.accessibleDescription()
    today = local(window.place.desk.clock.now())
    assert screen.period.text() == f"{today:%B} {today:%Y}"


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_report_is_read_in_the_language_of_the_window_and_saved_in_vietnamese(
    window: MainWindow, kind: ReportKind
) -> None:
    desk = window.place.desk
    accepted(desk)
    today = local(desk.clock.now()).date()
    table = make_report(desk, kind, today, today)
    assert spoken(table, translator("vi")) == replace(table, heads=list(table.heads))
    english = spoken(table, translator("en"))
    said = [english.title, english.chart_title, *english.heads, *(row[1] for row in english.rows)]
    assert all(str(each).isascii() for each in said), said


def test_every_word_of_a_report_goes_back_to_the_word_on_paper() -> None:
    translate = translator("vi")
    assert {text: translate(words) for text, words in WORDS.items()} == {text: text for text in WORDS}


def test_another_kind_has_other_columns(screen: ReportsScreen, qtbot: QtBot) -> None:
    assert heads(screen) == 14
    screen.kind.setCurrentIndex(2)
    qtbot.waitUntil(lambda: heads(screen) == 6)


def test_one_goes_back_in_time_and_not_beyond_today(screen: ReportsScreen, qtbot: QtBot) -> None:
    later = screen.findChild(QPushButton, "later")
    assert later is not None
    assert not later.isEnabled()
    screen.length.setCurrentIndex(2)
    qtbot.waitUntil(lambda: screen.period.text().startswith("Year "))
    screen.presenter.earlier()
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    assert later.isEnabled()
    assert not screen.chart.isVisible()
    screen.presenter.later()
    qtbot.waitUntil(lambda: screen.table.rowCount() == 2)


@pytest.mark.parametrize(("name", "begins"), [("report.pdf", b"%PDF"), ("report.xlsx", b"PK")])
def test_it_is_saved_as_it_is_shown(
    screen: ReportsScreen, window: MainWindow, tmp_path: Path, qtbot: QtBot, name: str, begins: bytes
) -> None:
    screen.presenter.save(tmp_path / name)
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("length", "first", "last", "number"),
    [
        (PeriodLength.MONTH, date(2028, 2, 1), date(2028, 2, 29), 2),
        (PeriodLength.QUARTER, date(2028, 1, 1), date(2028, 3, 31), 1),
        (PeriodLength.YEAR, date(2028, 1, 1), date(2028, 12, 31), 1),
    ],
)
def test_periods_are_of_the_calendar(length: PeriodLength, first: date, last: date, number: int) -> None:
    period = Period.around(date(2028, 2, 29), length)
    assert (period.first, period.last, period.number) == (first, last, number)
    assert period.before.after == period
    assert period.after.before == period
