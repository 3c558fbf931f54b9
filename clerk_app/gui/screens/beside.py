"""What the screens have in common that show a paper on their right."""

from pathlib import Path

from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.paper_view import PaperView
from clerk_app.gui.workplace import Workplace


class BesideScreen(PlaceWidget):
    """A screen with a paper on its right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.paper = PaperView(place.language, place.look)

    def offer_file(self, file: Path) -> None:
        """Offer the file of the paper that is shown, to be taken out of the window."""
        self.paper.out.offer(file)

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a paper, None for nothing."""
        if paper is None:
            self.paper.show_nothing(name)
        else:
            self.paper.show_paper(paper, name)
