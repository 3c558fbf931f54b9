"""Who sits at the window: signed in, locked when idle, told of others' changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.bootstrap import open_desk
from clerk_app.gui import application
from clerk_app.gui.idle_lock import IdleLock
from clerk_app.gui.language import Language
from clerk_app.gui.listener import Listener
from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.runner import Runner, Submit
from clerk_app.gui.widgets import sign_in_dialog
from clerk_app.gui.widgets.sign_in_dialog import SignInDialog, person_at
from clerk_app.settings import Settings
from clerk_app.workflow import accounts
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_for
from storage.accounts import AccountRole
from storage.errors import ServerGone
from tests.desks import accepted
from tests.gui.watchdog import watched

FIRST, OWN = "mật khẩu đầu tiên", "mật khẩu riêng"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "PasswordHasher", lambda: quick)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(Settings(home=str(tmp_path))) as (opened, _embedded):
        yield opened


@pytest.fixture
def with_accounts(desk: Desk) -> Desk:
    admin, official = frozenset({AccountRole.ADMINISTRATOR}), frozenset({AccountRole.OFFICIAL})
    accounts.add_account(desk, "an", "An", admin, bytearray(OWN, "utf-8"))
    accounts.add_account(desk, "lan", "Lan", official, bytearray(FIRST, "utf-8"))
    return desk


@pytest.fixture(scope="module")
def submit() -> Iterator[Submit]:
    runner = Runner()
    yield runner.submit
    runner.close()


def opened(
    qtbot: QtBot, qapp: QApplication, desk: Desk, submit: Submit, only: str | None = None
) -> SignInDialog:
    dialog = SignInDialog(desk, Language("vi"), Look(qapp), submit, only=only)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def enter(qtbot: QtBot, dialog: SignInDialog) -> None:
    button = dialog.findChild(QPushButton, "signInEnter")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(dialog: SignInDialog) -> str:
    return " ".join(shown.text() for shown in dialog.findChildren(QLabel))


def test_a_wrong_password_is_said_and_gone_from_the_field(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = opened(qtbot, qapp, with_accounts, submit)
    dialog.name.setText("an")
    dialog.password.setText("falsch falsch")
    enter(qtbot, dialog)
    qtbot.waitUntil(dialog.password.isEnabled)
    assert "Tên hoặc mật khẩu" in texts(dialog)
    assert dialog.password.text() == ""
    assert dialog.isVisible()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password


def test_the_language_is_chosen_before_anybody_is_signed_in(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = opened(qtbot, qapp, with_accounts, submit)
    assert "Mật khẩu" in texts(dialog)
    dialog.language.setCurrentIndex(dialog.language.findData("fr"))
    assert "Mot de passe" in texts(dialog)
    assert "Mật khẩu" not in texts(dialog)
    assert dialog.password.accessibleName() == "Mot de passe"


def test_a_first_password_is_changed_on_the_way_in(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = opened(qtbot, qapp, with_accounts, submit)
    assert not dialog.chosen.isVisible()
    dialog.name.setText("lan")
    dialog.password.setText(FIRST)
    enter(qtbot, dialog)
    qtbot.waitUntil(dialog.chosen.isVisible)
    dialog.chosen.setText(OWN)
    with qtbot.waitSignal(dialog.entered) as entered:
        enter(qtbot, dialog)
    assert entered.args[0].actor.name == "lan"
    assert (dialog.password.text(), dialog.chosen.text()) == ("", "")


def test_a_locked_window_lets_only_the_same_person_in(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = opened(qtbot, qapp, with_accounts, submit, only="an")
    assert dialog.name.isReadOnly()
    dialog.password.setText(OWN)
    with qtbot.waitSignal(dialog.entered) as entered:
        enter(qtbot, dialog)
    assert entered.args[0].actor.name == "an"


def test_nothing_waits_on_the_windows_own_thread(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = opened(qtbot, qapp, with_accounts, submit)
    dialog.name.setText("an")
    dialog.password.setText(OWN)
    with watched(qapp) as watch, qtbot.waitSignal(dialog.entered):
        enter(qtbot, dialog)
    assert watch.events > 0
    assert (watch.late, watch.waited) == ([], [])


def test_records_that_cannot_be_reached_are_said_and_it_can_be_tried_again(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_asked: object) -> None:
        raise ServerGone("database")

    monkeypatch.setattr(sign_in_dialog, "sign_in", unreachable)
    dialog = opened(qtbot, qapp, with_accounts, submit)
    dialog.name.setText("an")
    dialog.password.setText(OWN)
    enter(qtbot, dialog)
    qtbot.waitUntil(dialog.password.isEnabled)
    assert dialog.isVisible()
    assert message_for(ServerGone("database"), Language("vi").translate).happened in texts(dialog)


def test_without_accounts_nobody_is_asked(desk: Desk) -> None:
    assert person_at(desk, lambda: pytest.fail("asked")) is desk


def test_whoever_closes_the_question_does_not_get_in(
    qtbot: QtBot, qapp: QApplication, with_accounts: Desk, submit: Submit
) -> None:
    dialog = SignInDialog(with_accounts, Language("vi"), Look(qapp), submit)
    QTimer.singleShot(0, dialog.reject)
    assert person_at(with_accounts, lambda: dialog) is None


def test_every_sign_of_life_puts_the_lock_off(qtbot: QtBot, qapp: QApplication) -> None:
    locked: list[bool] = []
    field = QLineEdit()
    qtbot.addWidget(field)
    idle = IdleLock(60, lambda: locked.append(True), field)
    idle._clock = Counted(idle)
    qapp.installEventFilter(idle)
    qtbot.keyClick(field, Qt.Key.Key_A)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qapp.removeEventFilter(idle)
    assert idle._clock.starts >= 2
    assert locked == []


def test_the_window_locks_when_nobody_touches_it(qtbot: QtBot) -> None:
    locked: list[bool] = []
    field = QLineEdit()
    qtbot.addWidget(field)
    IdleLock(0, lambda: locked.append(True), field)
    qtbot.waitUntil(lambda: bool(locked))


@pytest.fixture
def signed_in(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window that somebody entered in French, and that locks as soon as nobody touches it."""

    def enter(desk: Desk, ask: Callable[[], SignInDialog]) -> Desk:
        everything = frozenset({AccountRole.ADMINISTRATOR})
        accounts.add_account(desk, "an", "An", everything, bytearray(OWN, "utf-8"))
        dialog = ask()
        dialog.language.setCurrentIndex(dialog.language.findData("fr"))
        dialog.deleteLater()
        return accounts.sign_in(desk, "an", lambda: bytearray(OWN, "utf-8"))

    monkeypatch.setattr(application, "person_at", enter)
    settings = Settings(home=str(tmp_path), language="vi")
    at_once = replace(settings, casework=replace(settings.casework, idle_minutes=0))
    with application.window(at_once, qapp) as shown:
        yield shown


def lock_of(qapp: QApplication) -> SignInDialog | None:
    return next(
        (each for each in qapp.topLevelWidgets() if isinstance(each, SignInDialog) and each.isVisible()), None
    )


def test_a_window_that_locks_asks_and_is_open_again_for_the_same_person(
    signed_in: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    qtbot.waitUntil(lambda: lock_of(qapp) is not None, timeout=60_000)
    dialog = lock_of(qapp)
    assert dialog is not None
    assert not signed_in.isVisible()
    dialog.password.setText(OWN)
    is_open_again: list[bool] = []
    dialog.entered.connect(lambda _desk: is_open_again.append(signed_in.isVisible()))
    enter(qtbot, dialog)
    qtbot.waitUntil(lambda: is_open_again == [True])


def test_the_window_hears_of_another_workstations_change(qtbot: QtBot, desk: Desk) -> None:
    listener = Listener(desk.storage)
    keys = iter(range(1000))
    working = QTimer()
    working.setInterval(200)
    working.timeout.connect(lambda: accepted(desk, f"{next(keys)}"))
    listener.start()
    try:
        with qtbot.waitSignal(listener.changed, timeout=20_000):
            working.start()
        working.stop()
    finally:
        listener.close()
    assert listener.isFinished()


class Counted(QTimer):
    """A running clock that counts how often it is started."""

    starts = 0

    def isActive(self) -> bool:  # noqa: N802 - Qt names it
        return True

    def start(self, *_interval: int) -> None:
        self.starts += 1
