"""What is decided when people take papers away: a scan that can be stopped, and a link for their phone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from clerk_app.gui.model import Advance, Notice, Tone
from clerk_app.gui.runner import Cancellable, Lane
from clerk_app.gui.screens.helpdesk.page import Asking
from clerk_app.gui.work_line import WorkLine
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.frontdesk.hand_over import Offer, checklist_to_offer, offer, scan_to_offer
from clerk_app.workflow.frontdesk.link_server import OfferedFile
from clerk_app.workflow.frontdesk.take_away import take_scan
from clerk_app.workflow.office import local
from scanning.errors import ScanCancelled
from scanning.model import Progress, Report, Stage


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A link as it is shown: its address, and how long and how often it still works."""

    address: str
    line: str


class TakingView(Protocol):
    """What the presenter asks of the page."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice."""

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far a scan has come, None when none runs."""

    def show_offer(self, shown: OfferShown | None) -> None:
        """Show a link instead of the papers, None for the papers."""


class TakingPresenter(Asking):
    """One scan and one link at a time; a link ends when its page is left."""

    def __init__(self, place: Workplace, view: TakingView) -> None:
        super().__init__(place, view)
        self._view: TakingView = view
        self._work_line = WorkLine(view.show_advance)
        self._job: Cancellable | None = None
        self._offer: Offer | None = None
        self._is_wanted = False

    def scan_to_stick(self, folder: Path) -> None:
        """Scan into a folder, such as one on a stick."""
        profile = self.desk.settings.profile()
        self._scan(lambda report: take_scan(self.desk, profile, folder, report=report), self._written)

    def scan_to_phone(self) -> None:
        """Scan, and offer it for a phone."""
        profile, self._is_wanted = self.desk.settings.profile(), True
        self._scan(lambda report: scan_to_offer(self.desk, profile, report=report), self._offer_it)

    def list_to_phone(self, code: str) -> None:
        """Offer what to bring for a phone."""
        self._is_wanted = True
        self.ask(lambda: checklist_to_offer(self.desk, code), self._offer_it)

    def stop(self) -> None:
        """Stop the scan."""
        if self._job is not None:
            self._job.cancel()
            self._work_line.say(lambda: Advance(self.translate("Stopping …")))

    def withdraw(self) -> None:
        """End the link."""
        self._is_wanted = False
        offered, self._offer = self._offer, None
        if offered is not None:
            offered.server.close()
            self._view.show_offer(None)

    def look(self) -> None:
        """Say how the link stands now."""
        offered = self._offer
        if offered is not None and offered.server.is_over:
            is_taken = offered.server.downloads_left <= 0
            self.withdraw()
            taken = later("The paper is on the phone. The link is closed.")
            said = taken if is_taken else later("The link is closed: its time is over.")
            self.say(lambda: self.translate(said))
        elif offered is not None:
            self._show(offered)

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        self._work_line.speak()
        self.look()

    def _scan(self, work: Callable[[Report], Any], take: Callable[[Any], None]) -> None:
        if self._job is not None:
            return
        self._view.show_notice(None)
        self._work_line.say(lambda: Advance(self.translate("Scanning …"), can_stop=True))

        def done(result: Any) -> None:
            self._end_scan()
            take(result)

        self._job = self._submit(
            Lane.SCANNER,
            work,
            owner=self._view,
            on_done=done,
            on_error=self._scan_failed,
            on_progress=self._advance,
        )

    def _advance(self, progress: Progress) -> None:
        if self._job is not None:
            self._work_line.say(lambda: self._advance_words(progress))

    def _advance_words(self, progress: Progress) -> Advance:
        percent = round(100 * progress.done / progress.total) if progress.total else None
        said = self.translate("Scanning …")
        if progress.stage is not Stage.SCAN:
            said = self.translate("Reading page {number} …").format(number=progress.done + 1)
        return Advance(said, percent, can_stop=True)

    def _end_scan(self) -> None:
        self._job = None
        self._work_line.end()

    def _scan_failed(self, error: BaseException) -> None:
        self._end_scan()
        if isinstance(error, ScanCancelled):
            self.say(lambda: self.translate("Stopped. Nothing was written."), Tone.CALM)
        else:
            self._fail(error)

    def _offer_it(self, file: OfferedFile) -> None:
        if self._is_wanted:
            self.ask(lambda: offer(self.desk, file), self._take)

    def _take(self, offered: Offer) -> None:
        """Show a link, unless its page was left meanwhile; it takes the place of the one before."""
        if not self._is_wanted:
            offered.server.close()
            return
        self.withdraw()
        self._offer, self._is_wanted = offered, True
        self._show(offered)

    def _show(self, offered: Offer) -> None:
        line = self.translate("Until {hour}, downloads left: {count}")
        hour = f"{local(offered.until):%H:%M}"
        said = line.format(hour=hour, count=max(0, offered.server.downloads_left))
        self._view.show_offer(OfferShown(offered.server.address, said))
