"""The outbox in the window: what waits and why in words, sent now, tried again, paused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.outbox.rows import OutboxRow, OutboxTable
from clerk_app.gui.screens.outbox.screen import OutboxScreen
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import RightMissing
from clerk_app.workflow.outgoing import outgoing
from clerk_app.workflow.rights import Actor
from storage.accounts import AccountRole
from storage.model import DossierCode
from storage.outbox import OutboxState
from storage.outbox.owner import Owner
from tests.desks import accepted, open_home
from tests.fakes.portal import FakePortal
from tests.fakes.records import document
from tests.gui.opened_window import opened_window
from tests.gui.test_window import press

COLUMNS = {
    name: number for number, name in enumerate(("code", "what", "state", "since", "tries", "next", "why"))
}

PATIENCE = 30_000


@pytest.fixture
def portal() -> FakePortal:
    return FakePortal()


@pytest.fixture
def desk(tmp_path: Path, portal: FakePortal) -> Iterator[Desk]:
    with open_home(Settings(home=str(tmp_path), language="en")) as (opened, _embedded):
        yield replace(opened, portal=lambda: portal)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with opened_window(qtbot, qapp, desk) as made:
        yield made


def queued(desk: Desk, key: str = "test") -> DossierCode:
    """Take a dossier in, and let one paper of it wait for the portal."""
    code = accepted(desk, key).code
    content = desk.storage.contents.put(b"%PDF-1.7 " + key.encode())
    with desk.storage.unit_of_work() as work:
        work.documents.put(replace(document(code, content, "TP01"), created_at=desk.clock.now()))
        work.outbox.queue(code, desk.clock.now())
        work.commit()
    return code


def held(desk: Desk) -> DossierCode:
    """Return a dossier that the outbox has set apart."""
    code, owner, now = queued(desk, "held"), Owner.new(), desk.clock.now()
    with desk.storage.unit_of_work() as work:
        entry = work.outbox.claim(owner, now, now + timedelta(minutes=1), force=True)
        assert entry is not None
        work.outbox.hold(entry, owner, "DamagedContent")
        work.commit()
    return code


def opened(window: MainWindow, qtbot: QtBot, rows: int) -> OutboxScreen:
    press(window, "railOutbox")
    screen = window.screen_of("outbox")
    assert isinstance(screen, OutboxScreen)
    qtbot.waitUntil(lambda: screen.table.rowCount() == rows, timeout=PATIENCE)
    return screen


def said(screen: OutboxScreen, row: int, column: str) -> str:
    return str(screen.table.index(row, COLUMNS[column]).data())


def test_what_is_held_comes_first_with_its_reason_in_words(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    stuck, waiting = held(desk), queued(desk)
    screen = opened(window, qtbot, 2)
    assert [said(screen, row, "code") for row in (0, 1)] == [stuck, waiting]
    assert [said(screen, row, "state") for row in (0, 1)] == ["Held", "Waits"]
    assert said(screen, 1, "next") == "at once"
    assert len(said(screen, 0, "why")) > 20
    assert "DamagedContent" not in said(screen, 0, "why")
    assert screen.retry.isEnabled()
    screen.list.selectRow(1)
    assert not screen.retry.isEnabled()


def test_what_waits_is_sent_now_and_its_receipt_is_shown(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    queued(desk)
    screen = opened(window, qtbot, 1)
    press(window, "sendEverything")
    qtbot.waitUntil(lambda: said(screen, 0, "state") == "Accepted by the portal", timeout=PATIENCE)
    assert said(screen, 0, "why").startswith("Receipt ")
    assert not screen.header.button.isEnabled()


def test_what_is_held_is_tried_again(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    held(desk)
    screen = opened(window, qtbot, 1)
    press(window, "tryAgain")
    qtbot.waitUntil(lambda: said(screen, 0, "state") == "Accepted by the portal", timeout=PATIENCE)


def test_a_pause_says_who_paused_and_ends_with_the_same_button(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    queued(desk)
    screen = opened(window, qtbot, 1)
    press(window, "pauseOutbox")
    qtbot.waitUntil(screen.paused.isVisible, timeout=PATIENCE)
    assert "official" in screen.paused.text()
    assert not screen.header.button.isEnabled()
    assert said(screen, 0, "next") == "paused"
    press(window, "pauseOutbox")
    qtbot.waitUntil(lambda: not screen.paused.isVisible(), timeout=PATIENCE)
    assert outgoing(desk).paused_by is None


def test_an_unreachable_portal_leaves_the_intent_waiting(
    window: MainWindow, desk: Desk, portal: FakePortal, qtbot: QtBot
) -> None:
    portal.reachable = False
    queued(desk)
    screen = opened(window, qtbot, 1)
    press(window, "sendEverything")
    qtbot.waitUntil(lambda: said(screen, 0, "tries") == "1", timeout=PATIENCE)
    assert said(screen, 0, "state") == "Waits"
    assert said(screen, 0, "next") != "at once"
    assert screen.header.button.isEnabled()


def test_enter_opens_the_dossier(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    code = queued(desk)
    screen = opened(window, qtbot, 1)
    with qtbot.waitSignal(screen.opened) as heard:
        qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert heard.args == [code]


def test_the_outbox_is_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = OutboxTable(Look(qapp))
    cells = (Words("A-1"), Words("Held", Tone.WRONG))
    table.show_intents(("Dossier", "State"), (OutboxRow(7, DossierCode("A-1"), cells, is_held=True),))
    qtmodeltester.check(table)
    assert table.place_of(7) == 0


def test_since_when_something_waits_is_told_by_its_papers(desk: Desk) -> None:
    code = queued(desk)
    (row,) = outgoing(desk).rows
    assert (row.dossier.code, row.entry.state) == (code, OutboxState.WAITING)
    assert row.since is not None
    assert row.since <= desk.clock.now()


def test_who_may_not_read_sees_no_outbox(desk: Desk) -> None:
    nobody = replace(desk, actor=Actor("admin", frozenset({AccountRole.ADMINISTRATOR})))
    with pytest.raises(RightMissing):
        outgoing(nobody)
