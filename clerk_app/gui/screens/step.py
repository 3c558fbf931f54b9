"""What every step of a dossier's work is to the screen around it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from clerk_app.gui.model import Notice, Primary


class StepScreen(QWidget):
    """One step; the screen around it has the title, the primary action and the notices.

    `told_outside` has words for who looks at another window meanwhile.
    """

    primary_changed = pyqtSignal()
    notice = pyqtSignal(object)
    notice_over = pyqtSignal()
    finished = pyqtSignal()
    told_outside = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.primary: Primary | None = None

    def enter(self) -> None:
        """Come to the front: read what is stored."""

    def do_primary(self) -> None:
        """Do the primary action."""

    def leave(self) -> bool:
        """Get ready to be left; False (with a notice) where the work at hand must end first."""
        return True

    def speak(self) -> None:
        """Say everything in the language of the moment."""

    def show_primary(self, primary: Primary | None) -> None:
        """Tell the screen around which primary action there is."""
        self.primary = primary
        self.primary_changed.emit()

    def show_notice(self, notice: Notice | None) -> None:
        """Hand a notice to the screen around; None takes the one before away."""
        if notice is None:
            self.notice_over.emit()
        else:
            self.notice.emit(notice)
