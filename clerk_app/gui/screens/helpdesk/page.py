"""What the pages of the help desk have in common: a primary action, and work beside the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from clerk_app.gui.history import History
from clerk_app.gui.model import NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Receive
from clerk_app.gui.taking_back import Deed, TakingBack
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later


class PageView(Protocol):
    """What every presenter here asks of its page."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work; None takes the one before away."""


class DoingView(PageView, Protocol):
    """What a presenter asks of a page where something is done that can be taken back."""

    def show_deeds(self) -> None:
        """Show whether there is something to take back, or to do again."""


class Asking:
    """Asks beside the window and says what goes wrong."""

    def __init__(self, place: Workplace, view: PageView) -> None:
        self.desk = place.desk
        self.translate = place.language.translate
        self._submit = place.runner.submit
        self._view = view

    def ask(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Do something with the records, and take what comes of it."""
        self._do(work, take, self._fail)

    def say(
        self, sentence: Callable[[], str], tone: Tone = Tone.GOOD, next_step: NextStep | None = None
    ) -> None:
        """Say beside the work what a sentence says in the language of the moment."""
        self._view.show_notice(Notice(lambda: Words(sentence(), tone), next_step))

    def _do(self, work: Callable[[], Any], take: Receive, fail: Receive) -> None:
        self._submit(Lane.DOCUMENT, lambda _report: work(), owner=self._view, on_done=take, on_error=fail)

    def _written(self, files: tuple[Path, ...]) -> None:
        names = ", ".join(each.name for each in files)
        written = later("Written: {files}. Nothing of it is kept here.")
        self.say(lambda: self.translate(written).format(files=names))

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))


class Doing(Asking):
    """Does what can be taken back and done again."""

    def __init__(self, place: Workplace, view: DoingView) -> None:
        super().__init__(place, view)
        self._taking_back = TakingBack(self._do, self._refused, self._fail, view.show_deeds)

    @property
    def deeds(self) -> History:
        """What was done on the page."""
        return self._taking_back.history

    def did(
        self,
        back: Callable[[], bool],
        again: Callable[[], bool],
        sentence: Callable[[], str],
        show: Callable[[], None],
    ) -> None:
        """Say what was just done, and offer the way back.

        Args:
            back, again: see `Deed`.
            sentence: says what was done.
            show: shows the page as it is now.
        """

        def was_back() -> None:
            self.say(lambda: self.translate("As before."), next_step=self._redo)
            show()

        def was_done() -> None:
            self.say(sentence, next_step=self._undo)
            show()

        self._taking_back.did(Deed(back, again, was_back, was_done))
        was_done()

    @property
    def _undo(self) -> NextStep:
        return NextStep(lambda: self.translate("Undo"), self.deeds.undo)

    @property
    def _redo(self) -> NextStep:
        return NextStep(lambda: self.translate("Redo"), self.deeds.redo)

    def _refused(self) -> None:
        said = later("Somebody else changed this since: nothing was overwritten.")
        self.say(lambda: self.translate(said), Tone.DOUBT)


class DeskPage(QWidget):
    """A page of the help desk; `primary_changed` says that its primary action is another one now."""

    notice = pyqtSignal(object)
    primary_changed = pyqtSignal()
    deeds_changed = pyqtSignal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place

    @property
    def primary(self) -> Primary | None:
        """The primary action as it stands; None where there is none."""
        return None

    def act(self) -> None:
        """Do the primary action."""

    def enter(self) -> None:
        """Read again, and take the cursor."""

    def speak(self) -> None:
        """Say everything in the language of the moment."""

    @property
    def deeds(self) -> History | None:
        """What was done here; None where nothing is done that could be taken back."""
        return None

    def show_notice(self, notice: Notice | None) -> None:
        """Hand a notice to the screen."""
        self.notice.emit(notice)

    def show_deeds(self) -> None:
        """Let the screen show what can be taken back."""
        self.deeds_changed.emit()

    def choose_folder(self, title: str, take: Callable[[Path], None]) -> None:
        """Ask for a folder, such as one on a USB stick."""
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: take(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def card(width: int | None = None) -> tuple[Card, QVBoxLayout]:
    """Return a card, as wide as `Card` says, and the column inside it."""
    made = Card(width)
    inside = QVBoxLayout(made)
    inside.setContentsMargins(16, 16, 16, 16)
    inside.setSpacing(12)
    return made, inside
