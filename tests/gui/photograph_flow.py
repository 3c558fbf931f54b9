"""The way of a dossier through the window, and every place beside it, from picture to picture."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import httpx
from PyQt6.QtWidgets import QApplication, QWidget

from clerk_app.gui.screens.counter.screen import CounterScreen
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.gui.screens.inbox.screen import InboxScreen
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.gui.widgets.palette import Palette
from clerk_app.gui.widgets.sign_in_dialog import SignInDialog
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.setup_check import SetupPart
from signing.model import Role
from storage.accounts import Account, AccountRole
from storage.portal.rest import RestPortal
from tests.desks import PROCEDURE, accepted, pin
from tests.fakes.surroundings import CERTIFICATE
from tests.gui import photograph_hall, photograph_helpdesk
from tests.gui.clerk_at_work import ClerkAtWork

Take = Callable[[str, Callable[[], QWidget]], object]
"""Takes a picture of what the function shows; it is asked anew for each language."""
_LAN = Account(
    "lan", "Nguyễn Thị Lan", frozenset({AccountRole.OFFICIAL}), "", datetime(2026, 1, 5, tzinfo=UTC)
)
_FILED = (
    ({"full_name": "Phạm Thị Dung", "id_number": "092190004321"}, ("TP01",)),
    ({"full_name": "Trần Văn Hùng", "id_number": "092088001234"}, ("TP01", "TP02")),
)
"""Who filed which papers online; one is missing."""


class Flow:
    """A clerk who stops for a picture.

    Args:
        clerk: at the window.
        take: takes a picture under a name.
    """

    def __init__(self, clerk: ClerkAtWork, take: Take) -> None:
        self._clerk, self._take = clerk, take

    def walk(self) -> None:
        """Do a dossier from intake to its decision, then visit every place."""
        self._intake()
        self._scan()
        self._sign()
        self._decide()
        self._look_back()
        self._settings()
        self._fill()
        self._places()
        self._help_desk()
        self._beside()

    def _picture(self, name: str) -> None:
        self._take(name, lambda: self._clerk.window)

    def _intake(self) -> None:
        clerk = self._clerk
        clerk.wait_for_lights()
        clerk.pause()
        self._picture("1-empty")
        clerk.fill_intake()
        clerk.pause()
        self._picture("2-intake")
        clerk.accept()
        clerk.wait_for_paper()
        self._picture("3-receipt")

    def _scan(self) -> None:
        clerk = self._clerk
        for name in ("4-scanning", "5-scanned"):
            clerk.press_primary()
            clerk.scan_component()
            clerk.wait_for_pictures()
            self._picture(name)
        clerk.press_primary()
        clerk.wait_for_review()
        self._picture("5-review")

    def _sign(self) -> None:
        clerk = self._clerk
        clerk.press_primary()
        clerk.wait_for_step("sign")
        copy = clerk.wait_for_place()
        self._picture("6-place")
        clerk.drag(copy, "copy", -200, 140)
        clerk.pause()
        self._picture("6-place-moved")
        clerk.drag(clerk.wait_for_place(), "copy", 200, -140)
        self._take("6-pin", self._asked_for_pin)
        clerk.press_primary()
        clerk.type_pin()
        clerk.wait_for_paper()
        self._picture("7-sent")

    def _decide(self) -> None:
        clerk = self._clerk
        clerk.press_primary()
        clerk.wait_for_step("decision")
        clerk.draft()
        clerk.pause()
        self._picture("7-place")
        for _signature in range(3):
            clerk.press_primary()
            clerk.type_pin()
            clerk.wait_for_rest()
        clerk.wait_for_paper()
        self._picture("8-decision")
        clerk.press_primary()

    def _look_back(self) -> None:
        clerk = self._clerk
        clerk.wait_for_list()
        self._picture("9-list")
        clerk.look_at_whole()
        self._picture("9-dossier")
        for deed in ("takeFee", "giveBack", "handOver"):
            self._take(f"9-dossier-{deed}", partial(self._pressed, deed))
        clerk.press("railReports")
        clerk.pause()
        self._picture("9-reports")
        clerk.check(clerk.decision())
        self._picture("10-verify")

    def _settings(self) -> None:
        clerk = self._clerk
        clerk.press("railSettings")
        clerk.wait_for_settings()
        self._picture("9-settings")
        screen = clerk.find(SettingsScreen, "settings")
        for name, ask in (
            ("scanner", lambda: screen.ask_change(SetupPart.SCANNER)),
            ("profiles", screen.ask_profiles),
            ("hours", lambda: screen.ask_change(SetupPart.OFFICE)),
            ("days", screen.ask_days),
            ("account", screen.ask_account),
            ("token", lambda: screen.ask_certificates((CERTIFICATE,))),
            ("certificate", lambda: screen.ask_certificate_of(_LAN, (CERTIFICATE,))),
        ):
            self._take(f"9-settings-{name}", partial(self._asked, ask))

    def _fill(self) -> None:
        """Let there be something in every place."""
        clerk = self._clerk
        filed = clerk.decision().read_bytes()
        clerk.fill_intake()
        code = clerk.accept()
        waiting = [code, *(accepted(clerk.desk, f"decided {each}").code for each in range(5))]
        for each in waiting:
            sign_decision(clerk.desk, each, Role.OFFICIAL, pin())
        for each in waiting[3:]:
            sign_decision(clerk.desk, each, Role.LEADER, pin())
        photograph_hall.fill(clerk.desk)
        photograph_helpdesk.fill(clerk.desk)
        portal = clerk.desk.portal()
        assert isinstance(portal, RestPortal)
        page = f"{portal._wire.url}/nop-ho-so/{PROCEDURE}"
        for person, papers in _FILED:
            files = {f"file-{each}": ("giay-to.pdf", filed, "application/pdf") for each in papers}
            httpx.post(page, data=person, files=files, trust_env=False).raise_for_status()

    def _places(self) -> None:
        clerk = self._clerk
        clerk.window.go_to("inbox")
        inbox = clerk.find(InboxScreen, "inbox")
        clerk.wait_for(
            "what was filed",
            lambda: inbox.table.rowCount() == len(_FILED) and not inbox.presenter.is_fetching,
        )
        for name in ("inbox", "today", "queue", "outbox", "help", "counter"):
            clerk.press(f"rail{name.capitalize()}")
            clerk.pause()
            clerk.pause()
            self._picture(f"11-{name}")
        self._records()
        counter = clerk.find(CounterScreen, "counter")
        counter.giving.give.click()
        clerk.pause()
        self._picture("11-counter-given")

    def _records(self) -> None:
        clerk = self._clerk
        clerk.press("railQueue")
        clerk.press("otherHand")
        clerk.pause()
        clerk.pause()
        self._picture("11-records")
        for name in ("showRegister", "givenElsewhere"):
            self._take(f"11-records-{name}", partial(self._pressed, name))
        clerk.press("railCounter")
        clerk.pause()

    def _help_desk(self) -> None:
        clerk = self._clerk
        clerk.press("railHelpdesk")
        screen = clerk.find(HelpDeskScreen, "helpdesk")
        for number, name in enumerate(("guide", "given", "duty", "equipment")):
            screen.turn_to(number)
            clerk.pause()
            self._picture(f"12-helpdesk-{name}")

    def _beside(self) -> None:
        """Take what is over the window, or before it."""
        clerk = self._clerk
        clerk.window.search("khai sinh")
        clerk.pause()
        clerk.pause()
        self._picture("13-search")
        self._take("13-palette", self._palette)
        self._take("13-code", clerk.window.read_picture)
        self._take("13-sign-in", self._sign_in)

    def _asked_for_pin(self) -> QWidget:
        self._clerk.press_primary()
        return self._clerk.wait_for_pin()

    def _pressed(self, name: str) -> QWidget:
        return self._asked(lambda: self._clerk.press(name))

    def _asked(self, ask: Callable[[], object]) -> QWidget:
        ask()
        self._clerk.wait_for("a question", QApplication.activeModalWidget)
        asked = QApplication.activeModalWidget()
        assert asked is not None
        return asked

    def _palette(self) -> Palette:
        palette = self._clerk.window.open_palette()
        palette.field.setText("s")
        return palette

    def _sign_in(self) -> SignInDialog:
        place = self._clerk.window.place
        dialog = SignInDialog(self._clerk.desk, place.language, place.look, place.runner.submit)
        dialog.show()
        return dialog
