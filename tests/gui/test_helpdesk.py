"""The help desk in the window: guiding, counting, the roster and the machines."""

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.workflow.equipment import equipment
from clerk_app.workflow.frontdesk.helping import HelpKind, help_figures, note_help
from clerk_app.workflow.frontdesk.roster import appoint, duty_week, on_duty_today, week_to_plan
from clerk_app.workflow.office import local
from storage.equipment import EquipmentState
from tests.desks import PROCEDURE
from tests.gui.test_window import press, window

__all__ = ["window"]


def opened(window: MainWindow, qtbot: QtBot) -> HelpDeskScreen:
    press(window, "railHelpdesk")
    screen = window.screen_of("helpdesk")
    assert isinstance(screen, HelpDeskScreen)
    qtbot.waitUntil(lambda: screen.guide.table.rowCount() > 0)
    return screen


def choose_birth(screen: HelpDeskScreen, qtbot: QtBot) -> None:
    screen.guide.field.setText(PROCEDURE)
    qtbot.waitUntil(lambda: screen.guide.table.rowCount() == 1)


def test_letters_and_two_questions_find_the_procedure(window: MainWindow, qtbot: QtBot) -> None:
    guide = opened(window, qtbot).guide
    every = guide.table.rowCount()
    guide.domain.setCurrentIndex(guide.domain.findData("civil-status"))
    of_domain = guide.table.rowCount()
    guide.purpose.setCurrentIndex(guide.purpose.findData("register"))
    assert 0 < guide.table.rowCount() < of_domain < every
    guide.field.setText("khai sinh")
    assert "khai sinh" in guide.name.text()
    assert "Papers to bring:" in guide.facts.text()
    guide.field.setText("xyzxyzxyz")
    assert guide.table.rowCount() == 0
    assert not guide.online.isEnabled()


def test_help_is_counted_with_the_procedure_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    choose_birth(screen, qtbot)
    screen.guide.kind.setCurrentIndex(screen.guide.kind.findData(HelpKind.ONLINE_FORM.value))
    screen.guide.minutes.setValue(12)
    with qtbot.waitSignal(screen.notice) as told:
        qtbot.keyClick(screen, Qt.Key.Key_F10)
    assert told.args[0].words.text == "Counted, without a name."
    today = local(desk.clock.now()).date()
    found = help_figures(desk, today, today)
    assert (found.people, found.minutes) == (1, 12)
    screen.turn_to(1)
    qtbot.waitUntil(lambda: screen.given.days.rowCount() == 1)
    assert screen.given.kinds.index(1, 2).data() == "12"


def test_the_chart_tells_the_help_in_words_too(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    screen.turn_to(1)
    qtbot.waitUntil(lambda: screen.given.kinds.rowCount() > 0)
    assert not screen.given.chart.isVisible()
    for kind in (HelpKind.PAYMENT, HelpKind.ACCOUNT, HelpKind.ACCOUNT):
        note_help(desk, kind, 5)
    screen.given.enter()
    qtbot.waitUntil(screen.given.chart.isVisible)
    assert screen.given.chart.accessibleName() == "Help by kind"
    told = screen.given.chart.accessibleDescription()
    assert told == "An account of the portal, VNeID: 2; Paying online: 1"
    window.place.language.choose("fr")
    assert screen.given.chart.accessibleDescription() != told


def test_the_form_is_opened_in_the_browser_with_the_code_at_hand(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: visited.append(address.toString()))
    screen = opened(window, qtbot)
    choose_birth(screen, qtbot)
    with qtbot.waitSignal(screen.notice):
        screen.guide.online.click()
    assert visited == [window.place.desk.settings.portal.page]
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == PROCEDURE


def test_the_list_goes_into_the_folder_that_was_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = opened(window, qtbot)
    choose_birth(screen, qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    with qtbot.waitSignal(screen.notice) as told:
        screen.guide.presenter.take_checklist(stick)
    (file,) = stick.iterdir()
    assert file.name in told.args[0].words.text
    with qtbot.waitSignal(screen.notice) as told:
        screen.guide.print.click()
    assert told.args[0].words.text.startswith("No printer is set")


def test_the_week_is_kept_and_the_head_names_who_is_on_duty(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    screen.turn_to(2)
    qtbot.waitUntil(lambda: screen.duty.week.text() != "")
    for boxes in screen.duty.names:
        boxes[0].setEditText("Nguyễn Văn An")
        boxes[1].setEditText("Trần Thị Bình")
    with qtbot.waitSignal(screen.notice):
        qtbot.keyClick(screen, Qt.Key.Key_F10)
    is_working_day = local(desk.clock.now()).weekday() < 5
    assert on_duty_today(desk) == (("Nguyễn Văn An", "Trần Thị Bình") if is_working_day else ())
    week = screen.duty.week.text()
    screen.duty.later.click()
    qtbot.waitUntil(lambda: screen.duty.week.text() != week)
    assert screen.duty.names[0][0].currentText() == ""
    screen.duty.earlier.click()
    qtbot.waitUntil(lambda: screen.duty.names[0][0].currentText() == "Nguyễn Văn An")


def on_duty(screen: HelpDeskScreen) -> list[str]:
    return [boxes[0].currentText() for boxes in screen.duty.names]


def keep(screen: HelpDeskScreen, qtbot: QtBot, person: str) -> None:
    for boxes in screen.duty.names:
        boxes[0].setEditText(person)
    screen.duty.names[0][0].setFocus()
    press_key(screen, qtbot, Qt.Key.Key_F10)


def press_key(
    screen: HelpDeskScreen,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the cursor is, and wait until something is said of it."""
    at = QApplication.focusWidget()
    with qtbot.waitSignal(screen.notice):
        qtbot.keyClick(at or screen, key, modifier)


def test_a_week_is_taken_back_and_kept_again_with_keys(window: MainWindow, qtbot: QtBot) -> None:
    screen, control = opened(window, qtbot), Qt.KeyboardModifier.ControlModifier
    screen.turn_to(2)
    qtbot.waitUntil(lambda: screen.duty.week.text() != "")
    assert (screen.undo.isEnabled(), screen.redo.isEnabled()) == (False, False)
    for person in ("An", "Bình"):
        keep(screen, qtbot, person)
        offered = screen.duty.names[0][0]
        qtbot.waitUntil(lambda: offered.findText(person) >= 0)  # noqa: B023 - read again, with the new name
    press_key(screen, qtbot, Qt.Key.Key_Z, control)
    qtbot.waitUntil(lambda: set(on_duty(screen)[:5]) == {"An"})
    assert (screen.undo.isEnabled(), screen.redo.isEnabled()) == (True, True)
    press_key(screen, qtbot, Qt.Key.Key_Y, control)
    qtbot.waitUntil(lambda: set(on_duty(screen)[:5]) == {"Bình"})


def test_a_week_that_somebody_else_changed_is_not_overwritten(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    screen.turn_to(2)
    qtbot.waitUntil(lambda: screen.duty.week.text() != "")
    monday = duty_week(desk, week_to_plan(desk))[0].day
    appoint(desk, monday, ("Dung",))
    with qtbot.waitSignal(screen.notice) as told:
        keep(screen, qtbot, "An")
    assert "nothing was overwritten" in told.args[0].words.text
    qtbot.waitUntil(lambda: on_duty(screen)[:5] == ["Dung", "", "", "", ""])
    keep(screen, qtbot, "An")
    appoint(desk, monday, ("Dung",))
    with qtbot.waitSignal(screen.notice) as told:
        screen.undo.click()
    assert "nothing was overwritten" in told.args[0].words.text
    assert not screen.undo.isEnabled()
    assert duty_week(desk, monday)[1].persons == ("An",)


def test_help_that_was_counted_by_mistake_is_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    today = local(desk.clock.now()).date()
    press_key(screen, qtbot, Qt.Key.Key_F10)
    assert help_figures(desk, today, today).people == 1
    for offered, people in (("Undo", 0), ("Redo", 1)):
        notice = window.notice.notice
        assert notice is not None
        assert notice.next_step is not None
        assert notice.next_step.text == offered
        with qtbot.waitSignal(screen.notice):
            press(window, "noticeNextStep")
        assert help_figures(desk, today, today).people == people
    screen.turn_to(1)
    assert not screen.undo.isVisible()


def test_what_was_noted_of_machines_is_taken_back_with_the_machine(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    screen.turn_to(3)
    screen.machines.name.setText("Máy in 1")
    press_key(screen, qtbot, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: screen.machines.events.rowCount() == 1)
    with qtbot.waitSignal(screen.notice):
        screen.machines.tell.click()
    qtbot.waitUntil(lambda: screen.machines.events.rowCount() == 2)
    for left in (1, 0):
        with qtbot.waitSignal(screen.notice):
            screen.undo.click()
        qtbot.waitUntil(lambda: screen.machines.events.rowCount() == left)  # noqa: B023 - waited for here
    assert equipment(desk) == ()
    for there in (1, 2):
        with qtbot.waitSignal(screen.notice):
            screen.redo.click()
        qtbot.waitUntil(lambda: screen.machines.events.rowCount() == there)  # noqa: B023 - waited for here
    with qtbot.waitSignal(screen.notice):
        screen.undo.click()
    qtbot.waitUntil(lambda: screen.machines.events.rowCount() == 1)


def test_a_machine_is_entered_and_its_fault_noted(window: MainWindow, qtbot: QtBot) -> None:
    screen, desk = opened(window, qtbot), window.place.desk
    screen.turn_to(3)
    machines = screen.machines
    assert not screen.header.button.isEnabled()
    machines.name.setText("Máy in 1")
    qtbot.keyClick(screen, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: machines.events.rowCount() == 1)
    assert machines.name.text() == ""
    machines.note.setText("Hết mực")
    machines.tell.click()
    qtbot.waitUntil(lambda: machines.events.rowCount() == 2)
    assert machines.events.index(0, 1).data() == "Faulty\nHết mực"
    assert [each.state for each in equipment(desk)] == [EquipmentState.FAULTY]
    machines.state.setCurrentIndex(0)
    machines.only.setChecked(True)
    machines.tell.click()
    qtbot.waitUntil(lambda: machines.table.rowCount() == 0)
    assert not machines.tell.isEnabled()


def test_every_action_of_the_help_desk_has_name_key_and_tooltip(window: MainWindow, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    for button in screen.findChildren(QPushButton):
        assert button.objectName(), button.text()
        assert button.accessibleName(), button.objectName()
        assert button.toolTip(), button.objectName()
        assert not button.shortcut().isEmpty(), button.objectName()
    for field in (screen.guide.field, screen.machines.name, screen.machines.note):
        assert isinstance(field, QLineEdit)
        assert field.accessibleName()


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_the_help_desk_speaks(window: MainWindow, qtbot: QtBot, language: str) -> None:
    screen = opened(window, qtbot)
    english = screen.header.button.accessibleName()
    window.place.language.choose(language)
    assert screen.header.button.accessibleName() != english
