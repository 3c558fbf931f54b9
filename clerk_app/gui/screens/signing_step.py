"""What the two steps have in common in which somebody signs."""

from collections.abc import Mapping
from pathlib import Path

from PyQt6.QtWidgets import QStackedWidget

from clerk_app.gui.model import Notice, PinRequest, Words
from clerk_app.gui.placing import PlacePresenter
from clerk_app.gui.screens.signing_view import SigningPresenter
from clerk_app.gui.screens.step import StepScreen
from clerk_app.gui.widgets.paper_view import PaperView, open_file
from clerk_app.gui.widgets.pin_dialog import ask_pin
from clerk_app.gui.widgets.place_view import PlaceFrame
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.place import Placing
from signing.placement import FieldBox


class PlacingStack(QStackedWidget):
    """The paper as it stands, or before it is signed, the page on which signatures can be moved."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.paper = PaperView(place.language, place.look)
        self.frame = PlaceFrame(place.language, place.look)
        self.placing = PlacePresenter(place.language.translate, self.frame)
        self.frame.obey(self.placing)
        self.addWidget(self.paper)
        self.addWidget(self.frame)

    def show_paper(self) -> None:
        """Show the paper as it stands."""
        self.setCurrentWidget(self.paper)

    def show_placing(self, placing: Placing, moved: Mapping[str, FieldBox]) -> None:
        """Show the page with the signatures to come."""
        self.setCurrentWidget(self.frame)
        self.placing.begin(placing, moved)

    def places(self) -> Mapping[str, FieldBox]:
        """Return what was moved, by field."""
        return self.placing.moved

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self.paper.speak()
        self.frame.speak()
        self.placing.speak()


class SigningScreen(StepScreen):
    """A step with a token at work; a subclass makes its `presenter`, and its paper at the `right`."""

    presenter: SigningPresenter
    right: PlacingStack

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place

    def enter(self) -> None:
        """Read what is stored."""
        self.presenter.begin()

    def do_primary(self) -> None:
        """Do what comes next."""
        self.presenter.do_primary()

    def leave(self) -> bool:
        """Stay while the token or the portal is at work: it takes seconds, and ends whole."""
        if self.presenter.is_busy:
            said = later("Signing takes a few seconds; wait until it has ended.")
            self.show_notice(Notice(lambda: Words(self._place.language.translate(said))))
        return not self.presenter.is_busy

    def go_on(self) -> None:
        """Leave the step."""
        self.finished.emit()

    def ask_pin(self, request: PinRequest) -> None:
        """Ask for a PIN, and hand it to the presenter."""
        dialog = ask_pin(request, self._place.language.translate, self._place.look, self)
        dialog.answered.connect(self.presenter.sign)

    def offer_file(self, file: Path) -> None:
        """Offer the file of the document that is shown, to be taken out of the window."""
        self.right.paper.out.offer(file)

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""
        open_file(file)
