"""The first screen of the day: counts, the most urgent rows, and the way to the next step."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Notice, Primary, Tone
from clerk_app.gui.screens.dossiers.rows import DossierRow
from clerk_app.gui.screens.today.presenter import Tile, TodayPresenter
from clerk_app.gui.screens.today.screen import TodayScreen
from clerk_app.workflow.progress import Standing, Step
from clerk_app.workflow.today import Concern, Matter
from storage.model import DocumentStage, DossierCode
from storage.outbox import OutboxEntry, OutboxState
from tests.desks import accepted
from tests.fakes.lanes import Lanes
from tests.gui.test_window import press, seen_lists, window

__all__ = ["window"]


def opened(window: MainWindow) -> TodayScreen:
    press(window, "railToday")
    screen = window.screen_of("today")
    assert isinstance(screen, TodayScreen)
    return screen


def test_where_nothing_waits_one_button_takes_a_dossier_in(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window)
    first = window.findChild(QPushButton, "takeInFirst")
    assert first is not None
    qtbot.waitUntil(first.isVisible)
    assert not screen.header.button.isVisible()
    first.click()
    assert window.case is not None


def test_what_waits_is_counted_and_opened_with_enter(window: MainWindow, qtbot: QtBot) -> None:
    code = accepted(window.place.desk).code
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    assert screen.tiles[Concern.TO_DO].accessibleName() == "To do: 1"
    assert not screen.tiles[Concern.LATE].isEnabled()
    assert seen_lists(window) == [{"dossiers": 1}]
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.current is not None and case.current.objectName() == "scan")
    assert code in case.header.title.text() + case.header.line.text()


def test_enter_opens_the_next_thing_whatever_was_done_before(window: MainWindow, qtbot: QtBot) -> None:
    for key in ("first", "second"):
        accepted(window.place.desk, key)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 2)
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.list.currentIndex().row() == 1
    press(window, "railDossiers")
    opened(window)
    qtbot.waitUntil(lambda: screen.list.currentIndex().row() == 0)
    screen.refresh()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    screen.refresh()
    qtbot.waitUntil(lambda: window.place.runner.is_idle)
    assert screen.list.currentIndex().row() == 1  # what is chosen stays while one looks at it


def test_left_and_right_go_to_the_groups_that_hold_something(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    qtbot.keyClick(screen.list, Qt.Key.Key_Left)
    assert screen.tiles[Concern.TO_DO].isChecked()
    qtbot.keyClick(screen.list, Qt.Key.Key_Right)
    assert screen.tiles[None].isChecked()


def test_the_way_back_leads_where_the_dossier_was_opened(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    press(window, "openMostUrgent")
    qtbot.waitUntil(lambda: window.case is not None and window.case.current is not None)
    press(window, "back")
    assert screen.isVisible()
    press(window, "railDossiers")
    assert window.dossiers.isVisible()


def test_everything_of_today_is_said_in_another_language(window: MainWindow, qtbot: QtBot) -> None:
    accepted(window.place.desk)
    screen = opened(window)
    qtbot.waitUntil(lambda: screen.table.rowCount() == 1)
    window.top.language.setCurrentIndex(0)
    assert screen.tiles[Concern.LATE].accessibleName() == "Quá hạn: 0"
    assert screen.table.headerData(0, Qt.Orientation.Horizontal) == "Hẹn trả"


class Led:
    """A view that remembers where it was led."""

    def __init__(self) -> None:
        self.to: list[str] = []
        self.counts: dict[Concern | None, int] = {}

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        self.counts = {tile.concern: tile.count for tile in tiles}

    def show_rows(self, _titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        self.rows = rows

    def show_primary(self, _primary: Primary | None) -> None:
        pass

    def show_notice(self, notice: Notice) -> None:
        raise AssertionError(notice)

    def open_dossier(self, code: DossierCode) -> None:
        self.to.append(code)

    def show_whole(self, code: DossierCode) -> None:
        self.to.append(f"whole {code}")

    def go_to(self, place: str) -> None:
        self.to.append(place)


def test_a_dossier_that_is_done_but_not_delivered_leads_to_the_outbox(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, view = window.place.desk, Led()
    dossier = accepted(desk)
    now, held = desk.clock.now(), OutboxState.HELD
    entry = OutboxEntry(1, "key", dossier.code, held, 3, now, "DamagedContent", None, None)
    done = Matter(Standing(dossier, Step.DONE, 2, entry, None), frozenset({Concern.WRONG}))
    monkeypatch.setattr("clerk_app.gui.screens.today.presenter.today", lambda _desk: (done,))
    presenter = TodayPresenter(desk, Lanes().submit, str, view)
    presenter.refresh()
    presenter.open_most_urgent()
    assert view.to == ["outbox"]
    assert view.counts[Concern.WRONG] == 1
    assert view.rows[0].cells[-1].tone is Tone.WRONG


def test_papers_that_came_later_lead_to_where_they_are_answered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, view = window.place.desk, Led()
    dossier = accepted(desk)
    came = Matter(Standing(dossier, Step.DECIDE, 0, None, None), frozenset({Concern.ONLINE}))
    monkeypatch.setattr("clerk_app.gui.screens.today.presenter.today", lambda _desk: (came,))
    presenter = TodayPresenter(desk, Lanes().submit, str, view)
    presenter.refresh()
    presenter.open(dossier.code)
    assert view.to == ["inbox"]


def test_what_others_work_on_is_shown_and_not_worked_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, view = window.place.desk, Led()
    dossier = accepted(desk)
    late = Matter(Standing(dossier, Step.SCAN, 0, None, None), frozenset({Concern.LATE}))
    monkeypatch.setattr("clerk_app.gui.screens.today.presenter.today", lambda _desk: (late,))
    presenter = TodayPresenter(desk, Lanes().submit, str, view)
    presenter.refresh()
    presenter.open_most_urgent()
    assert view.to == [f"whole {dossier.code}"]


def test_a_decision_before_all_papers_are_scanned_leads_to_where_it_is_signed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, view = window.place.desk, Led()
    dossier = accepted(desk)
    signed = Standing(dossier, Step.SCAN, 0, None, DocumentStage.SIGNED)
    presenter = TodayPresenter(desk, Lanes().submit, str, view)
    for concerns, there in (
        ({Concern.COUNTERSIGN}, "queue"),
        ({Concern.COUNTERSIGN, Concern.TO_DO}, dossier.code),
    ):
        matter = Matter(signed, frozenset(concerns))
        monkeypatch.setattr(
            "clerk_app.gui.screens.today.presenter.today", lambda _desk, found=matter: (found,)
        )
        presenter.refresh()
        presenter.open_most_urgent()
        assert view.to.pop() == there
