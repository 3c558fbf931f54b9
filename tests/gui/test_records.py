"""What the records clerk does in the window: numbers and seals many with one PIN, and keeps the register."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.runner import Lane, ignore
from clerk_app.gui.screens.queue.elsewhere_dialog import ElsewhereDialog
from clerk_app.gui.screens.queue.register_dialog import RegisterDialog
from clerk_app.gui.screens.queue.screen import QueueScreen
from clerk_app.settings import Settings, SigningSettings
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Actor
from signing.model import Role
from storage.accounts import AccountRole
from storage.model import DossierCode
from tests.desks import accepted, open_home, pin
from tests.gui.opened_window import opened_window
from tests.gui.test_queue import PATIENCE, stages
from tests.gui.test_window import press


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(home=str(tmp_path), language="en", signing=SigningSettings(level="B-B"))
    with open_home(settings) as (opened, _embedded):
        yield opened


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """Return a window with three decisions to seal."""
    for number in range(3):
        code = accepted(desk, str(number)).code
        for role in (Role.OFFICIAL, Role.LEADER):
            sign_decision(desk, code, role, pin())
    with opened_window(qtbot, qapp, desk) as made:
        yield made


def opened(window: MainWindow, qtbot: QtBot) -> QueueScreen:
    press(window, "railQueue")
    press(window, "otherHand")
    queue = window.screen_of("queue")
    assert isinstance(queue, QueueScreen)
    qtbot.waitUntil(lambda: queue.table.rowCount() == 3, timeout=PATIENCE)
    return queue


def numbers(queue: QueueScreen) -> list[str]:
    return [queue.table.index(row, 1).data() for row in range(queue.table.rowCount())]


def test_the_records_clerk_numbers_and_seals_many_with_one_pin(window: MainWindow, qtbot: QtBot) -> None:
    queue = opened(window, qtbot)
    assert numbers(queue) == ["01", "02", "03"]
    kept = queue.table.index(0, 0)
    assert queue.table.setData(kept, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert numbers(queue) == ["–", "01", "02"]
    assert queue.header.button.text() == "Number and seal: 2"
    queue.presenter.sign(pin())
    qtbot.waitUntil(lambda: not queue.presenter.is_busy, timeout=PATIENCE)
    assert stages(window, queue) == ["countersigned", "sealed", "sealed"]
    assert numbers(queue) == ["–", "01", "02"]
    press(window, "showRegister")
    qtbot.waitUntil(lambda: queue.findChild(RegisterDialog) is not None)
    dialog = queue.findChild(RegisterDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.rows.rowCount() == 2)
    assert dialog.rows.index(0, 0).data() == "02"
    assert dialog.rows.index(0, 3).data() == queue.table.key_at(2)
    dialog.year.setValue(dialog.year.value() - 1)
    qtbot.waitUntil(lambda: dialog.rows.rowCount() == 0)
    busy, runner = Event(), window.place.runner
    runner.submit(Lane.DOCUMENT, lambda _report: busy.wait(60), owner=window, on_done=ignore, on_error=ignore)
    dialog.year.setValue(dialog.year.value() - 1)
    dialog.reject()  # what is read by then is for nobody
    qtbot.waitUntil(lambda: queue.findChild(RegisterDialog) is None)
    busy.set()
    qtbot.waitUntil(lambda: runner.is_idle, timeout=PATIENCE)


def test_numbers_given_elsewhere_come_before_and_are_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    queue = opened(window, qtbot)
    press(window, "givenElsewhere")
    qtbot.waitUntil(lambda: queue.findChild(ElsewhereDialog) is not None)
    dialog = queue.findChild(ElsewhereDialog)
    assert dialog is not None
    assert not dialog.keep.isEnabled()
    assert dialog.until.minimum() == 1
    dialog.until.setValue(171)
    dialog.subject.setText("Sổ giấy")
    dialog.keep.click()
    qtbot.waitUntil(lambda: numbers(queue)[0] == "172", timeout=PATIENCE)
    press(window, "undo")
    qtbot.waitUntil(lambda: numbers(queue)[0] == "01", timeout=PATIENCE)
    press(window, "redo")
    qtbot.waitUntil(lambda: numbers(queue)[0] == "172", timeout=PATIENCE)
    queue.presenter.mark(DossierCode(queue.table.key_at(1)), marked=False)
    queue.presenter.sign(pin())
    qtbot.waitUntil(lambda: not queue.presenter.is_busy, timeout=PATIENCE)
    window.notice.clear()
    press(window, "undo")
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    assert window.notice.notice is not None
    assert window.notice.notice.words.text == "A number was given since: nothing was taken back."


def test_each_hand_sees_its_own_list_only(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    for role, title in (
        (AccountRole.RECORDS_CLERK, "Decisions to number and seal"),
        (AccountRole.SUPERVISOR, "Decisions to countersign"),
    ):
        actor = Actor("nhung", frozenset({role}), certificate="a" * 64)
        with opened_window(qtbot, qapp, replace(desk, actor=actor)) as made:
            press(made, "railQueue")
            queue = made.screen_of("queue")
            assert isinstance(queue, QueueScreen)
            assert queue.header.title.text() == title
            assert not queue.header.findChild(QPushButton, "otherHand").isVisible()
            register = queue.header.findChild(QPushButton, "showRegister")
            assert register.isVisible() is (role is AccountRole.RECORDS_CLERK)
