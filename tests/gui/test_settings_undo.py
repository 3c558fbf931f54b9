"""Changed settings are taken back and done again."""

from pytestqt.qtbot import QtBot

from clerk_app.gui.look.tokens import LIGHT
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.settings_file import put_settings
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.setup_check import SetupPart
from storage.accounts import AccountRole
from tests.gui.settings_shown import PATIENCE, kept_in, keys, picked, screen
from tests.gui.test_window import press, window

__all__ = ["screen", "window"]


def set_hall(screen: SettingsScreen, window: MainWindow, qtbot: QtBot, printer: str) -> None:
    window.notice.clear()
    screen.presenter.change(SetupPart.HALL, {"frontdesk.printer": printer})
    qtbot.waitUntil(lambda: window.notice.notice is not None)


def test_changes_are_taken_back_one_by_one_and_done_again(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert not screen.undo.isEnabled()
    set_hall(screen, window, qtbot, "one")
    set_hall(screen, window, qtbot, "two")
    keys(screen, window, qtbot, "Ctrl+Z")
    assert kept_in(window, "frontdesk.printer") == ("one",)
    now = {each.path: each.value for each in screen.presenter.fields_of(SetupPart.HALL)}
    assert now["frontdesk.printer"] == "one"
    keys(screen, window, qtbot, "Ctrl+Z")
    assert kept_in(window, "frontdesk.printer") == (None,)
    assert (screen.undo.isEnabled(), screen.redo.isEnabled()) == (False, True)
    keys(screen, window, qtbot, "Ctrl+Shift+Z", "Ctrl+Y")
    assert kept_in(window, "frontdesk.printer") == ("two",)


def test_the_notice_of_a_change_offers_the_way_back_and_forth(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    set_hall(screen, window, qtbot, "one")
    for offered, then in (("Undo", None), ("Redo", "one")):
        notice = window.notice.notice
        assert notice is not None
        assert notice.next_step is not None
        assert notice.next_step.text == offered
        press(window, "noticeNextStep")
        qtbot.waitUntil(lambda: window.notice.notice is not None)
        assert kept_in(window, "frontdesk.printer") == (then,)


def test_a_closed_account_is_opened_again(screen: SettingsScreen, window: MainWindow, qtbot: QtBot) -> None:
    desk = window.place.desk
    for name in ("an", "lan"):
        screen.presenter.people.add(name, name, AccountRole.ADMINISTRATOR, bytearray(b"long enough for this"))
    qtbot.waitUntil(lambda: len(screen.presenter.people.rows) == 2, timeout=PATIENCE)
    window.notice.clear()
    screen.presenter.people.close(1)
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    assert [each.disabled_at is None for each in accounts(desk)] == [True, False]
    keys(screen, window, qtbot, "Ctrl+Z")
    assert all(each.disabled_at is None for each in accounts(desk))
    keys(screen, window, qtbot, "Ctrl+Y")
    assert [each.disabled_at is None for each in accounts(desk)] == [True, False]


def test_what_somebody_else_changed_is_not_overwritten(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    set_hall(screen, window, qtbot, "one")
    put_settings(window.place.desk.folders.settings, {"frontdesk.printer": "theirs"})
    keys(screen, window, qtbot, "Ctrl+Z")
    assert kept_in(window, "frontdesk.printer") == ("theirs",)
    notice = window.notice.notice
    assert notice is not None
    assert "nothing was overwritten" in notice.words.text
    assert (screen.undo.isEnabled(), screen.redo.isEnabled()) == (False, False)


def test_looks_and_language_are_taken_back_at_once(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    before, place = window.place.look.tokens, window.place
    for box, row in (("chooseTheme", 2 if before == LIGHT else 1), ("chooseSize", 3), ("chooseLanguage", 2)):
        window.notice.clear()
        picked(screen, box, row)
        qtbot.waitUntil(lambda: window.notice.notice is not None)
    keys(screen, window, qtbot, "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert (place.language.name, place.look.tokens, place.look.scale) == ("en", before, 1.0)
    assert screen.appearance.text_size.currentData() == 100
    assert kept_in(window, "language", "window.theme", "window.text_percent") == (None, None, None)
