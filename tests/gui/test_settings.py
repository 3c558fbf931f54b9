"""Settings in the window: every part with its state, and what can be changed from here."""

import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PyQt6.QtCore import QDate, Qt
from PyQt6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.tokens import DARK, LIGHT
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.account_dialog import AccountDialog
from clerk_app.gui.screens.settings.certificate_dialog import CertificateDialog
from clerk_app.gui.screens.settings.change_dialog import ChangeDialog
from clerk_app.gui.screens.settings.days_dialog import DaysDialog
from clerk_app.gui.screens.settings.profiles_dialog import ProfilesDialog
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.gui.screens.settings.token_dialog import TokenDialog
from clerk_app.profiles import Begin, ScanProfile
from clerk_app.settings import Theme, load
from clerk_app.settings_file import put_settings, read_settings
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.deadlines import LimitUnit, TimeLimit, due_at
from clerk_app.workflow.office import VIETNAM, Office
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.setup_check import SetupPart, check_part, parts_for
from signing.model import Role
from storage.accounts import AccountRole
from tests.fakes.surroundings import CERTIFICATE
from tests.gui.test_window import press, window

__all__ = ["window"]
PATIENCE = 60_000


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> SettingsScreen:
    press(window, "railSettings")
    shown = window.screen_of("settings")
    assert isinstance(shown, SettingsScreen)
    qtbot.waitUntil(lambda: "Is being looked at …" not in states(shown), timeout=PATIENCE)
    return shown


def states(screen: SettingsScreen) -> list[str]:
    return [str(screen.parts.index(row, 2).data()) for row in range(screen.parts.rowCount())]


def choose(screen: SettingsScreen, part: SetupPart) -> None:
    screen.list.selectRow(list(SetupPart).index(part))


def picked(screen: SettingsScreen, name: str, row: int) -> None:
    box = screen.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(row)
    box.activated.emit(row)


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


def test_the_hall_says_what_is_wrong_and_takes_no_open_line(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(screen, SetupPart.HALL)
    assert "No printer is set for queue numbers" in screen.said.text()
    screen.ask_change(SetupPart.HALL)
    dialog = screen.findChild(ChangeDialog)
    assert dialog is not None
    dialog.fields["frontdesk.page"].setText("http://portal.example.vn/so")
    assert "use https://" in dialog.told.text()
    assert not dialog.keep.isEnabled()
    dialog.fields["frontdesk.page"].setText("https://portal.example.vn/so")
    dialog.keep.click()
    file = window.place.desk.folders.settings
    qtbot.waitUntil(file.exists)
    kept = load(environment={}, site=Path("/nowhere"), home=str(file.parent))
    assert kept.frontdesk.page == "https://portal.example.vn/so"


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


def changed(screen: SettingsScreen, name: str) -> ChangeDialog:
    press_offer = screen.offers[name]
    assert press_offer.isVisible()
    press_offer.click()
    dialog = screen.findChild(ChangeDialog)
    assert dialog is not None
    return dialog


def test_the_portal_is_set_in_the_window(screen: SettingsScreen, window: MainWindow, qtbot: QtBot) -> None:
    choose(screen, SetupPart.PORTAL)
    dialog = changed(screen, "changePortal")
    field = dialog.fields["portal.url"]
    field.setText("portal.example.vn")
    assert not dialog.keep.isEnabled()
    assert "http://" in dialog.told.text()
    field.setText("https://portal.example.vn/api")
    dialog.keep.click()
    home = window.place.desk.settings.home
    file = window.place.desk.folders.settings
    qtbot.waitUntil(file.exists)
    read = load(environment={}, site=Path("/nowhere"), home=home)
    assert read.portal.url == "https://portal.example.vn/api"


def test_office_hours_follow_each_other(screen: SettingsScreen, window: MainWindow, qtbot: QtBot) -> None:
    choose(screen, SetupPart.OFFICE)
    dialog = changed(screen, "changeHours")
    assert dialog.values()["office.opens"] == "07:00"
    dialog.fields["office.opens"].setText("12:00")
    assert not dialog.keep.isEnabled()
    dialog.fields["office.opens"].setText("7h30")
    assert not dialog.keep.isEnabled()
    dialog.fields["office.opens"].setText("07:30")
    dialog.keep.click()
    qtbot.waitUntil(window.place.desk.folders.settings.exists)
    assert tomllib.loads(window.place.desk.folders.settings.read_text("utf-8"))["office"]["opens"] == "07:30"


def days_dialog(screen: SettingsScreen) -> DaysDialog:
    choose(screen, SetupPart.OFFICE)
    screen.offers["changeDays"].click()
    dialog = screen.findChild(DaysDialog)
    assert dialog is not None
    return dialog


def kept_office(window: MainWindow, qtbot: QtBot) -> Office:
    """Return when the centre works from the next start on."""
    file = window.place.desk.folders.settings
    qtbot.waitUntil(lambda: file.exists() and window.place.runner.is_idle)
    return Office.of(load(environment={}, site=Path("/nowhere"), home=str(file.parent)).office)


def due_after_one_day(office: Office) -> datetime:
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)
    return due_at(friday, TimeLimit(1, LimitUnit.WORKING_DAYS), office)


def profiles_dialog(screen: SettingsScreen) -> ProfilesDialog:
    choose(screen, SetupPart.SCANNER)
    screen.offers["changeProfiles"].click()
    dialog = screen.findChild(ProfilesDialog)
    assert dialog is not None
    return dialog


def test_a_scan_profile_is_added_changed_and_taken_back(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = profiles_dialog(screen)
    assert not dialog.keep.isEnabled()
    dialog.which.setCurrentIndex(dialog.which.findText("A new profile"))
    assert not dialog.keep.isEnabled()
    dialog.title.setText("Sổ hộ tịch cũ")
    dialog.source.setCurrentIndex(2)
    dialog.dpi.setCurrentIndex(dialog.dpi.findData(400))
    assert not dialog.switches["turn_stack"].isEnabled()
    window.notice.clear()
    dialog.keep.click()
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    paths = ("profiles.so-ho-tich-cu.source", "profiles.so-ho-tich-cu.dpi")
    assert kept_in(window, *paths) == ("glass", 400)
    assert screen.presenter.profiles["so-ho-tich-cu"].dpi == 400
    keys(screen, window, qtbot, "Ctrl+Z")
    assert kept_in(window, *paths) == (None, None)
    assert "so-ho-tich-cu" not in screen.presenter.profiles


def test_a_profile_keeps_what_nobody_touched_and_no_stack_is_turned_on_the_glass(
    screen: SettingsScreen,
) -> None:
    watched = {"watched": ScanProfile(start=Begin.FOLDER, turn_stack=True)}
    dialog = ProfilesDialog(watched, screen.presenter.starts, str, screen)
    assert dialog.values() == {}
    dialog.source.setCurrentIndex(2)
    assert dialog.values() == {"profiles.watched.source": "glass", "profiles.watched.turn_stack": False}
    dialog.reject()


def test_certificates_of_plugged_tokens_are_chosen_by_role(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(screen, SetupPart.TOKEN)
    screen.presenter._desk = replace(window.place.desk, plugged=lambda: (CERTIFICATE,))
    screen.offers["changeToken"].click()
    qtbot.waitUntil(lambda: screen.findChild(TokenDialog) is not None)
    dialog = screen.findChild(TokenDialog)
    assert dialog is not None
    box = dialog.certificates[Role.OFFICIAL]
    assert [box.itemText(row) for row in range(box.count())] == [
        "Not at this workstation",
        "Nguyễn Thị Lan · 02/01/2030",
    ]
    dialog.typed["signing.timestamps"].setText("no address")
    assert not dialog.keep.isEnabled()
    dialog.typed["signing.timestamps"].setText("http://tsa.example.vn")
    dialog.typed["agency.leader"].setText("Trần Văn Minh")
    box.setCurrentIndex(1)
    window.notice.clear()
    dialog.keep.click()
    qtbot.waitUntil(lambda: window.notice.notice is not None)
    paths = ("signing.official", "signing.leader", "signing.timestamps", "agency.leader")
    assert kept_in(window, *paths) == ("a" * 64, "", "http://tsa.example.vn", "Trần Văn Minh")
    keys(screen, window, qtbot, "Ctrl+Z")
    assert kept_in(window, *paths) == (None, None, None, None)


def test_a_person_is_bound_to_a_certificate_and_taken_back(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    people = screen.presenter.people
    people._desk = replace(window.place.desk, plugged=lambda: (CERTIFICATE,))
    people.add("lan", "Lan", AccountRole.ADMINISTRATOR, bytearray(b"long enough for this"))
    choose(screen, SetupPart.ACCOUNTS)
    qtbot.waitUntil(lambda: len(people.rows) == 1, timeout=PATIENCE)
    screen.people_list.selectRow(0)
    screen.offers["bindAccount"].click()
    qtbot.waitUntil(lambda: screen.findChild(CertificateDialog) is not None, timeout=PATIENCE)
    dialog = screen.findChild(CertificateDialog)
    assert dialog is not None
    assert dialog.box.itemText(1) == "Nguyễn Thị Lan · 02/01/2030"
    assert dialog.box.count() == 5  # none, hers, and the three of the demonstration
    dialog.box.setCurrentIndex(1)
    window.notice.clear()
    dialog.keep.click()
    bound = CERTIFICATE.fingerprint
    for key, certificate in (("", bound), ("Ctrl+Z", None), ("Ctrl+Y", bound)):
        if key:
            keys(screen, window, qtbot, key)
        qtbot.waitUntil(lambda: window.notice.notice is not None)
        (account,) = accounts(window.place.desk)
        assert account.certificate == certificate


def test_what_the_site_locks_is_shown_and_not_changed(screen: SettingsScreen) -> None:
    locked = {"standard": ScanProfile(), "ledger": ScanProfile(title="Sổ", dpi=350, locked=True)}
    dialog = ProfilesDialog(locked, screen.presenter.starts, str, screen)
    dialog.which.setCurrentIndex(1)
    assert dialog.dpi.currentText() == "350 dpi"
    assert "locks this profile" in dialog.told.text()
    assert not any(each.isEnabled() for each in (dialog.title, dialog.dpi, dialog.keep))
    dialog.which.setCurrentIndex(0)
    assert dialog.title.isEnabled()
    dialog.reject()


def test_days_off_are_added_and_taken_away_and_due_times_follow(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = days_dialog(screen)
    dialog.day.setDate(QDate(2026, 11, 30))
    dialog.add_button.click()
    dialog.keep.click()
    assert due_after_one_day(kept_office(window, qtbot)) == datetime(2026, 12, 1, 17, 0, tzinfo=VIETNAM)
    qtbot.waitUntil(lambda: screen.findChild(DaysDialog) is None)
    again = days_dialog(screen)
    item = again.days.item(0)
    assert item is not None
    assert (item.text(), again.days.count()) == ("30/11/2026 · Day off", 1)
    assert not again.remove_button.isEnabled()
    again.days.setCurrentRow(0)
    again.remove_button.click()
    again.keep.click()
    assert due_after_one_day(kept_office(window, qtbot)) == datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM)


def test_saturday_mornings_and_a_swapped_day_are_set(
    screen: SettingsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = days_dialog(screen)
    dialog.saturdays.setCurrentIndex(1)
    dialog.kind.setCurrentIndex(1)
    dialog.day.setDate(QDate(2026, 11, 29))
    dialog.add_button.click()
    dialog.keep.click()
    office = kept_office(window, qtbot)
    assert due_after_one_day(office) == datetime(2026, 11, 28, 11, 30, tzinfo=VIETNAM)
    assert office.is_working(date(2026, 11, 29))


def keys(screen: SettingsScreen, window: MainWindow, qtbot: QtBot, *pressed: str) -> None:
    """Press keys of the screen, each after what the one before it asked for is done."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for each in pressed:
        control = Qt.KeyboardModifier.ControlModifier
        shift = control | Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key.Key_Y if each == "Ctrl+Y" else Qt.Key.Key_Z
        window.notice.clear()
        qtbot.keyClick(screen, key, shift if "Shift" in each else control)
        qtbot.waitUntil(lambda: window.notice.notice is not None)


def kept_in(window: MainWindow, *paths: str) -> tuple[object, ...]:
    return tuple(read_settings(window.place.desk.folders.settings, paths).values())


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
