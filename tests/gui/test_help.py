"""Help: a page for every screen in every language, opened with F1 where one is, and a way back."""

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.gui.commands import Command
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.help.pages import STEPS, WINDOW, page_names, page_text, page_title, with_keys
from clerk_app.gui.screens.help.screen import HelpScreen
from clerk_app.i18n import LANGUAGES, translator
from resources import resource
from tests.gui.test_window import press, window

__all__ = ["window"]


def opened(window: MainWindow) -> HelpScreen:
    press(window, "railHelp")
    screen = window.screen_of("help")
    assert isinstance(screen, HelpScreen)
    assert screen.isVisible()
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_carried_page_is_in_every_language_with_a_title(language: str) -> None:
    pages = {each.name for each in resource("help", "en").iterdir()}
    assert {each.name for each in resource("help", language).iterdir()} == pages
    assert {f"{step}.md" for step in (*STEPS, WINDOW)} <= pages
    for name in page_names():
        assert page_title(page_text(name, language, translator(language))).strip(), name


def test_the_keys_of_a_screen_stand_under_its_page_once() -> None:
    keys = [
        Command("Send", "Ctrl+S", "", bool),
        Command("Send", "Ctrl+S", "", bool),
        Command("x", "", "", bool),
    ]
    text = with_keys("# Title\n", keys, str)
    assert text.count("Ctrl+S") == 1
    assert "| x |" not in text


def test_f1_opens_the_page_of_the_screen_and_escape_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("outbox")
    screen = opened(window)
    assert screen.text.toPlainText().startswith("Outbox")
    assert "Ctrl+Shift+S" in screen.text.toPlainText()
    press(window, "helpBack")
    assert window.screen_of("outbox").isVisible()


def test_a_step_of_a_dossier_has_its_page_and_keeps_what_is_typed(window: MainWindow) -> None:
    window.new_dossier()
    case = window.case
    screen = opened(window)
    assert screen.text.toPlainText().startswith("Intake")
    press(window, "helpBack")
    assert case is not None
    assert case.isVisible()


def test_the_help_speaks_the_language_of_the_moment(window: MainWindow) -> None:
    window.go_to("search")
    screen = opened(window)
    window.top.language.setCurrentIndex(0)
    assert screen.text.toPlainText().startswith("Tìm kiếm")
    assert "Phím tắt của màn hình này" in screen.text.toPlainText()


def test_asked_again_the_page_stays(window: MainWindow) -> None:
    window.go_to("search")
    opened(window)
    screen = opened(window)
    press(window, "helpBack")
    assert not screen.isVisible()
    assert window.screen_of("search").isVisible()
