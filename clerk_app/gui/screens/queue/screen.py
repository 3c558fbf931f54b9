"""Decisions to sign, many at once: the list on the left, the one that is looked at on the right."""

from pathlib import Path

from PyQt6.QtCore import QModelIndex, pyqtSignal
from PyQt6.QtGui import QHideEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Advance, Primary
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.queue.beside import Section
from clerk_app.gui.screens.queue.elsewhere_dialog import ElsewhereDialog
from clerk_app.gui.screens.queue.hands import LEADER, RECORDS
from clerk_app.gui.screens.queue.panel import DossierPanel
from clerk_app.gui.screens.queue.presenter import QueuePresenter
from clerk_app.gui.screens.queue.register_dialog import RegisterDialog
from clerk_app.gui.screens.signing_step import SigningScreen
from clerk_app.gui.widgets.advance_bar import AdvanceBar
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.empty import EmptyState
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.marked_table import MarkedRow, MarkedTable
from clerk_app.gui.widgets.paper_view import PaperView
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.issued import Issue
from signing.model import Role
from storage.model import DossierCode

_LEADER_WIDTHS, _RECORDS_WIDTHS = (0, 156), (0, 72, 144)
"""Of the columns, in pixels; the decision takes what is left."""
_ROW_HEIGHT = 56
_SHORT = {Role.LEADER: later("Countersign"), Role.SEAL: later("Number, seal")}
_PAPER_SHARE, _LIST_SHARE = 1, 1


class QueueScreen(SigningScreen):
    """What waits for the leader or the records clerk."""

    opened = pyqtSignal(str)
    wanted = pyqtSignal(str)
    presenter: QueuePresenter

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("queue")
        self.header = PageHeader("countersignAll", "Return", "Enter")
        self._return = ActionButton("returnDecision", "Ctrl+T")
        self._return.clicked.connect(self.ask_reason)
        self._other = ActionButton("otherHand", "Ctrl+G")
        self._elsewhere = ActionButton("givenElsewhere", "Ctrl+E")
        self._book = ActionButton("showRegister", "Ctrl+R")
        self._undo, self._redo = (
            ActionButton("undo", "Ctrl+Z"),
            ActionButton("redo", "Ctrl+Shift+Z", "Ctrl+Y"),
        )
        for button in (self._undo, self._redo, self._book, self._elsewhere, self._other, self._return):
            button.setMinimumHeight(44)
            self.header.beside.addWidget(button)
        self.table = MarkedTable(place.look)
        self._painter = ToneKeeper()
        self.list = table_view("queueList", self.table, self._painter, _ROW_HEIGHT)
        self.paper = PaperView(place.language, place.look)
        self.beside = DossierPanel(place.look)
        self._stack, self._empty = QStackedWidget(), EmptyState(place.look, "decisions")
        self.advance = AdvanceBar(place.language)
        self._arrange()
        self.presenter = QueuePresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._undo.clicked.connect(self.presenter.undo)
        self._redo.clicked.connect(self.presenter.redo)
        self._other.clicked.connect(self._turn)
        self._book.clicked.connect(lambda: self.presenter.register.look_for_next(self.show_register))
        self._elsewhere.clicked.connect(lambda: self.presenter.register.look_for_next(self.ask_elsewhere))
        self.advance.stopped.connect(self.presenter.stop)
        self.header.primary.connect(self.presenter.do_primary)
        self.table.marked.connect(lambda code, marked: self.presenter.mark(DossierCode(code), marked=marked))
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._look_at)
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        super().enter()

    def ask_reason(self) -> None:
        """Ask why the decision that is looked at goes back to the official."""
        translate = self._place.language.translate
        dialog = QInputDialog(self)
        dialog.setObjectName("returnReason")
        dialog.setWindowTitle(translate("Return to the official"))
        dialog.setLabelText(translate("Why does this decision go back? The official reads it."))
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setOkButtonText(translate("Return"))
        dialog.setCancelButtonText(translate("Do not return"))
        dialog.textValueSelected.connect(self.presenter.return_shown)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_elsewhere(self, issue: Issue) -> None:
        """Ask which numbers were given elsewhere."""
        dialog = ElsewhereDialog(issue.number, self._place.language.translate, self)
        dialog.answered.connect(self.presenter.register.enter_elsewhere)
        dialog.open()

    def show_register(self, issue: Issue) -> None:
        """Show the numbers of this year, and of any before."""
        register, place = self.presenter.register, self._place
        dialog = RegisterDialog(issue.day.year, place.look, place.language.translate, self)

        def read(year: int) -> None:
            register.read(year, lambda rows: dialog.show_rows(register.titles, rows), owner=dialog)

        dialog.year_wanted.connect(read)
        read(issue.day.year)
        dialog.open()

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Show whether what was entered can be taken back and done again."""
        self._undo.setVisible(can_undo)
        self._redo.setVisible(can_redo)

    def show_rows(self, titles: tuple[str, ...], rows: tuple[MarkedRow, ...], line: str) -> None:
        """Show these rows; without rows, that nothing waits."""
        self.table.show_marked(titles, rows)
        self.header.line.setText(line)
        self._stack.setCurrentIndex(1 if rows else 0)
        is_leader = self.presenter.hand is LEADER
        self._return.setVisible(bool(rows) and is_leader)
        for button in (self._elsewhere, self._book):
            button.setVisible(not is_leader)
        if rows:
            self.list.lay_out(_LEADER_WIDTHS if is_leader else _RECORDS_WIDTHS)
            self._stand_on_a_row()

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action; nothing to sign, no action."""
        self.header.show_primary(primary if self.table.rowCount() else None)

    def show_paper(self, paper: Path | None, name: str) -> None:
        """Show a decision exactly as it will be signed."""
        if paper is None:
            self.paper.show_nothing(name)
        else:
            self.paper.show_paper(paper, name)

    def show_beside(self, sections: tuple[Section, ...]) -> None:
        """Show what is recorded of the dossier, and what a check of the decision found."""
        self.beside.show_sections(sections)

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the batch is."""
        self.advance.show_advance(advance)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """End a batch when the screen is left or the window is locked: the PIN was for whoever sat here."""
        self.presenter.stop()
        super().hideEvent(event)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, hand = self._place.language.translate, self.presenter.hand
        other = LEADER if hand is RECORDS else RECORDS
        self.header.title.setText(translate(hand.title))
        self._other.setVisible(len(self.presenter.hands) > 1)
        self._other.say(translate(_SHORT[other.role]), translate(other.title))
        self._elsewhere.say(
            translate("Given elsewhere"),
            translate("Enter numbers that other papers of this year bear already"),
        )
        self._book.say(translate("Register"), translate("Every number of the year, the newest first"))
        self._undo.say(translate("Undo"), translate("Take back what was entered as given elsewhere"))
        self._redo.say(translate("Redo"), translate("Enter again what was taken back"))
        tip = translate("Give the decision that is looked at back to the official, with a reason")
        self._return.say(translate("Return"), tip)
        self._empty.say(
            translate("No decision waits"),
            translate(hand.empty),
        )
        describe(self.list, translate(hand.title), translate(hand.hint))
        self.advance.speak()
        self.beside.setAccessibleName(translate("The dossier of this decision"))
        self.paper.speak()
        self.presenter.speak()

    def _turn(self) -> None:
        """Show what waits for the other hand."""
        presenter = self.presenter
        presenter.turn_to(LEADER if presenter.hand is RECORDS else RECORDS)
        self.speak()

    def _stand_on_a_row(self) -> None:
        """Let arrows and Space work at once: a row is chosen, and the list has the keys."""
        if not self.list.currentIndex().isValid():
            self.list.selectRow(0)
            self.list.setFocus()

    def _look_at(self, index: QModelIndex) -> None:
        if index.isValid():
            self.presenter.show(DossierCode(self.table.key_at(index.row())))

    def _arrange(self) -> None:
        card = Card()
        left = QVBoxLayout(card)
        left.setContentsMargins(8, 8, 8, 8)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self.advance)
        waiting = QWidget()
        across = QHBoxLayout(waiting)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(card, _LIST_SHARE)
        across.addWidget(self.paper, _PAPER_SHARE)
        across.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        for page in (self._empty, waiting):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self.show_advance(None)
