"""The first start: the demonstration at once, or one's own centre, each step now or later."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.bootstrap import open_desk
from clerk_app.first_start import is_agency_code, is_first_start
from clerk_app.gui.application import add_first
from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.runner import Runner
from clerk_app.gui.screens.first_start.dialog import FirstStartDialog
from clerk_app.gui.screens.first_start.presenter import Page
from clerk_app.i18n import translator
from clerk_app.settings import Settings, load
from clerk_app.workflow.accounts import accounts, sign_in
from signing.model import Role
from storage.accounts import AccountRole
from tests.fakes.surroundings import Around


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path / "home"), language="en")


@pytest.fixture
def dialog(
    qtbot: QtBot, qapp: QApplication, settings: Settings, around: Around
) -> Iterator[FirstStartDialog]:
    runner = Runner()
    made = FirstStartDialog(settings, around, runner.submit, Language("en"), Look(qapp))
    qtbot.addWidget(made)
    made.show()
    yield made
    runner.close()


def press(dialog: FirstStartDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    button.click()


def told(dialog: FirstStartDialog) -> str:
    return dialog.told.words.text()


def kept(settings: Settings) -> dict[str, object]:
    return tomllib.loads(settings.folders.settings.read_text("utf-8"))


def test_the_demonstration_is_one_press(dialog: FirstStartDialog, settings: Settings, qtbot: QtBot) -> None:
    assert is_first_start(settings)
    press(dialog, "tryDemonstration")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert kept(settings) == {"language": "en"}
    assert not is_first_start(settings)


def test_a_centre_is_set_up_page_by_page(
    dialog: FirstStartDialog, around: Around, settings: Settings, qtbot: QtBot
) -> None:
    around.answering.add("https://portal.example")
    press(dialog, "setUpCentre")
    dialog.fields["agency"].setText("UBND phường Hoà Bình")
    dialog.fields["code"].setText("not a code")
    press(dialog, "firstGoOn")
    assert told(dialog).startswith("The code looks like")
    dialog.fields["code"].setText("H01.02.03")
    press(dialog, "firstGoOn")
    qtbot.waitUntil(lambda: dialog.scanners.count() == 1)
    dialog.scanners.setCurrentRow(0)
    press(dialog, "firstGoOn")
    official = dialog.certificates[Role.OFFICIAL]
    qtbot.waitUntil(lambda: official.count() == 2)
    assert told(dialog) == "Certificates found: 1. Choose who signs with them here."
    assert official.itemText(1) == "Nguyễn Thị Lan · 02/01/2030"
    official.setCurrentIndex(1)
    dialog.fields["chief"].setText("Trần Văn Minh")
    press(dialog, "firstGoOn")
    dialog.fields["portal"].setText("https://portal.example")
    press(dialog, "lookAgain")
    qtbot.waitUntil(lambda: told(dialog) == "The portal answers: https://portal.example")
    press(dialog, "firstGoOn")
    press(dialog, "leaveForLater")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    read = load(environment={}, site=Path("/nowhere"), home=settings.home)
    assert (read.agency.name, read.agency.code) == ("UBND phường Hoà Bình", "H01.02.03")
    assert (read.scanner.name, read.portal.url) == ("escl:1", "https://portal.example")
    assert (read.signing.official, read.signing.leader) == ("a" * 64, "")
    assert read.agency.leader == "Trần Văn Minh"


def speak(dialog: FirstStartDialog, language: str) -> None:
    dialog.languages.setCurrentIndex(dialog.languages.findData(language))
    dialog.languages.activated.emit(dialog.languages.currentIndex())


def test_what_is_told_is_told_again_in_the_language_that_is_chosen(
    dialog: FirstStartDialog, qtbot: QtBot
) -> None:
    press(dialog, "setUpCentre")
    for _page in (Page.CENTRE, Page.SCANNER, Page.TOKEN):
        press(dialog, "leaveForLater")
    dialog.fields["portal"].setText("https://nowhere.example")
    press(dialog, "lookAgain")
    assert told(dialog) == "Is being looked at …"
    speak(dialog, "vi")
    assert told(dialog) == translator("vi")("Is being looked at …")
    qtbot.waitUntil(lambda: told(dialog) != translator("vi")("Is being looked at …"))
    in_vietnamese = told(dialog)
    speak(dialog, "en")
    assert "portal" in told(dialog).lower()
    assert told(dialog) != in_vietnamese


def test_every_step_can_be_left_for_later(dialog: FirstStartDialog, settings: Settings, qtbot: QtBot) -> None:
    press(dialog, "setUpCentre")
    dialog.fields["code"].setText("half a co")
    for _page in (Page.CENTRE, Page.SCANNER, Page.TOKEN, Page.PORTAL, Page.ACCOUNT):
        press(dialog, "leaveForLater")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert kept(settings) == {"language": "en"}


def at_the_account(dialog: FirstStartDialog) -> None:
    press(dialog, "setUpCentre")
    for _page in (Page.CENTRE, Page.SCANNER, Page.TOKEN, Page.PORTAL):
        press(dialog, "leaveForLater")


def type_account(dialog: FirstStartDialog, password: str, again: str) -> None:
    for name, text in (("account", "quantri"), ("person", "An"), ("password", password), ("again", again)):
        dialog.fields[name].setText(text)
    press(dialog, "firstGoOn")


def test_the_first_administrator_types_the_password_twice(
    dialog: FirstStartDialog, settings: Settings, qtbot: QtBot
) -> None:
    at_the_account(dialog)
    press(dialog, "firstGoOn")
    assert told(dialog) == "Type the name of the account, or leave it for later."
    type_account(dialog, "short", "short")
    assert told(dialog).startswith("The password needs at least")
    type_account(dialog, "long enough to be good", "long enough to be god")
    assert told(dialog) == "The two passwords are not the same."
    assert not settings.folders.settings.exists()
    type_account(dialog, "long enough to be good", "long enough to be good")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.fields["password"].text() == ""
    assert "long enough" not in settings.folders.settings.read_text("utf-8")


def test_the_account_that_was_typed_opens_the_workstation(
    dialog: FirstStartDialog, settings: Settings, qtbot: QtBot
) -> None:
    at_the_account(dialog)
    type_account(dialog, "long enough to be good", "long enough to be good")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    account = dialog.presenter.account
    assert account is not None
    with open_desk(settings) as (desk, _embedded):
        add_first(desk, account)
        signed_in = sign_in(desk, "quantri", lambda: bytearray(b"long enough to be good"))
        assert [(each.name, each.roles) for each in accounts(signed_in)] == [
            ("quantri", frozenset({AccountRole.ADMINISTRATOR}))
        ]
    assert not any(account.password)  # wiped
    assert not any(account.again)


def test_without_an_account_everybody_works_on(
    dialog: FirstStartDialog, settings: Settings, qtbot: QtBot
) -> None:
    at_the_account(dialog)
    press(dialog, "leaveForLater")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.presenter.account is None


def test_what_does_not_answer_is_said_with_the_next_step(
    dialog: FirstStartDialog, around: Around, qtbot: QtBot
) -> None:
    around.found, around.plugged = (), ()
    press(dialog, "setUpCentre")
    press(dialog, "firstGoOn")
    qtbot.waitUntil(lambda: "does not answer" in told(dialog))
    press(dialog, "firstGoOn")
    qtbot.waitUntil(lambda: told(dialog).startswith("No token is plugged in."))
    press(dialog, "firstGoOn")
    dialog.fields["portal"].setText("https://nobody.example")
    press(dialog, "lookAgain")
    qtbot.waitUntil(lambda: "https://nobody.example" in told(dialog) or "portal" in told(dialog).lower())
    press(dialog, "firstBack")
    assert dialog.presenter.page is Page.TOKEN


def test_the_language_changes_at_once(dialog: FirstStartDialog) -> None:
    dialog.languages.setCurrentIndex(0)
    dialog.languages.activated.emit(0)
    assert dialog.windowTitle() == "Chào mừng đến với Clerk"
    assert dialog.presenter.answers.language == "vi"


def test_every_action_says_its_name(dialog: FirstStartDialog) -> None:
    press(dialog, "setUpCentre")
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName(), button.objectName()
        assert not button.shortcut().isEmpty(), button.objectName()


def test_a_workstation_that_was_used_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "clerk.sqlite").touch()
    assert not is_first_start(Settings(home=str(tmp_path)))


@pytest.mark.parametrize(
    ("code", "is_one"), [("", True), ("H92.01.13", True), ("000.00.01.H92", True), ("92-1", False)]
)
def test_agency_codes_begin_dossier_codes(code: str, is_one: bool) -> None:
    assert is_agency_code(code) is is_one
