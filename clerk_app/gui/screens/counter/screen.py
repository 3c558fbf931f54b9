"""The counter: who is here, what to do with them, who waits, and numbers for who has none."""

from PyQt6.QtCore import QModelIndex
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout

from clerk_app.gui.model import Primary
from clerk_app.gui.screens.counter.giving import GivingCard
from clerk_app.gui.screens.counter.presenter import CounterPresenter, CounterShown
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.marked_table import MarkedRow, MarkedTable
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

_WIDTHS = (112, 0, 96, 96)
"""Of the columns, in pixels; 0 takes what is left."""
_ROW_HEIGHT = 36
_ACTION_HEIGHT = 44
_FIELD_WIDTH = 112


class CounterScreen(PlaceWidget):
    """What an official sees of the hall."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("counter")
        self.header = PageHeader("callNext", "F9", owns_keys=False)  # the window's
        self.name, self.again = QLineEdit(), QLineEdit()
        self.name.setObjectName("counterName")
        self.again.setObjectName("recallNumber")
        self._name_label, self._again_label = label(), label()
        self.current, self.about = label("called"), label(wraps=True)
        self.recall, self.skip = ActionButton("recall", "F8"), ActionButton("skip", "F7")
        self.transfer, self.finish = ActionButton("transfer", "F6"), ActionButton("finishTicket", "F10")
        self._menu = QMenu(self)
        self._figures = label("muted", wraps=True)
        self.table, self._painter = MarkedTable(place.look), ToneKeeper()
        self.list = table_view("serviceList", self.table, self._painter, _ROW_HEIGHT)
        self.giving = GivingCard(place)
        self._arrange()
        self.presenter = CounterPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read the hall again."""
        self.presenter.refresh()

    def show_counter(self, shown: CounterShown) -> None:
        """Show who is here."""
        translate = self._place.language.translate
        if not self.name.hasFocus():
            self.name.setText(shown.counter)
        self.header.line.setText(shown.line)
        self.current.setText(shown.label or "–")
        self.about.setText(shown.about or translate("Nobody is here. F9 calls the next one."))
        self._figures.setText(shown.figures)
        for button in (self.recall, self.skip, self.transfer, self.finish):
            button.setEnabled(bool(shown.label))
        self._menu.clear()
        for letter, words in shown.services:
            self._menu.addAction(words, lambda letter=letter: self.presenter.transfer(letter))

    def show_rows(self, titles: tuple[str, ...], rows: tuple[MarkedRow, ...]) -> None:
        """Show the services."""
        self.table.show_marked(titles, rows)
        self.list.lay_out(_WIDTHS)

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""
        tip = self._place.language.translate("Be done with who is here and call the next one")
        self.header.show_primary(primary, tip)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Counter"))
        self.recall.say(translate("Call again"), translate("Call who is to be here once more"))
        self.skip.say(translate("Did not come"), translate("Pass over; the number can be called again"))
        self.transfer.say(translate("Send on …"), translate("To another service, where nobody waits twice"))
        self.finish.say(translate("Done"), translate("Be done without calling the next one"))
        self._name_label.setText(translate("My counter"))
        self._again_label.setText(translate("Call a number again"))
        for field, tip in (
            (self.name, translate("Number or name of this counter, as it is called out")),
            (self.again, translate("A number that was skipped, such as A012, and Enter")),
        ):
            describe(field, tip)
        describe(
            self.list, translate("Services and who waits"), translate("Space: serve it here, or no longer")
        )
        self.giving.speak()
        self.presenter.speak()

    def _connect(self) -> None:
        self.header.primary.connect(self.presenter.call_next)
        self.recall.clicked.connect(self.presenter.recall)
        self.skip.clicked.connect(self.presenter.skip)
        self.finish.clicked.connect(self.presenter.finish)
        self.transfer.clicked.connect(self._choose_where)
        self.name.editingFinished.connect(lambda: self.presenter.choose_counter(self.name.text()))
        self.again.returnPressed.connect(self._recall_number)
        self.table.marked.connect(self.presenter.serve)
        self.list.activated.connect(self._turn)
        self.giving.given.connect(self.refresh)
        self.giving.notice.connect(self.notice)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)

    def _arrange(self) -> None:
        actions, fields = QHBoxLayout(), QHBoxLayout()
        for button in (self.recall, self.skip, self.transfer, self.finish):
            button.setMinimumHeight(_ACTION_HEIGHT)
            actions.addWidget(button)
        actions.addStretch(1)
        for words, field in ((self._name_label, self.name), (self._again_label, self.again)):
            field.setMaximumWidth(_FIELD_WIDTH)
            words.setBuddy(field)
            fields.addWidget(words)
            fields.addWidget(field)
        fields.addStretch(1)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        for widget in (self.current, self.about):
            inside.addWidget(widget)
        inside.addLayout(actions)
        left, across, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.setSpacing(16)
        left.addWidget(card)
        left.addLayout(fields)
        left.addWidget(self.list, 1)
        left.addWidget(self._figures)
        across.setSpacing(16)
        across.addLayout(left, 1)
        across.addWidget(self.giving)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addLayout(across, 1)

    def _choose_where(self) -> None:
        corner = self.transfer.rect().bottomLeft()
        self._menu.popup(self.transfer.mapToGlobal(corner))

    def _recall_number(self) -> None:
        self.presenter.recall_number(self.again.text())
        self.again.clear()

    def _turn(self, index: QModelIndex) -> None:
        self.table.turn(index.row())
