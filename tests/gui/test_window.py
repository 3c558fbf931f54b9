"""The window on an empty desk, without servers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.top_strip import TopStrip
from clerk_app.settings import PortalSettings, ScannerSettings, Settings
from tests.desks import open_home
from tests.gui.opened_window import opened_window


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with (
        open_home(Settings(home=str(tmp_path), language="en")) as (desk, embedded),
        opened_window(qtbot, qapp, desk, embedded.feeder()) as made,
    ):
        made.go_to("dossiers")
        made.dossiers.refresh()
        yield made


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_an_empty_list_says_what_to_do_with_one_button(window: MainWindow) -> None:
    first = window.findChild(QPushButton, "firstDossier")
    assert first is not None
    assert first.isVisible()
    assert not window.dossiers.header.button.isVisible()


def test_every_action_says_its_name(window: MainWindow, qtbot: QtBot) -> None:
    window.new_dossier()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and isinstance(button, QPushButton):
            assert button.objectName(), button.text()
            assert button.accessibleName(), button.objectName()
            assert button.toolTip(), button.objectName()
            assert not button.shortcut().isEmpty(), button.objectName()


def test_the_language_changes_while_the_window_is_open(window: MainWindow) -> None:
    window.new_dossier()
    english = window.dossiers.header.button.accessibleName()
    window.top.language.setCurrentIndex(0)
    assert (english, window.dossiers.header.button.accessibleName()) == ("New dossier", "Hồ sơ mới")
    assert window.case is not None
    assert window.case.header.title.text() == "Hồ sơ mới"


def test_qt_speaks_the_language_too(window: MainWindow, qapp: QApplication) -> None:
    window.top.language.setCurrentIndex(0)
    assert qapp.translate("QWidgetTextControl", "Select All") == "Chọn tất cả"
    assert qapp.translate("Anywhere", "Something unknown") == "Something unknown"


def test_a_half_typed_intake_is_kept_when_it_is_left(window: MainWindow) -> None:
    window.new_dossier()
    name = window.findChild(QLineEdit, "full_name")
    assert name is not None
    name.setText("Lê Thị")
    press(window, "back")
    assert window.dossiers.isVisible()
    window.new_dossier()
    again = window.findChild(QLineEdit, "full_name")
    assert again is name
    assert again.text() == "Lê Thị"


def test_a_missing_id_is_marked_at_its_field(window: MainWindow, qtbot: QtBot) -> None:
    window.new_dossier()
    name, number = window.findChild(QLineEdit, "full_name"), window.findChild(QLineEdit, "id_number")
    assert name is not None
    assert number is not None
    name.setText("Lê Thị Hồng Nhung")
    press(window, "primary")
    qtbot.waitUntil(lambda: bool(number.property("wrong")))
    assert not name.property("wrong")


def seen_lists(window: MainWindow) -> list[Mapping[str, object]]:
    """Return what the audit tells of lists that were looked at."""
    with window.place.desk.storage.unit_of_work(read_only=True) as work:
        return [entry.detail for entry in work.audit.of("") if entry.step == "listed"]


def test_an_accepted_dossier_opens_again_at_its_next_step(window: MainWindow, qtbot: QtBot) -> None:
    window.new_dossier()
    for field, text in (("full_name", "Lê Thị Hồng Nhung"), ("id_number", "092194005678")):
        edited = window.findChild(QLineEdit, field)
        assert edited is not None
        edited.setText(text)
    press(window, "primary")
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.header.button.accessibleName() == "Scan the papers")
    press(window, "back")
    qtbot.waitUntil(lambda: window.dossiers.table.rowCount() == 1)
    assert seen_lists(window) == [{"dossiers": 1}]
    window.open_dossier(window.dossiers.table.code_at(0) or "")
    opened = window.case
    assert opened is not None
    qtbot.waitUntil(lambda: opened.current is not None and opened.current.objectName() == "scan")
    qtbot.waitUntil(lambda: opened.header.button.isEnabled())
    assert opened.header.button.accessibleName() == "Scan"


def test_while_alt_is_held_every_button_shows_its_key(window: MainWindow) -> None:
    window.new_dossier()
    QtBot.keyPress(window, Qt.Key.Key_Alt)
    shown = {tip.text() for tip in window.key_tips.shown}
    seen = [each for each in window.findChildren(ActionButton) if each.isVisible() and each.isEnabled()]
    assert {"Ctrl+1", "Ctrl+9", "F1"} <= shown <= {each.key for each in seen}
    assert all(window.rect().contains(tip.geometry()) for tip in window.key_tips.shown)
    QtBot.keyRelease(window, Qt.Key.Key_Alt)
    assert window.key_tips.shown == ()
    assert not [each for each in window.findChildren(QLabel) if each.property("role") == "keyTip"]


def test_what_was_said_of_work_is_left_behind_with_it_unless_it_went_wrong(window: MainWindow) -> None:
    for tone, stays in ((Tone.GOOD, False), (Tone.DOUBT, False), (Tone.WRONG, True)):
        notice = Notice(partial(Words, "said", tone))
        window.show_notice(notice)
        press(window, "railOutbox")
        press(window, "railToday")
        assert (window.notice.notice is notice) is stays


def test_the_strip_says_what_the_demonstration_stands_in_for(window: MainWindow) -> None:
    place, real = window.place, window.place.desk.settings
    badge = window.top.demonstration
    assert badge.isVisible()
    assert len(badge.toolTip().splitlines()) == 3
    real = replace(real, signing=replace(real.signing, seal="a" * 64))
    for settings, said in (
        (
            real,
            [
                "The scanner is simulated: pages are practice pages",
                "The portal is simulated: nothing reaches the real one",
            ],
        ),
        (replace(real, scanner=ScannerSettings("escl:1"), portal=PortalSettings(kind="package")), []),
    ):
        strip = TopStrip(replace(place, desk=replace(place.desk, settings=settings)))
        assert strip.demonstration.toolTip().splitlines() == said
        assert strip.demonstration.isHidden() is not bool(said)
