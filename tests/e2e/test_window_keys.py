"""How often a key is pressed for a dossier: before a queue of citizens every one counts."""

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.gui.application import window
from clerk_app.settings import Settings
from clerk_app.workflow.submit import outbox_entry
from signing.demonstration import DEMONSTRATION_PIN
from storage.outbox import OutboxState
from tests.authorities import with_authority
from tests.gui.clerk_at_work import ClerkAtWork
from tests.gui.conftest import nothing_left

__all__ = ["nothing_left"]

_hands: Any = QTest
_MOST = 20


class Keyboard:
    """Presses keys where the focus is, and counts them; letters that are typed are work, no way to it."""

    def __init__(self, clerk: ClerkAtWork) -> None:
        self._clerk = clerk
        self.pressed: list[str] = []

    def press(self, key: Qt.Key) -> None:
        self.pressed.append(key.name)
        _hands.keyClick(self._focus(), key)

    def type(self, text: str) -> None:
        """Type into the field that has the focus, letter by letter."""
        focus = self._focus()
        for letter in text:  # QTest knows no letters with marks
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    focus, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                )

    def go_on(self) -> None:
        """Press Enter when the primary action can be done, and see it done: a button answers 100 ms later."""
        self._clerk.wait_for_rest()
        before = self._seen()
        self.press(Qt.Key.Key_Return)
        self._clerk.wait_for("answer to the key", lambda: self._seen() != before)

    def _seen(self) -> tuple[object, ...]:
        primary, current = self._clerk.primary(), self._clerk.case.current
        asks = QApplication.activeModalWidget() is not None
        return primary.text(), primary.isEnabled(), current and current.objectName(), asks

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._clerk.window


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ClerkAtWork]:
    with window(Settings(home=str(with_authority(tmp_path)), language="vi"), qapp) as shown:
        shown.show()
        shown.activateWindow()
        yield ClerkAtWork(shown, seconds=20)
        shown.close()
    gc.collect()


def test_a_dossier_of_three_papers_takes_at_most_twenty_keys(clerk: ClerkAtWork, tmp_path: Path) -> None:
    papers, keyboard = write_sample_papers(tmp_path / "papers"), Keyboard(clerk)
    clerk.wait_for_lights()

    keyboard.press(Qt.Key.Key_F2)
    clerk.wait_for("intake", lambda: clerk.window.case and clerk.case.current)
    keyboard.type("1.001731")
    for text in ("", "Lê Thị Hồng Nhung", "092194005678", "12 Nguyễn Trãi", "0903000123"):
        keyboard.press(Qt.Key.Key_Tab)
        keyboard.type(text)
    keyboard.press(Qt.Key.Key_Return)
    clerk.wait_for_rest()
    clerk.wait_for("receipt", clerk.accepted)
    keyboard.go_on()
    clerk.wait_for_step("scan")
    feeder = clerk.window.place.feeder
    assert feeder is not None
    for number, sheets in enumerate((papers["TP01"], papers["TP02"], papers["TP02"]), 1):
        clerk.wait_for_rest()
        feeder.load(f"paper {number}", sheets)
        keyboard.go_on()
        clerk.wait_for("paper in", partial(has_papers, clerk, number))
        keyboard.go_on()  # to the next paper, after the last to the review
    clerk.wait_for_step("review")
    keyboard.go_on()
    clerk.wait_for_step("sign")
    clerk.wait_for_place()
    keyboard.go_on()
    clerk.wait_for_pin()
    keyboard.type(DEMONSTRATION_PIN)
    keyboard.press(Qt.Key.Key_Return)
    dossier = clerk.case.presenter.dossier
    assert dossier is not None
    clerk.wait_for("answer of the portal", lambda: is_accepted(clerk, dossier.code))

    assert len(keyboard.pressed) <= _MOST, keyboard.pressed


def has_papers(clerk: ClerkAtWork, number: int) -> bool:
    dossier = clerk.case.presenter.dossier
    assert dossier is not None
    with clerk.desk.storage.unit_of_work(read_only=True) as work:
        return len({page.component for page in work.pages.of(dossier.code)}) >= number


def is_accepted(clerk: ClerkAtWork, code: Any) -> bool:
    entry = outbox_entry(clerk.desk, code)
    return entry is not None and entry.state is OutboxState.ACCEPTED
