"""The search: one field, what was found under it, and what happened to the chosen dossier beside it."""

from PyQt6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)

from clerk_app.gui.model import Primary
from clerk_app.gui.screens.dossiers.rows import DossierRow, DossierTable, ToneKeeper
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.screens.search.presenter import GROUP_NAMES, SearchPresenter
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import RowTable, table_view
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

PAUSE_MS = 250
"""After the last letter, before it is searched."""
_CODE_WIDTH, _STATE_WIDTH, _WHEN_WIDTH = 200, 240, 104
_ROW_HEIGHT, _EVENT_HEIGHT = 60, 56
_HISTORY_WIDTH = 360
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SearchScreen(PlaceWidget):
    """Finds as one types."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("search")
        self.header = PageHeader("openFound", "Return", "Enter")
        self.field, self.states = QLineEdit(), QComboBox()
        self.field.setObjectName("searchField")
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.states.setObjectName("searchStates")
        for each in GROUP_NAMES:
            self.states.addItem(each or "")
        self._painter = ToneKeeper()
        self.table, self.list = self._table("foundList", _ROW_HEIGHT)
        self.events, self._event_list = self._table("historyList", _EVENT_HEIGHT)
        self._history_name = label("heading")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._arrange()
        self.presenter = SearchPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self.speak()

    def enter(self, code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        if code is not None:
            self.ask(code)
        self.field.setFocus()
        self.field.selectAll()

    def ask(self, words: str) -> None:
        """Look for words at once."""
        self.field.setText(words)
        self._pause.stop()
        self.presenter.search(words)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let up and down choose among what was found while one types."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...], line: str) -> None:
        """Show what was found; the first is chosen."""
        self.table.show_rows(titles, rows)
        self.header.line.setText(line)
        self.list.lay_out((_CODE_WIDTH, 0, _STATE_WIDTH), yielding=(2,))
        if rows:
            self.list.setCurrentIndex(self.table.index(0, 0))
        else:
            self.presenter.choose(None)

    def show_history(self, name: str, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Show what happened to a dossier; without a name, to none."""
        said = self._place.language.translate("History of {code}").format(code=name) if name else ""
        self._history_name.setText(said)
        self.events.show_rows(titles, rows)
        self._event_list.lay_out((_WHEN_WIDTH, 0))

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""
        self.header.show_primary(primary, self._place.language.translate("Enter opens the dossier"))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Search"))
        self.field.setPlaceholderText(translate("Name, number, code, or words on a page"))
        for widget, said in (
            (self.field, translate("Search everything")),
            (self.states, translate("State of the dossiers shown")),
            (self.list, translate("What was found")),
            (self._event_list, translate("What happened")),
        ):
            describe(widget, said)
        for number, name in enumerate(GROUP_NAMES.values()):
            self.states.setItemText(number, translate(name))
        self.presenter.speak()

    def _connect(self) -> None:
        self._pause.timeout.connect(lambda: self.presenter.search(self.field.text()))
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.states.currentIndexChanged.connect(
            lambda number: self.presenter.show_only(tuple(GROUP_NAMES)[number])
        )
        self.header.primary.connect(self._open_chosen)
        self.list.activated.connect(lambda _index: self._open_chosen())
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._look_at)

    def _arrange(self) -> None:
        card = Card(_HISTORY_WIDTH)
        beside = QVBoxLayout(card)
        beside.setContentsMargins(16, 16, 16, 16)
        beside.setSpacing(8)
        beside.addWidget(self._history_name)
        beside.addWidget(self._event_list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.states)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.list, 1)
        across.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addLayout(row)
        column.addLayout(across, 1)

    def _table(self, name: str, height: int) -> tuple[DossierTable, RowTable]:
        model = DossierTable(self._place.look)
        view = table_view(name, model, self._painter, height)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        return model, view

    def _move(self, step: int) -> None:
        rows = self.table.rowCount()
        if rows:
            row = min(max(self.list.currentIndex().row() + step, 0), rows - 1)
            self.list.setCurrentIndex(self.table.index(row, 0))

    def _look_at(self, index: QModelIndex) -> None:
        self.presenter.choose(self.table.code_at(index.row()) if index.isValid() else None)

    def _open_chosen(self) -> None:
        """Open what is chosen, unless the rows still answer what was typed before."""
        index = self.list.currentIndex()
        if index.isValid() and self.presenter.is_current and not self._pause.isActive():
            self.opened.emit(self.table.code_at(index.row()))
