"""The list of dossiers."""

from collections.abc import Mapping

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout

from clerk_app.gui.model import Primary
from clerk_app.gui.places import INTAKE
from clerk_app.gui.screens.dossiers.presenter import DossiersPresenter
from clerk_app.gui.screens.dossiers.rows import DossierRow, DossierTable, ToneKeeper
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.empty import EmptyState
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.table import RowTable, table_view
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

_WIDTHS = (184, 0, 160, 112, 144, 232, 176)
"""Of the columns, in pixels; 0 takes what is left."""
_YIELDING = (1, 2, 6)
"""What is wanted, by whom, and the portal's receipt are shortened before a code, a day or a state is."""

_ROW_HEIGHT = 44


class DossiersScreen(PlaceWidget):
    """What is in work, and for when."""

    whole_wanted = pyqtSignal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("dossiers")
        self.table = DossierTable(place.look)
        self._painter = ToneKeeper()
        self.list = self._list()
        self.header = PageHeader("newDossier", "Ctrl+N")
        self.header.primary.connect(self._take_in)
        self._first = ActionButton("firstDossier", "Return", "Enter", role="primary")
        self._first.clicked.connect(self._take_in)
        self._stack = QStackedWidget()
        self._empty = EmptyState(place.look, "dossiers", self._first)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._whole = ActionButton("wholeOfChosen", "Ctrl+D")
        self._whole.setMinimumHeight(44)
        self._whole.clicked.connect(self._ask_whole)
        self.header.beside.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)
        self.presenter = DossiersPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.table.wanted.connect(self.presenter.want)
        self.table.ordered.connect(lambda column, down: self.presenter.order_by(column, descending=down))
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self.presenter.refresh()

    def show_list(
        self, titles: tuple[str, ...], count: int, blocks: Mapping[int, tuple[DossierRow, ...]]
    ) -> None:
        """Show the rows, keeping the one that was chosen; without rows, the first step."""
        chosen, place = self._chosen(), self.list.currentIndex().row()
        bar = self.list.verticalScrollBar()
        seen = bar.value() if bar else 0
        self.table.show_list(titles, count, blocks)
        self._stack.setCurrentIndex(1 if count else 0)
        self._say_count(count)
        self.list.lay_out(_WIDTHS, _YIELDING)
        if count:
            self._choose(chosen, place)
            if bar:
                bar.setValue(seen)

    def show_block(self, block: int, rows: tuple[DossierRow, ...]) -> None:
        """Show rows that came into sight."""
        self.table.show_block(block, rows)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Dossiers"))
        self.header.button.setIcon(self._place.look.icon("plus", self._place.look.tokens.on_accent))
        self.header.show_primary(Primary(translate("New dossier")), translate("Take in a new dossier"))
        self._first.say(translate("Take in the first dossier"))
        self._whole.say(
            translate("Whole dossier"),
            translate("Everything about the dossier that is chosen, and what can be done with it"),
        )
        self._empty.say(
            translate("No dossiers yet"),
            translate("An applicant is at the counter? Take the dossier in; Clerk leads you on from there."),
        )
        describe(
            self.list,
            translate("Dossiers"),
            translate("Enter opens the dossier and goes on where it stopped"),
        )
        self._say_count(self.table.rowCount())
        self.presenter.speak()

    def _say_count(self, count: int) -> None:
        said = self._place.language.translate("In all: {count}. Enter opens one where it stopped.")
        self.header.line.setText(said.format(count=count) if count else "")
        self.header.button.setVisible(bool(count))
        self._whole.setVisible(bool(count))

    def _list(self) -> RowTable:
        made = table_view("dossierList", self.table, self._painter, _ROW_HEIGHT)
        made.setSortingEnabled(True)
        made.sortByColumn(3, Qt.SortOrder.DescendingOrder)
        made.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        made.activated.connect(self._open)
        return made

    def _chosen(self) -> DossierCode | None:
        index = self.list.currentIndex()
        return self.table.code_at(index.row()) if index.isValid() else None

    def _choose(self, code: DossierCode | None, place: int) -> None:
        """Choose the dossier again, or what now stands where it stood."""
        row = self.table.row_of(code) if code else None
        kept = row if row is not None else min(max(place, 0), self.table.rowCount() - 1)
        self.list.setCurrentIndex(self.table.index(kept, 0))
        if self.isVisible():  # what is typed elsewhere is not for the list
            self.list.setFocus()

    def _take_in(self) -> None:
        self.wanted.emit(INTAKE)

    def _ask_whole(self) -> None:
        code = self._chosen()
        if code is not None:
            self.whole_wanted.emit(code)

    def _open(self, index: QModelIndex) -> None:
        code = self.table.code_at(index.row())
        if code is not None:
            self.opened.emit(code)
