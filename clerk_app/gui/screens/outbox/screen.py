"""The outbox: a table of what waits and what was answered, and three things to do with it."""

from PyQt6.QtCore import QModelIndex, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout

from clerk_app.gui.model import Primary, Tone, Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.outbox.presenter import OutboxActions, OutboxPresenter
from clerk_app.gui.screens.outbox.rows import OutboxRow, OutboxTable
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.empty import EmptyState
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

_WIDTHS = (192, 128, 208, 112, 72, 112, 0)
"""Of the columns, in pixels; 0 takes what is left."""
_WHY = _WIDTHS.index(0)
_ROW_HEIGHT = 44


class OutboxScreen(PlaceWidget):
    """What is on its way to the portal."""

    moved = pyqtSignal()

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("outbox")
        self.header = PageHeader("sendEverything", "Ctrl+Shift+S")
        self.retry = ActionButton("tryAgain", "Ctrl+R")
        self.turn = ActionButton("pauseOutbox", "Ctrl+B")
        for button in (self.turn, self.retry):
            button.setMinimumHeight(44)
            self.header.beside.addWidget(button)
        self.paused, self._why = label(), label(wraps=True)
        self._stack, self._empty = QStackedWidget(), EmptyState(place.look, "outbox")
        self.table = OutboxTable(place.look)
        self._painter = ToneKeeper()
        self.list = table_view("outboxList", self.table, self._painter, _ROW_HEIGHT)
        self.list.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self._arrange()
        self.presenter = OutboxPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read the outbox again."""
        self.presenter.refresh()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[OutboxRow, ...]) -> None:
        """Show the rows, keeping the one that was chosen."""
        chosen = self._chosen()
        self.table.show_intents(titles, rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self.list.lay_out(_WIDTHS)
        if rows:
            place = self.table.place_of(chosen.number) if chosen else None
            self.list.setCurrentIndex(self.table.index(place or 0, 0))

    def show_actions(self, actions: OutboxActions) -> None:
        """Show what can be done."""
        translate, look = self._place.language.translate, self._place.look
        self.header.line.setText(actions.line)
        show_words(self.paused, Words(actions.paused, Tone.DOUBT), as_badge=True)
        show_words(self._why, Words(actions.why))
        self.retry.setVisible(actions.may_act)
        self.retry.setEnabled(actions.can_retry)
        self.retry.say(translate("Try again"), translate("Send again what is held of the chosen dossier"))
        self.turn.setVisible(actions.may_act)
        if actions.is_paused:
            self.turn.say(translate("Go on sending"), translate("Let everything go out again"))
        else:
            self.turn.say(translate("Pause"), translate("Let everything wait until somebody goes on"))
        self.retry.setIcon(look.icon("outbox"))

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""
        tip = self._place.language.translate("Try the portal now; otherwise it goes by itself")
        self.header.show_primary(primary, tip)

    def tell_moved(self) -> None:
        """Tell the window that something of the outbox changed."""
        self.moved.emit()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Outbox"))
        self._empty.say(
            translate("Nothing was sent yet"),
            translate("What is signed appears here and goes to the portal by itself."),
        )
        describe(self.list, translate("Outbox"), translate("Enter opens the dossier"))
        self.presenter.speak()

    def _connect(self) -> None:
        self.header.primary.connect(self.presenter.send_now)
        self.retry.clicked.connect(self.presenter.try_again)
        self.turn.clicked.connect(self.presenter.turn)
        self.list.activated.connect(self._open)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(lambda *_rows: self.presenter.choose(self._chosen()))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for widget in (self.header, self.paused):
            column.addWidget(widget)
        for page in (self._empty, self.list):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        column.addWidget(self._why)

    def _chosen(self) -> OutboxRow | None:
        index = self.list.currentIndex()
        return self.table.row_at(index.row()) if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.row_at(index.row()).code)
