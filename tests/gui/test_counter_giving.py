"""Numbers given at the counter: as at the kiosk, for those who took none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PyQt6.QtCore import QDate, QDateTime, Qt, QTime
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.bootstrap import open_desk
from clerk_app.gui.screens.counter.screen import CounterScreen
from clerk_app.settings import FrontdeskSettings, Settings
from clerk_app.workflow.frontdesk.calling import hall
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.office import local
from storage.tickets import Ticket
from tests.fakes.clock import StillClock
from tests.gui.opened_window import opened_window

NINE = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
"""Nine in the morning in Vietnam."""


@contextmanager
def counter(qtbot: QtBot, qapp: QApplication, home: Path, printer: str = "") -> Iterator[CounterScreen]:
    settings = Settings(home=str(home), language="en", frontdesk=FrontdeskSettings(printer=printer))
    with (
        open_desk(settings) as (desk, embedded),
        opened_window(qtbot, qapp, replace(desk, clock=StillClock(NINE)), embedded.feeder()) as made,
    ):
        made.activateWindow()
        made.go_to("counter")
        screen = made.screen_of("counter")
        assert isinstance(screen, CounterScreen)
        qtbot.waitUntil(lambda: screen.table.rowCount() > 0)
        yield screen


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[CounterScreen]:
    with counter(qtbot, qapp, tmp_path) as made:
        yield made


def waiting(screen: CounterScreen) -> list[Ticket]:
    seen = hall(screen.presenter._desk, "1")
    return [ticket for _service, tickets in seen.waiting for ticket in tickets]


def give(screen: CounterScreen, qtbot: QtBot) -> str:
    with qtbot.waitSignal(screen.notice) as told:
        qtbot.keyClick(screen, Qt.Key.Key_F3)
    return str(told.args[0].words.text)


def test_one_key_gives_a_number_with_its_code(screen: CounterScreen, qtbot: QtBot) -> None:
    card = screen.giving
    card.service.setCurrentIndex(card.service.findData("B"))
    card.priority.setCurrentIndex(card.priority.findData("disabled"))
    said = give(screen, qtbot)
    (ticket,) = waiting(screen)
    assert (ticket.label, ticket.priority) == ("B001", "disabled")
    assert said.startswith("No printer is set")
    assert card.number.text() == "B001"
    assert "People before it:\u00a00" in card.about.text()
    assert card.code.code == ticket_code(ticket)
    qtbot.waitUntil(lambda: screen.header.line.text() == "Waiting for this counter: 1")


def test_what_was_said_of_a_number_follows_the_language(screen: CounterScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.notice) as told:
        qtbot.keyClick(screen, Qt.Key.Key_F3)
    notice = told.args[0]
    english = notice.words.text
    screen._place.language.choose("vi")
    assert english.startswith("No printer is set")
    assert notice.words.text.startswith("Chưa cài máy in phiếu")


def test_the_next_number_goes_ahead_of_nobody_by_accident(screen: CounterScreen, qtbot: QtBot) -> None:
    screen.giving.priority.setCurrentIndex(1)
    screen.giving.has_hour.setChecked(True)
    screen.giving.hour.setTime(QTime(10, 0))
    give(screen, qtbot)
    give(screen, qtbot)
    assert [(each.priority, each.appointed_at is None) for each in waiting(screen)] == [
        ("elderly", False),
        ("", True),
    ]


def test_an_appointment_is_of_today_in_local_time(screen: CounterScreen, qtbot: QtBot) -> None:
    screen.giving.has_hour.setChecked(True)
    screen.giving.hour.setTime(QTime(10, 30))
    give(screen, qtbot)
    (ticket,) = waiting(screen)
    assert ticket.appointed_at is not None
    assert f"{local(ticket.appointed_at):%d/%m %H:%M}" == "26/11 10:30"
    assert "Appointment at 10:30" in screen.giving.about.text()


def test_an_appointment_of_tomorrow_is_told_and_in_no_line_of_today(
    screen: CounterScreen, qtbot: QtBot
) -> None:
    screen.giving.has_hour.setChecked(True)
    screen.giving.hour.setDateTime(QDateTime(2026, 11, 27, 8, 30))
    give(screen, qtbot)
    assert screen.giving.number.text() == "A001"
    assert "Appointment on 27/11/2026 at 08:30" in screen.giving.about.text()
    assert "People before" not in screen.giving.about.text()
    assert waiting(screen) == []
    assert screen.giving.hour.date() == QDate(2026, 11, 26)


def test_who_has_an_appointment_later_has_not_waited_yet(screen: CounterScreen, qtbot: QtBot) -> None:
    desk = screen.presenter._desk
    take_ticket(desk, "A", appointed_at=NINE + timedelta(days=1))
    clock = desk.clock
    assert isinstance(clock, StillClock)
    clock.advance(timedelta(days=1))
    screen.presenter.refresh()
    since = screen.table.index(0, 3)
    qtbot.waitUntil(lambda: str(screen.table.index(0, 2).data()) == "1")
    assert since.data() == "0 min"


def test_an_hour_that_is_over_gives_no_number(screen: CounterScreen, qtbot: QtBot) -> None:
    screen.giving.has_hour.setChecked(True)
    screen.giving.hour.setTime(QTime(8, 0))
    give(screen, qtbot)
    assert waiting(screen) == []
    assert screen.giving.has_hour.isChecked()
    screen.giving.hour.setTime(QTime(11, 0))
    give(screen, qtbot)
    assert len(waiting(screen)) == 1


def test_a_second_press_at_once_is_no_second_number(screen: CounterScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_F3)
    give(screen, qtbot)
    assert len(waiting(screen)) == 1


def test_the_number_is_printed_where_there_is_a_printer(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    device = tmp_path / "printer"
    device.touch()
    with counter(qtbot, qapp, tmp_path / "home", str(device)) as screen:
        assert give(screen, qtbot) == "The number is printed."
    assert device.stat().st_size > 0


def test_a_printer_that_is_gone_loses_no_number(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with counter(qtbot, qapp, tmp_path / "home", str(tmp_path / "gone" / "printer")) as screen:
        assert give(screen, qtbot) != "The number is printed."
        assert screen.giving.number.text() == "A001"
        assert [each.label for each in waiting(screen)] == ["A001"]


def test_every_field_of_the_card_says_what_it_is_for(screen: CounterScreen) -> None:
    card = screen.giving
    for widget in (card.service, card.priority, card.has_hour, card.hour):
        assert widget.objectName()
        assert widget.accessibleName()
        assert widget.toolTip()
