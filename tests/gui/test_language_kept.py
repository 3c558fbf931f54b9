"""The language that is chosen outside of Settings is spoken at the next start too."""

from pathlib import Path

from PyQt6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.i18n import translator
from clerk_app.settings import load
from clerk_app.settings_file import read_settings
from tests.gui.settings_shown import kept_in, picked, screen
from tests.gui.test_sign_in import OWN, lock_of, quick_hashes, signed_in
from tests.gui.test_window import press, window

__all__ = ["quick_hashes", "screen", "signed_in", "window"]
PATIENCE = 60_000


def kept(window: MainWindow) -> object:
    return kept_in(window, "language")[0]


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.place.runner.is_idle, timeout=PATIENCE)


def choose(window: MainWindow, name: str) -> None:
    window.top.language.setCurrentIndex(window.top.language.findData(name))


def test_what_is_chosen_above_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, "vi")
    assert window.place.language.name == "vi"
    at_rest(window, qtbot)
    home = window.place.desk.folders.root
    assert load(environment={}, site=Path("/nowhere"), home=str(home)).language == "vi"
    assert window.notice.notice is None


def test_the_row_of_settings_shows_it_at_once(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(window, "fr")
    assert screen.appearance.language.currentData() == "fr"
    at_rest(window, qtbot)
    assert kept(window) == "fr"


def test_what_settings_take_back_is_not_kept_again(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    picked(screen, "chooseLanguage", 0)
    qtbot.waitUntil(lambda: kept(window) == "vi", timeout=PATIENCE)
    at_rest(window, qtbot)
    press(window, "undo")
    qtbot.waitUntil(lambda: window.top.language.currentData() == "en", timeout=PATIENCE)
    at_rest(window, qtbot)
    assert kept(window) is None


def test_what_cannot_be_kept_is_spoken_nevertheless_and_tried_again(window: MainWindow, qtbot: QtBot) -> None:
    file = window.place.desk.folders.settings
    file.mkdir()
    choose(window, "vi")
    qtbot.waitUntil(lambda: window.notice.notice is not None, timeout=PATIENCE)
    notice = window.notice.notice
    assert notice is not None
    assert window.place.language.name == "vi"
    assert notice.words.text.startswith(translator("vi")("The language is not kept for the next start."))
    assert notice.next_step is not None
    choose(window, "fr")
    at_rest(window, qtbot)
    assert notice.words.text.startswith(translator("fr")("The language is not kept for the next start."))
    file.rmdir()
    press(window, "noticeNextStep")
    at_rest(window, qtbot)
    assert kept(window) == "fr"
    assert window.notice.notice is None


def test_what_is_chosen_by_who_signs_in_is_kept(signed_in: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    qtbot.waitUntil(lambda: read_settings(file, ["language"]) == {"language": "fr"}, timeout=PATIENCE)


def test_what_is_chosen_where_the_window_is_locked_is_kept_once_it_is_open(
    signed_in: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    qtbot.waitUntil(lambda: lock_of(qapp) is not None and kept(signed_in) == "fr", timeout=PATIENCE)
    dialog = lock_of(qapp)
    assert dialog is not None
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    at_rest(signed_in, qtbot)
    assert kept(signed_in) == "fr"
    dialog.password.setText(OWN)
    button = dialog.findChild(QPushButton, "signInEnter")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: kept(signed_in) == "en", timeout=PATIENCE)
