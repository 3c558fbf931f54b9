"""What the scan step shows, and what its presenter asks of the screen."""

from dataclasses import dataclass
from typing import Protocol

from clerk_app.gui.model import Advance, Notice, Primary, Words
from clerk_app.gui.screens.scan.rows import PageItem


@dataclass(frozen=True, slots=True)
class Part:
    """A component as it is listed; one that is only shown at the counter cannot be chosen."""

    code: str
    name: str
    state: Words
    can_be_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that can be chosen, in words."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ScanState:
    """Everything of the step but the pages.

    Attributes:
        parts: the components.
        chosen: code of the one that is scanned into.
        counter: of its pages, in words.
        is_busy: whether paper is running, or files are being taken.
        is_waiting: whether the scanner waits for paper, or a folder is watched.
        can_scan_more: whether more may be scanned into the chosen component.
        can_go_on: whether signing may begin although papers are missing.
        can_put_papers: whether there are sample papers for the simulated feeder.
        can_scan_again: whether the page that is shown may be scanned again.
        can_take_files: whether files may be taken into the chosen component.
        profiles: that can be chosen.
        profile: name of the one that is used.
        starts: what can start the scanner.
        start: name of what does.
    """

    parts: tuple[Part, ...]
    chosen: str
    counter: Words
    is_busy: bool
    is_waiting: bool
    can_scan_more: bool
    can_go_on: bool
    can_put_papers: bool
    can_scan_again: bool
    can_take_files: bool
    profiles: tuple[Choice, ...]
    profile: str
    starts: tuple[Choice, ...]
    start: str


class ScanView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: ScanState) -> None:
        """Show everything but the pages."""

    def show_pages(self, pages: tuple[PageItem, ...]) -> None:
        """Show exactly these pages."""

    def put_page(self, page: PageItem) -> None:
        """Show a page that came or changed."""

    def show_arriving(self, picture: bytes) -> None:
        """Show a page that is still coming in: a small JPEG of it."""

    def tell_outside(self, words: Words) -> None:
        """Tell who looks at another window meanwhile."""

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the scanner is; None when it stands still."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def go_on(self) -> None:
        """Go on to signing."""
