"""What the screens have in common that are about no dossier of the list: they stand beside it."""

from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from clerk_app.gui.model import Notice
from clerk_app.gui.widgets.paper_view import PaperView, open_file
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode


class BesideScreen(QWidget):
    """A screen with a paper on its right; notices go to the window."""

    notice = pyqtSignal(object)
    notice_over = pyqtSignal()
    opened = pyqtSignal(str)
    wanted = pyqtSignal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.paper = PaperView(place.language, place.look)

    def enter(self, code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a paper, None for nothing."""
        if paper is None:
            self.paper.show_nothing(name)
        else:
            self.paper.show_paper(paper, name)

    def show_notice(self, notice: Notice | None) -> None:
        """Hand a notice to the window; None takes the one before away."""
        if notice is None:
            self.notice_over.emit()
        else:
            self.notice.emit(notice)

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""
        open_file(file)
