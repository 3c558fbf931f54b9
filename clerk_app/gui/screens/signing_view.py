"""What presenter and screen ask of each other in the steps in which somebody signs."""

from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Advance, Notice, PinRequest, Primary


class SigningView(Protocol):
    """What a presenter asks of the screen of such a step."""

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far signing or sending is."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def ask_pin(self, request: PinRequest) -> None:
        """Ask for a PIN, and hand it to `sign`."""

    def offer_file(self, file: Path) -> None:
        """Offer the file of the document that is shown, to be taken out of the window."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""

    def go_on(self) -> None:
        """Leave the step: everything is done."""


class SigningPresenter(Protocol):
    """What such a screen asks of its presenter."""

    is_busy: bool

    def begin(self) -> None:
        """Read what is stored."""

    def do_primary(self) -> None:
        """Do the primary action."""

    def sign(self, pin: bytearray) -> None:
        """Sign with a PIN, and wipe it."""
