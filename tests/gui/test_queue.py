"""The leader's queue in the window: one PIN for what was marked, an outcome for each, the rest later."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.queue.screen import QueueScreen
from clerk_app.settings import Settings, SigningSettings
from clerk_app.workflow.decide import current_decision, sign_decision
from clerk_app.workflow.desk import Desk
from signing.model import Role
from storage.model import DossierCode
from tests.desks import accepted, open_home, pin
from tests.gui.opened_window import opened_window
from tests.gui.test_window import press

PATIENCE = 60_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = str(tmp_path_factory.mktemp("queue"))
    settings = Settings(home=home, language="en", signing=SigningSettings(level="B-B"))
    with open_home(settings) as (opened, _embedded):
        yield opened


@pytest.fixture
def window(
    desk: Desk, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """Return a window whose leader has three decisions to countersign."""
    for number in range(3):
        code = accepted(desk, f"{request.node.name}-{number}").code
        sign_decision(desk, code, Role.OFFICIAL, pin())
    with opened_window(qtbot, qapp, desk) as made:
        yield made


def opened(window: MainWindow, qtbot: QtBot) -> QueueScreen:
    press(window, "railQueue")
    queue = window.screen_of("queue")
    assert isinstance(queue, QueueScreen)
    qtbot.waitUntil(lambda: queue.table.rowCount() == 3, timeout=PATIENCE)
    return queue


def stages(window: MainWindow, queue: QueueScreen) -> list[str]:
    codes = [DossierCode(queue.table.key_at(row)) for row in range(queue.table.rowCount())]
    return [stage(window, code) for code in codes]


def stage(window: MainWindow, code: DossierCode) -> str:
    decision = current_decision(window.place.desk, code)
    assert decision is not None
    return decision.stage.value


def test_one_pin_signs_what_is_marked_and_the_rest_goes_on_later(window: MainWindow, qtbot: QtBot) -> None:
    queue = opened(window, qtbot)
    first = queue.table.index(0, 0)
    assert queue.table.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert queue.header.button.text() == "Countersign: 2"
    queue.presenter.sign(pin())
    qtbot.waitUntil(lambda: not queue.presenter.is_busy, timeout=PATIENCE)
    assert stages(window, queue) == ["signed", "countersigned", "countersigned"]
    assert "valid" in queue.table.index(1, 1).data()
    assert queue.table.setData(first, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    queue.presenter.sign(pin())
    qtbot.waitUntil(lambda: stages(window, queue) == ["countersigned"] * 3, timeout=PATIENCE)


def test_a_decision_goes_back_with_a_reason(window: MainWindow, qtbot: QtBot) -> None:
    queue = opened(window, qtbot)
    code = DossierCode(queue.table.key_at(1))
    queue.list.selectRow(1)
    queue.presenter.return_shown("Sai căn cứ pháp lý")
    qtbot.waitUntil(lambda: queue.table.rowCount() == 2, timeout=PATIENCE)
    assert stage(window, code) == "issued"
    assert window.notice.notice is not None
    assert code in window.notice.notice.words.text
    queue.presenter.sign(pin())
    qtbot.waitUntil(lambda: stages(window, queue) == ["countersigned"] * 2, timeout=PATIENCE)


def test_a_batch_ends_when_the_screen_is_left_or_locked(window: MainWindow, qtbot: QtBot) -> None:
    queue, secret = opened(window, qtbot), pin()
    queue.presenter.sign(secret)
    qtbot.waitUntil(lambda: "countersigned" in stages(window, queue), timeout=PATIENCE)
    window.hide()
    qtbot.waitUntil(lambda: not queue.presenter.is_busy, timeout=PATIENCE)
    assert "signed" in stages(window, queue)
    assert not any(secret)
    assert window.notice.notice is not None
    assert "What was signed is kept." in window.notice.notice.words.text
