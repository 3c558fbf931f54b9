"""Settings in the window: every part with its state, how the window looks, and accounts."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.tokens import DARK, LIGHT
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.account_dialog import AccountDialog
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.settings import Theme, load
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.setup_check import SetupPart, check_part, parts_for
from storage.accounts import AccountRole
from tests.gui.settings_shown import PATIENCE, choose, picked, screen, states
from tests.gui.test_window import press, window

__all__ = ["screen", "window"]


def test_every_part_says_its_state_in_words(screen: SettingsScreen) -> None:
    assert len(states(screen)) == len(SetupPart)
    assert set(states(screen)) <= {"works", "wants attention"}
    choose(screen, SetupPart.BACKUP)
    assert screen.said.text() == "No backup was made yet: make one, on another disk."
    choose(screen, SetupPart.OFFICE)
    assert "Open 07:00–11:30, 13:30–17:00." in screen.said.text()


@pytest.mark.parametrize("language", ["en", "vi", "fr"])
def test_a_simulated_scanner_names_the_button_that_sets_a_real_one(
    screen: SettingsScreen, window: MainWindow, language: str
) -> None:
    window.place.language.choose(language)
    choose(screen, SetupPart.SCANNER)
    button = screen.offers["changeScanner"]
    assert button.isVisible()
    assert button.accessibleName() in screen.said.text()
    assert button.key in screen.said.text()
    assert "scanner.name" not in screen.said.text()


def test_who_may_not_change_a_scanner_is_told_who_may(window: MainWindow) -> None:
    official = replace(window.place.desk, actor=Actor("a", frozenset({AccountRole.OFFICIAL})))
    said = " ".join(check_part(official, SetupPart.SCANNER).say(str))
    assert "An administrator can" in said
    assert "Ctrl+E" not in said


def test_a_backup_is_made_and_then_known(screen: SettingsScreen, tmp_path: Path, qtbot: QtBot) -> None:
    choose(screen, SetupPart.BACKUP)
    screen.presenter.make_backup(tmp_path / "backup.zip")
    qtbot.waitUntil(lambda: screen.said.text().startswith("The last backup is of"), timeout=PATIENCE)
    assert (tmp_path / "backup.zip").exists()


def test_the_first_account_is_added_and_the_last_administrator_stays(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(screen, SetupPart.ACCOUNTS)
    screen.ask_account()
    dialog = screen.findChild(AccountDialog)
    assert dialog is not None
    add = dialog.findChild(QPushButton, "accountKeep")
    assert add is not None
    dialog.name.setText("lan")
    dialog.role.setCurrentIndex(3)
    dialog.password.setText("too short")
    assert not add.isEnabled()
    dialog.password.setText("long enough for this")
    add.click()
    qtbot.waitUntil(lambda: screen.people.rowCount() == 1, timeout=PATIENCE)
    (made,) = accounts(window.place.desk)
    assert (made.name, made.roles) == ("lan", frozenset({AccountRole.ADMINISTRATOR}))
    screen.people_list.selectRow(0)
    window.notice.clear()
    press(window, "closeAccount")
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    assert accounts(window.place.desk)[0].disabled_at is None


def test_a_wrong_catalogue_is_a_notice(
    screen: SettingsScreen, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("nothing", "utf-8")
    screen.presenter.import_procedures(odd)
    qtbot.waitUntil(lambda: window.notice.notice is not None)


def test_colours_and_size_change_at_once_and_are_kept(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    look, file = window.place.look, window.place.desk.folders.settings
    picked(screen, "chooseTheme", 2)
    assert look.tokens == DARK
    picked(screen, "chooseSize", 3)
    assert window.font().pointSizeF() == pytest.approx(10.5 * 1.3, abs=0.1)
    qtbot.waitUntil(lambda: file.exists() and "130" in file.read_text("utf-8"))
    kept = load(environment={}, site=Path("/nowhere"), home=str(file.parent)).window
    assert (kept.theme, kept.text_percent) == (Theme.DARK, 130)
    picked(screen, "chooseTheme", 1)
    picked(screen, "chooseSize", 1)
    assert look.tokens == LIGHT


def test_the_language_is_kept(screen: SettingsScreen, window: MainWindow, qtbot: QtBot) -> None:
    file = window.place.desk.folders.settings
    picked(screen, "chooseLanguage", 0)
    assert screen.header.title.text() == "Cài đặt"
    qtbot.waitUntil(file.exists)
    assert tomllib.loads(file.read_text("utf-8")) == {"language": "vi"}


def test_everybody_sees_only_the_parts_of_the_role() -> None:
    official = parts_for(Actor("a", frozenset({AccountRole.OFFICIAL})))
    administrator = parts_for(Actor("a", frozenset({AccountRole.ADMINISTRATOR})))
    assert {SetupPart.ACCOUNTS, SetupPart.BACKUP}.isdisjoint(official)
    assert set(administrator) == set(SetupPart)


def test_the_row_that_is_chosen_stays_while_others_are_looked_at(screen: SettingsScreen) -> None:
    choose(screen, SetupPart.CATALOGUE)
    screen.presenter.speak()
    assert screen.list.currentIndex().row() == list(SetupPart).index(SetupPart.CATALOGUE)
    assert screen.list.currentIndex().flags() & Qt.ItemFlag.ItemIsSelectable
