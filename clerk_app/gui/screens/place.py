"""What the screens have in common that the rail leads to: they speak to the window by the same signals."""

from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from clerk_app.gui.model import Notice
from clerk_app.gui.widgets.paper_view import open_file
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode


class PlaceWidget(QWidget):
    """A place; see `PlaceScreen` for its signals."""

    notice = pyqtSignal(object)
    notice_over = pyqtSignal()
    opened = pyqtSignal(str)
    wanted = pyqtSignal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place

    def enter(self, code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""

    def show_notice(self, notice: Notice | None) -> None:
        """Hand a notice to the window; None takes the one before away."""
        if notice is None:
            self.notice_over.emit()
        else:
            self.notice.emit(notice)

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""
        open_file(file)
