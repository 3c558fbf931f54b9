"""The kiosk: what a visitor does, what others never see, and every way out that is none."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PyQt6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PyQt6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QImage, QMouseEvent
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.hall.application import hall_workplace, kiosk
from clerk_app.gui.hall.kiosk.pages import Page
from clerk_app.gui.hall.kiosk.screen import KioskScreen
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import FrontdeskSettings, Settings
from clerk_app.workflow.frontdesk.calling import call_next, hall
from clerk_app.workflow.frontdesk.figures import figures
from clerk_app.workflow.frontdesk.receipts import receipt_code
from clerk_app.workflow.frontdesk.service_words import service_words
from clerk_app.workflow.frontdesk.services import services_of
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import ANYBODY
from clerk_app.workflow.what_was_read import TicketRead, what_was_read
from tests.desks import APPLICANT, accepted

CARD = f"{APPLICANT.id_number}||{APPLICANT.full_name}|12031994|Nữ|Cần Thơ|01062021"
_KEY, _WITH = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication) -> Iterator[Workplace]:
    with hall_workplace(Settings(home=str(tmp_path), language="en"), qapp) as made:
        yield made


@pytest.fixture
def screen(place: Workplace, qapp: QApplication) -> Iterator[KioskScreen]:
    with kiosk(place, qapp) as made:
        made.resize(QSize(1366, 768))
        made.show()
        yield made


def touch(screen: QWidget, name: str) -> None:
    button = next(each for each in screen.findChildren(QPushButton, name) if each.isVisible())
    QtBot.mouseClick(button, Qt.MouseButton.LeftButton)


def seen_words(screen: QWidget) -> str:
    """Return every word that is in the window, hidden pages too."""
    words = [each.text() for each in screen.findChildren(QLabel)]
    words += [each.text() for each in screen.findChildren(QPushButton)]
    words += [each.text() for each in screen.findChildren(QLineEdit)]
    for items in screen.findChildren(QListWidget):
        for row in range(items.count()):
            item = items.item(row)
            words.append(item.text() if item else "")
    return "\n".join(words)


def at(screen: KioskScreen, page: Page) -> Callable[[], bool]:
    return lambda: screen.presenter.page is page and screen.stack.currentWidget() is screen.pages[page]


def test_a_number_is_taken_by_three_touches_and_its_code_is_read_back(
    screen: KioskScreen, place: Workplace, qtbot: QtBot
) -> None:
    touch(screen, "choicetake")
    touch(screen, "choiceB")
    touch(screen, "choicepregnant")
    qtbot.waitUntil(lambda: bool(screen.ticket.papers))
    (paper,) = screen.ticket.papers
    assert (paper.head, paper.lines[1]) == ("B001", "People before you: 0")
    picture = screen.ticket.code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bits = picture.constBits()
    assert bits is not None
    grey = np.frombuffer(bits.asstring(picture.sizeInBytes()), np.uint8).reshape(
        picture.height(), picture.bytesPerLine()
    )
    (code,) = zxingcpp.read_barcodes(grey[:, : picture.width()].copy())
    assert isinstance(what_was_read(code.text), TicketRead)
    touch(screen, "kioskStart")
    touch(screen, "choicelook")
    QtBot.keyClicks(screen.lookup.line, code.text)
    QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
    qtbot.waitUntil(at(screen, Page.TICKET))
    official = replace(place.desk, actor=ANYBODY)
    call_next(official, "4")
    screen.presenter.ask(code.text)
    qtbot.waitUntil(lambda: "counter 4" in seen_words(screen.ticket))


def test_two_touches_at_once_take_one_number(screen: KioskScreen, place: Workplace, qtbot: QtBot) -> None:
    touch(screen, "choicetake")
    touch(screen, "choiceA")
    for _touch in range(3):
        screen.presenter.choose_priority(None)
    qtbot.waitUntil(lambda: bool(screen.ticket.papers))
    assert hall(replace(place.desk, actor=ANYBODY), "1").count == 1


def test_everything_is_done_by_keyboard_too(screen: KioskScreen, qtbot: QtBot) -> None:
    QtBot.keyClick(screen.start.buttons["take"], _KEY.Key_Return)
    assert at(screen, Page.SERVICES)()
    QtBot.keyClick(screen.services.buttons["A"], _KEY.Key_Space)
    QtBot.keyClick(screen.priority.buttons["ordinary"], _KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.ticket.papers))
    QtBot.keyClick(screen, _KEY.Key_Escape)
    assert at(screen, Page.START)()


def test_a_code_alone_shows_the_state_and_the_card_the_rest_masked(
    screen: KioskScreen, place: Workplace, qtbot: QtBot
) -> None:
    mine = accepted(replace(place.desk, actor=ANYBODY))
    touch(screen, "choicelook")
    for letter in mine.code:
        touch(screen.lookup, f"key{letter}")
    touch(screen, "kioskCodeGo")
    qtbot.waitUntil(lambda: bool(screen.states.papers))
    assert "Accepted" in seen_words(screen.states)
    assert mine.procedure_name not in seen_words(screen)
    assert "L•" not in seen_words(screen)
    touch(screen, "kioskBack")
    screen.lookup.line.insert(CARD)  # keyClicks knows ASCII only
    QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
    qtbot.waitUntil(lambda: "L• T•• H••• N••••" in seen_words(screen.states))
    words = seen_words(screen)
    assert mine.procedure_name in words
    assert mine.components[0].name in words
    assert APPLICANT.full_name not in words
    assert APPLICANT.id_number not in words


def test_a_receipt_before_the_reader_shows_the_rest_and_one_that_was_cut_the_state(
    screen: KioskScreen, place: Workplace, qtbot: QtBot
) -> None:
    official = replace(place.desk, actor=ANYBODY)
    mine = accepted(official)
    receipt = receipt_code(official, mine.code)
    touch(screen, "choicelook")
    for shown in (receipt[:-1], f"{mine.code}.{'A' * 13}"):
        QtBot.keyClicks(screen.lookup.line, shown)
        QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
        qtbot.waitUntil(lambda: "Accepted" in seen_words(screen.states))
        assert "L•" not in seen_words(screen)
        assert mine.procedure_name not in seen_words(screen)
        touch(screen, "kioskBack")
    QtBot.keyClicks(screen.lookup.line, receipt)
    QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
    qtbot.waitUntil(lambda: "L• T•• H••• N••••" in seen_words(screen.states))
    words = seen_words(screen.states)
    assert mine.components[0].name in words
    assert APPLICANT.full_name not in words


def test_what_a_reader_sends_at_the_start_is_looked_up(
    screen: KioskScreen, place: Workplace, qtbot: QtBot
) -> None:
    mine = accepted(replace(place.desk, actor=ANYBODY))
    QtBot.keyClick(screen, mine.code[0])
    QtBot.keyClicks(screen.lookup.line, mine.code[1:])
    QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.states.papers))
    assert screen.states.papers[0].head == mine.code


def test_procedures_are_browsed_and_found_without_diacritics(screen: KioskScreen, qtbot: QtBot) -> None:
    touch(screen, "choicebrowse")
    qtbot.waitUntil(lambda: screen.procedures.list.count() == 12)
    QtBot.keyClicks(screen.procedures.line, "khai sinh")
    first = screen.procedures.list.item(0)
    assert first is not None
    assert first.text() == "Đăng ký khai sinh"
    screen.procedures.list.itemClicked.emit(first)
    qtbot.waitUntil(lambda: bool(screen.procedure.papers))
    (paper,) = screen.procedure.papers
    assert paper.code == "1.001193"
    assert paper.lines[:3] == ("Time: the same day", "Fee: none", "Papers to bring:")
    touch(screen, "kioskAction")
    qtbot.waitUntil(lambda: "Photograph" in screen.told.text())


def test_back_leads_from_a_group_to_the_groups_and_to_the_start(screen: KioskScreen, qtbot: QtBot) -> None:
    touch(screen, "choicebrowse")
    listed = screen.procedures.list
    qtbot.waitUntil(lambda: listed.count() == 12)
    screen.presenter.choose("civil-status")
    assert listed.count() > 12
    touch(screen, "kioskBack")
    qtbot.waitUntil(lambda: listed.count() == 12)
    touch(screen, "kioskBack")
    assert at(screen, Page.START)()


def test_the_list_of_papers_is_printed_where_there_is_a_printer(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    device = tmp_path / "printer"
    settings = Settings(home=str(tmp_path), language="en", frontdesk=FrontdeskSettings(printer=str(device)))
    with hall_workplace(settings, qapp) as place, kiosk(place, qapp) as screen:
        screen.show()
        screen.presenter.ask("1.001193")
        qtbot.waitUntil(lambda: bool(screen.procedure.papers))
        touch(screen, "kioskAction")
        qtbot.waitUntil(lambda: screen.told.text() == "Take your paper below.")
        assert b"\x1dv0" in device.read_bytes()


def test_one_rating_a_visit_is_kept(screen: KioskScreen, place: Workplace, qtbot: QtBot) -> None:
    touch(screen, "choicerate")
    for _touch in range(3):
        screen.presenter.rate(4)
    qtbot.waitUntil(at(screen, Page.THANKS))
    touch(screen, "kioskStart")
    today = local(place.desk.clock.now()).date()
    official = replace(place.desk, actor=ANYBODY)
    qtbot.waitUntil(lambda: figures(official, today, today).ratings == 1)
    assert figures(official, today, today).score == 4


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_the_languages_are_always_there_and_forgotten_after_the_visit(
    screen: KioskScreen, language: str
) -> None:
    for go in (screen.presenter.take_number, screen.presenter.look_up, screen.presenter.browse):
        go()
        assert all(button.isVisible() for button in screen.languages.values())
        touch(screen, f"language{language.title()}")
        assert screen.languages[language].isChecked()
    screen.presenter.leave()
    assert screen.back.accessibleName() == "Back"
    assert screen.languages["en"].isChecked()


def test_what_is_offered_follows_the_language(screen: KioskScreen, qtbot: QtBot) -> None:
    screen.presenter.take_number()
    assert screen.services.buttons["D"].accessibleName() == "D   Land"
    touch(screen, "languageFr")
    assert screen.services.buttons["D"].accessibleName() == "D   Foncier"
    screen.presenter.browse()
    domains = screen.procedures.list
    qtbot.waitUntil(lambda: domains.count() == 12)
    touch(screen, "languageVi")
    assert [domains.item(row).text() for row in (0, 3)] == ["Hộ tịch, nuôi con nuôi", "Đất đai"]  # type: ignore[union-attr]


def test_what_is_told_under_a_page_follows_the_language(screen: KioskScreen) -> None:
    screen.presenter.look_up()
    screen.presenter.ask("https://example.com")
    english = screen.told.text()
    touch(screen, "languageFr")
    assert english.startswith("This is no code")
    assert screen.told.text().startswith("Ce n'est pas")
    screen.presenter.look_up()
    touch(screen, "languageVi")
    assert screen.told.text() == ""


def test_a_group_of_the_centre_keeps_its_own_name(place: Workplace) -> None:
    settings = FrontdeskSettings(groups=("A = Đất đai: land, construction",))
    (service,) = services_of(settings)
    assert service_words(service, place.language.translate) == "Đất đai"


def test_after_a_minute_without_anybody_nothing_of_the_visit_is_left(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    """The minute is a setting; here it is one second, and what is typed does not outlive it either."""
    settings = Settings(home=str(tmp_path), language="en", frontdesk=FrontdeskSettings(idle_seconds=1))
    with hall_workplace(settings, qapp) as place, kiosk(place, qapp) as screen:
        mine = accepted(replace(place.desk, actor=ANYBODY))
        screen.show()
        screen.presenter.look_up()
        screen.presenter.ask(CARD)
        qtbot.waitUntil(lambda: bool(screen.states.papers))
        screen.lookup.line.setText("H92.01")
        qtbot.waitUntil(at(screen, Page.START))
        assert mine.code not in seen_words(screen)
        assert "L•" not in seen_words(screen)
        assert screen.lookup.line.text() == ""
        screen.lookup.line.undo()
        assert screen.lookup.line.text() == ""


def test_what_was_shown_is_gone_in_the_moment_a_visit_ends(
    screen: KioskScreen, place: Workplace, qtbot: QtBot
) -> None:
    mine = accepted(replace(place.desk, actor=ANYBODY))
    screen.presenter.look_up()
    screen.presenter.ask(CARD)
    qtbot.waitUntil(lambda: bool(screen.states.papers))
    assert mine.code in seen_words(screen)
    screen.presenter.leave()
    assert mine.code not in seen_words(screen)


def test_an_answer_that_comes_after_the_visit_reaches_nobody(place: Workplace, qapp: QApplication) -> None:
    waiting: list[tuple[Callable[..., object], Callable[[object], None]]] = []
    accepted(replace(place.desk, actor=ANYBODY))
    with kiosk(place, qapp) as screen:
        screen.presenter._submit = lambda _lane, work, **more: waiting.append((work, more["on_done"]))  # type: ignore[assignment]
        screen.presenter.look_up()
        screen.presenter.ask(CARD)
        screen.presenter.leave()
        ((work, done),) = waiting
        done(work(None))
        assert screen.presenter.page is Page.START
        assert "L•" not in seen_words(screen)


ESCAPES = [
    (_KEY.Key_F4, _WITH.AltModifier),
    (_KEY.Key_Tab, _WITH.AltModifier),
    (_KEY.Key_Space, _WITH.AltModifier),
    (_KEY.Key_Q, _WITH.ControlModifier),
    (_KEY.Key_W, _WITH.ControlModifier),
    (_KEY.Key_C, _WITH.ControlModifier),
    (_KEY.Key_V, _WITH.ControlModifier),
    (_KEY.Key_O, _WITH.ControlModifier),
    (_KEY.Key_P, _WITH.ControlModifier),
    (_KEY.Key_Z, _WITH.ControlModifier),
    (_KEY.Key_Escape, _WITH.ControlModifier),
    (_KEY.Key_Delete, _WITH.ControlModifier | _WITH.AltModifier),
    (_KEY.Key_Backspace, _WITH.ControlModifier | _WITH.AltModifier),
    (_KEY.Key_F1, _WITH.ControlModifier | _WITH.AltModifier),
    (_KEY.Key_D, _WITH.MetaModifier),
    (_KEY.Key_Meta, _WITH.NoModifier),
    (_KEY.Key_Menu, _WITH.NoModifier),
    (_KEY.Key_Print, _WITH.NoModifier),
    (_KEY.Key_F1, _WITH.NoModifier),
    (_KEY.Key_F5, _WITH.NoModifier),
    (_KEY.Key_F11, _WITH.NoModifier),
    (_KEY.Key_F12, _WITH.NoModifier),
    (_KEY.Key_HomePage, _WITH.NoModifier),
    (_KEY.Key_F10, _WITH.ShiftModifier),
]


def is_locked_in(screen: KioskScreen) -> bool:
    """Tell whether the kiosk is there and nothing else of ours is."""
    others = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not screen]
    return screen.isVisible() and not screen.isMinimized() and not others


@pytest.mark.parametrize("page", [Page.START, Page.LOOKUP, Page.PROCEDURES])
def test_no_key_leads_out(screen: KioskScreen, page: Page) -> None:
    presenter = screen.presenter
    ways = {Page.START: presenter.leave, Page.LOOKUP: presenter.look_up, Page.PROCEDURES: presenter.browse}
    ways[page]()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("pasted")
    screen.lookup.line.setText("secret")
    for key, modifiers in ESCAPES:
        for target in (screen, screen.lookup.line, screen.procedures.line, screen.start.buttons["take"]):
            QtBot.keyClick(target, key, modifiers)
        assert is_locked_in(screen), (key, modifiers)
        assert screen.presenter.page is page, (key, modifiers)
    assert (screen.lookup.line.text(), clipboard.text()) == ("secret", "pasted")


def test_nothing_closes_or_hides_the_window(screen: KioskScreen, qapp: QApplication, qtbot: QtBot) -> None:
    assert not screen.close()
    qapp.sendEvent(qapp, QEvent(QEvent.Type.Quit))
    assert is_locked_in(screen)
    screen.showMinimized()
    qtbot.waitUntil(lambda: not screen.isMinimized())
    assert is_locked_in(screen)


def test_no_gesture_opens_a_menu_or_takes_anything_in(screen: KioskScreen, qapp: QApplication) -> None:
    screen.presenter.look_up()
    line, spot = screen.lookup.line, QPoint(10, 10)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("file:///etc/passwd")
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        qapp.sendEvent(line, QContextMenuEvent(reason, spot, line.mapToGlobal(spot)))
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton):
        QtBot.mouseClick(line, button, pos=spot)
        QtBot.mouseClick(screen, button, pos=spot)
    data = QMimeData()
    data.setUrls([QUrl("file:///etc/passwd")])
    data.setText("dropped")
    where = QPointF(spot)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for target in (line, screen):
        qapp.sendEvent(target, QDropEvent(where, copy, data, left, none))
    press = QEvent.Type.MouseButtonPress
    qapp.sendEvent(
        line, QMouseEvent(press, where, where, Qt.MouseButton.MiddleButton, Qt.MouseButton.MiddleButton, none)
    )
    assert is_locked_in(screen)
    assert line.text() == ""


HOSTILE = [
    "https://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "tel:113",
    "<a href='file:///'>x</a>",
    "' OR 1=1 --",
    "H92.01.13-261126-0001; DROP TABLE tickets",
    "092194005678",
    "\x1b[2J\x07",
    "%s%n{applicant}",
    "../../../etc/passwd",
    "A" * 5000,
    "Q000000-A001-AAAAAAAAAAAAA",
    "H92.01.13-999999-9999",
    "9.999999",
    "000000000000||Nobody|01011900|Nam|Nowhere|01012020",
    "092194005678||Nobody|12031994|Nữ|Cần Thơ|01062021",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_code_that_is_shown_opens_anything(
    screen: KioskScreen, place: Workplace, qtbot: QtBot, text: str
) -> None:
    accepted(replace(place.desk, actor=ANYBODY))
    screen.presenter.look_up()
    screen.lookup.line.setText(text)
    QtBot.keyClick(screen.lookup.line, _KEY.Key_Return)
    qtbot.waitUntil(lambda: screen.told.text() != "")
    assert at(screen, Page.LOOKUP)()
    assert is_locked_in(screen)
    words = seen_words(screen)
    assert APPLICANT.full_name not in words
    assert "{" not in screen.told.text()
    assert not screen.states.papers


def test_no_label_of_the_kiosk_is_a_link_or_markup(screen: KioskScreen, place: Workplace) -> None:
    take_ticket(place.desk, "A")
    for label in screen.findChildren(QLabel):
        assert not label.openExternalLinks()
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920), QSize(1920, 1080)])
def test_what_is_touched_is_large_and_nothing_is_cut(screen: KioskScreen, size: QSize, qtbot: QtBot) -> None:
    screen.resize(size)
    presenter = screen.presenter
    for go in (
        presenter.leave,
        presenter.take_number,
        presenter.look_up,
        presenter.browse,
        presenter.rating,
    ):
        go()
        QApplication.processEvents()
        assert screen.size() == size
        for button in screen.findChildren(QPushButton):
            if not button.isVisible():
                continue
            assert button.height() >= 48, button.text()
            widest = max(button.fontMetrics().horizontalAdvance(each) for each in button.text().split("\n"))
            assert widest <= button.width(), button.text()
            assert screen.rect().contains(button.mapTo(screen, button.rect().center()))
