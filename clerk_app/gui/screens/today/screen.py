"""The first screen of the day: counts above, the most urgent rows under them."""

from PyQt6.QtCore import QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout

from clerk_app.gui.model import Primary
from clerk_app.gui.places import INTAKE
from clerk_app.gui.screens.dossiers.rows import DossierRow, DossierTable, ToneKeeper
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.screens.today.presenter import Tile, TodayPresenter
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.empty import EmptyState
from clerk_app.gui.widgets.even_grid import EvenGrid
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.table import RowTable, table_view
from clerk_app.gui.widgets.tile import CountTile
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.today import Concern
from storage.model import DossierCode

_WIDTHS = (248, 200, 0, 176, 288)
"""Of the columns, in pixels; 0 takes what is left."""
_ROW_HEIGHT = 44
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TodayScreen(PlaceWidget):
    """What waits, and where to begin."""

    whole_wanted = pyqtSignal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("today")
        self.table = DossierTable(place.look)
        self._painter = ToneKeeper()
        self.list = self._list()
        self.tiles: dict[Concern | None, CountTile] = {}
        self._tile_row = EvenGrid(len(Concern) + 1)
        self.header = PageHeader("openMostUrgent", "F4")
        self._new = ActionButton("takeIn", "Ctrl+N")
        self._new.setMinimumHeight(44)
        self._new.clicked.connect(self._take_in)
        self.header.beside.addWidget(self._new)
        self._first = ActionButton("takeInFirst", "Return", "Enter", role="primary")
        self._first.clicked.connect(self._take_in)
        self._stack = QStackedWidget()
        self._arrange()
        self.presenter = TodayPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.header.primary.connect(self.presenter.open_most_urgent)
        self.list.installEventFilter(self)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.list.setCurrentIndex(QModelIndex())  # Enter opens the next thing, not the one just done
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read again what waits."""
        self.presenter.refresh()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let left and right go to another group while the rows have the focus."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step:
                self.presenter.choose_next(step)
                return True
        return super().eventFilter(watched, event)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show the counts; the tiles are made when it is known which the person may see."""
        for number, tile in enumerate(tiles, 1):
            shown = self.tiles.get(tile.concern) or self._add_tile(tile.concern, number)
            shown.show_count(tile.name, tile.tip, tile.count, tile.tone)
            shown.setChecked(tile.chosen)
            shown.setEnabled(bool(tile.count) or tile.concern is None)

    def show_rows(self, titles: tuple[str, ...], rows: tuple[DossierRow, ...]) -> None:
        """Show the rows, keeping the one that was chosen; without rows, the next thing to do."""
        index = self.list.currentIndex()
        chosen = self.table.code_at(index.row()) if index.isValid() else None
        self.table.show_rows(titles, rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self._say_line()
        self.list.lay_out(_WIDTHS)
        if rows:
            row = self.table.row_of(chosen) if chosen else None
            self.list.setCurrentIndex(self.table.index(row or 0, 0))

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action; where nothing waits, the one in the middle."""
        tip = self._place.language.translate("Open what is due first, where its next step is done")
        self.header.show_primary(primary, tip)
        self._new.setVisible(primary is not None)

    def open_dossier(self, code: DossierCode) -> None:
        """Go on with a dossier."""
        self.opened.emit(code)

    def show_whole(self, code: DossierCode) -> None:
        """Show a dossier on which others work."""
        self.whole_wanted.emit(code)

    def go_to(self, place: str) -> None:
        """Go to another place."""
        self.wanted.emit(place)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self.header.title.setText(translate("Today"))
        self._new.setIcon(look.icon("plus"))
        self._new.say(translate("New dossier"), translate("Take in a new dossier"))
        self._first.say(translate("Take in a dossier"))
        self._empty.say(
            translate("Nothing waits"),
            translate(
                "An applicant is at the counter? Take the dossier in with F2; Clerk leads you on from there."
            ),
        )
        describe(
            self.list,
            translate("What waits, the most urgent first"),
            translate("Enter opens the dossier where its next step is done"),
        )
        self._say_line()
        self.presenter.speak()

    def _say_line(self) -> None:
        translate = self._place.language.translate
        said = translate("Up and down choose, left and right go to another group, Enter opens.")
        self.header.line.setText(said if self.table.rowCount() else "")

    def _add_tile(self, concern: Concern | None, number: int) -> CountTile:
        made = CountTile(f"tile{number}", f"Alt+{number}")
        made.clicked.connect(lambda: self._choose(concern))
        self.tiles[concern] = made
        self._tile_row.add(made)
        return made

    def _choose(self, concern: Concern | None) -> None:
        self.presenter.choose(concern)
        self.list.setFocus()

    def _arrange(self) -> None:
        self._empty = EmptyState(self._place.look, "today", self._first)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._stack.setCurrentWidget(self.list)  # until it is known what waits, nothing is said of it
        self.show_primary(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addWidget(self._tile_row)
        column.addWidget(self._stack, 1)

    def _list(self) -> RowTable:
        made = table_view("todayList", self.table, self._painter, _ROW_HEIGHT)
        made.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        made.activated.connect(self._open)
        return made

    def _take_in(self) -> None:
        self.wanted.emit(INTAKE)

    def _open(self, index: QModelIndex) -> None:
        code = self.table.code_at(index.row())
        if code is not None:
            self.presenter.open(code)
