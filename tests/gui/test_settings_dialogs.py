"""What is set in a dialog: hall, portal, office hours, days off, scan profiles and certificates."""

import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from PyQt6.QtCore import QDate
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.settings.certificate_dialog import CertificateDialog
from clerk_app.gui.screens.settings.change_dialog import ChangeDialog
from clerk_app.gui.screens.settings.days_dialog import DaysDialog
from clerk_app.gui.screens.settings.profiles_dialog import ProfilesDialog
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.gui.screens.settings.token_dialog import TokenDialog
from clerk_app.profiles import Begin, ScanProfile
from clerk_app.settings import load
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.deadlines import LimitUnit, TimeLimit, due_at
from clerk_app.workflow.office import VIETNAM, Office
from clerk_app.workflow.setup_check import SetupPart
from signing.model import Role
from storage.accounts import AccountRole
from tests.fakes.surroundings import CERTIFICATE
from tests.gui.settings_shown import PATIENCE, choose, kept_in, keys, screen
from tests.gui.test_window import window

__all__ = ["screen", "window"]


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
