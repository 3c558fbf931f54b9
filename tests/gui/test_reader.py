"""A reader of codes types where it will: the code is understood, and reaches no field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.intake.screen import IntakeScreen
from clerk_app.settings import Settings
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.receipts import receipt_code
from clerk_app.workflow.frontdesk.waiting import take_ticket
from storage.model import Dossier
from tests.desks import accepted, open_home
from tests.gui.opened_window import opened_window

_hands: Any = QTest
CARD = "092194005678|362456789|Lê Thị Hồng Nhung|02091994|Nữ|12 Nguyễn Trãi, An Bình|15032022"
PROCEDURE = "1.001193"


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with (
        open_home(Settings(home=str(tmp_path), language="en")) as (desk, embedded),
        opened_window(qtbot, qapp, desk, embedded.feeder()) as made,
    ):
        qapp.installEventFilter(made.reader)
        made.activateWindow()
        made.go_to("today")
        yield made
        qapp.removeEventFilter(made.reader)


def scan(window: MainWindow, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type as a reader does: without a pause, each key pressed and released, Enter at the end."""
    for letter in text:
        press(QApplication.focusWidget() or window, letter)
    _hands.keyClick(window.windowHandle(), end)


def press(focus: QWidget, letter: str) -> None:
    """Press a key; QTest knows no letters with marks."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = ord(letter.upper()) if letter.isascii() else Qt.Key.Key_unknown.value
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(focus, event)


def intake(window: MainWindow) -> IntakeScreen:
    assert window.case is not None
    assert window.case.intake is not None
    return window.case.intake


def texts(window: MainWindow) -> list[str]:
    return [field.text() for field in window.findChildren(QLineEdit)]


def notice(window: MainWindow) -> str:
    return window.notice.notice.words.text if window.notice.notice else ""


@pytest.mark.parametrize("place", ["today", "outbox", "search", "intake"])
def test_a_card_fills_the_applicant_wherever_the_focus_is(
    shown: MainWindow, qtbot: QtBot, place: str
) -> None:
    shown.go_to(place)
    scan(shown, CARD)
    qtbot.waitUntil(lambda: shown.case is not None)
    fields = intake(shown).fields
    qtbot.waitUntil(lambda: fields["full_name"].text() == "Lê Thị Hồng Nhung")
    assert fields["id_number"].text() == "092194005678"
    assert fields["address"].text() == "12 Nguyễn Trãi, An Bình"
    assert [text for text in texts(shown) if "|" in text] == []


def test_a_card_never_types_into_the_field_that_has_the_focus(shown: MainWindow, qtbot: QtBot) -> None:
    shown.new_dossier()
    search = intake(shown).search
    search.setFocus()
    scan(shown, CARD)
    qtbot.waitUntil(lambda: bool(intake(shown).fields["full_name"].text()))
    assert search.text() == ""
    assert intake(shown).dossier is None  # the reader's Enter accepted nothing


def test_what_was_typed_already_stays_where_the_card_is_silent(shown: MainWindow, qtbot: QtBot) -> None:
    shown.new_dossier()
    intake(shown).fields["phone"].setText("0903 000 123")
    scan(shown, CARD)
    qtbot.waitUntil(lambda: bool(intake(shown).fields["full_name"].text()))
    assert intake(shown).fields["phone"].text() == "0903 000 123"


def test_a_card_that_contradicts_itself_is_said(shown: MainWindow, qtbot: QtBot) -> None:
    shown.new_dossier()
    scan(shown, CARD.replace("|Nữ|", "|Nam|"))
    case = shown.case
    assert case is not None
    qtbot.waitUntil(lambda: case.notice.isVisible())
    assert case.notice.notice is not None
    assert "another sex" in case.notice.notice.words.text


def test_a_poster_chooses_the_procedure(shown: MainWindow, qtbot: QtBot) -> None:
    scan(shown, PROCEDURE, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: shown.case is not None)
    qtbot.waitUntil(lambda: intake(shown).search.text() == PROCEDURE)
    assert intake(shown).offered.count() == 1


def test_a_procedure_of_another_centre_is_refused_in_words(shown: MainWindow, qtbot: QtBot) -> None:
    scan(shown, "9.999999")
    qtbot.waitUntil(lambda: shown.case is not None)
    case = shown.case
    assert case is not None
    qtbot.waitUntil(lambda: case.notice.isVisible())


def test_a_receipt_opens_its_dossier_and_leaves_the_intake_as_it_is(shown: MainWindow, qtbot: QtBot) -> None:
    known = stored(shown)
    shown.new_dossier()
    intake(shown).fields["full_name"].setText("Trần Văn B")
    scan(shown, known.code)
    qtbot.waitUntil(lambda: current(shown) == "dossier")
    assert intake(shown).fields["full_name"].text() == "Trần Văn B"


def test_the_secret_of_a_receipt_does_not_keep_it_from_opening_its_dossier(
    shown: MainWindow, qtbot: QtBot
) -> None:
    known = stored(shown)
    scan(shown, receipt_code(shown.place.desk, known.code))
    qtbot.waitUntil(lambda: current(shown) == "dossier")


def test_a_queue_ticket_is_told_with_its_place_in_the_line(shown: MainWindow, qtbot: QtBot) -> None:
    desk = shown.place.desk
    take_ticket(desk, "A")
    scan(shown, ticket_code(take_ticket(desk, "A").ticket, "https://portal.example.vn/so-thu-tu"))
    qtbot.waitUntil(lambda: "A002" in notice(shown))
    assert "People before it: 1" in notice(shown)


def test_a_dossier_that_is_unknown_here_is_said(shown: MainWindow, qtbot: QtBot) -> None:
    scan(shown, "H92.01.13-261126-0999")
    qtbot.waitUntil(lambda: notice(shown) != "")
    assert current(shown) == "today"


def test_a_card_asks_before_it_leaves_another_dossier(shown: MainWindow, qtbot: QtBot) -> None:
    known = stored(shown)
    shown.open_dossier(known.code)
    qtbot.waitUntil(lambda: shown.case is not None and shown.case.presenter.dossier is not None)
    scan(shown, CARD)
    qtbot.waitUntil(lambda: notice(shown) != "")
    assert shown.case is not None
    assert shown.case.presenter.dossier is not None
    assert shown.notice.notice is not None
    assert shown.notice.notice.next_step is not None
    shown.notice.notice.next_step.do()
    qtbot.waitUntil(lambda: shown.case is not None and shown.case.intake is not None)
    assert intake(shown).fields["id_number"].text() == "092194005678"


def test_a_strange_code_reaches_no_field_and_is_said(shown: MainWindow, qtbot: QtBot) -> None:
    shown.new_dossier()
    intake(shown).search.setFocus()
    scan(shown, "https://example.vn/a-menu")
    qtbot.waitUntil(lambda: notice(shown) != "")
    assert intake(shown).search.text() == ""


def test_a_fast_hand_types_as_ever(shown: MainWindow, qtbot: QtBot) -> None:
    shown.new_dossier()
    name = intake(shown).fields["full_name"]
    name.setFocus()
    for letter in "Lê Thị":
        press(name, letter)
    qtbot.waitUntil(lambda: name.text() == "Lê Thị")


def test_letters_that_are_held_come_before_the_next_key(shown: MainWindow) -> None:
    shown.new_dossier()
    name = intake(shown).fields["full_name"]
    name.setFocus()
    for letter in "Nhung":
        press(name, letter)
    _hands.keyClick(name, Qt.Key.Key_Backspace)
    assert name.text() == "Nhun"


def test_a_letter_that_is_a_shortcut_still_works(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go_to("today")
    button = shown.rail.findChild(QWidget, "railOutbox")
    assert button is not None
    button.setShortcut("j")  # type: ignore[attr-defined]
    _hands.keyClick(shown.windowHandle(), "j")
    qtbot.waitUntil(lambda: current(shown) == "outbox")


def current(window: MainWindow) -> str:
    central = window.centralWidget()
    assert central is not None
    names = ("today", "outbox", "search", "dossier", "case")
    return next(name for name in names if any(w.isVisible() for w in window.findChildren(QWidget, name)))


def stored(window: MainWindow) -> Dossier:
    return accepted(window.place.desk)
