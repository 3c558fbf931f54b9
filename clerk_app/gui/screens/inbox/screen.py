"""The inbox: what waits above, its papers below, the paper that is looked at on the right."""

from collections.abc import Callable

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtGui import QColor, QIcon
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QListWidgetItem,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Primary, Tone
from clerk_app.gui.screens.beside import BesideScreen
from clerk_app.gui.screens.dossiers.rows import DossierRow, DossierTable, ToneKeeper
from clerk_app.gui.screens.inbox.presenter import InboxPresenter, InboxState, PaperLine
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.empty import EmptyState
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.outcome import OutcomeLine
from clerk_app.gui.widgets.table import RowTable, table_view
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

_WIDTHS = (200, 0, 148, 96, 76)
"""Of the columns, in pixels; 0 takes what is left."""
_ROW_HEIGHT = 40
_PAPERS_HEIGHT = 168
_PAPER_SHARE, _LIST_SHARE = 3, 5
_COMPONENT = Qt.ItemDataRole.UserRole
_SIGN = 16


class InboxScreen(BesideScreen):
    """What waits for an answer."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("inbox")
        self.header = PageHeader("acceptFiled", "Ctrl+Return", "Ctrl+Enter")
        self._ask, self._refuse, self._fetch = (
            self._action("askSupplement", "Ctrl+B", lambda: self.ask_reason("supplement")),
            self._action("refuseFiled", "Ctrl+T", lambda: self.ask_reason("refuse")),
            self._action("fetchFiled", "F5", lambda: self.presenter.fetch()),
        )
        self.table = DossierTable(place.look)
        self._painter = ToneKeeper()
        self.list = self._list()
        self.papers = WordList()
        self.papers.setObjectName("filedPapers")
        self.papers.setFixedHeight(_PAPERS_HEIGHT)
        self.papers.currentItemChanged.connect(self._look_at_paper)
        self._title, self.advice = label("heading", wraps=True), OutcomeLine(place.look)
        self._stack, self._empty = QStackedWidget(), EmptyState(place.look, "inbox")
        self._looked_at: DossierCode | None = None
        self._arrange()
        self.presenter = InboxPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.header.primary.connect(self.presenter.do_primary)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._look_at)
        self.speak()

    def enter(self, code: DossierCode | None = None) -> None:
        """Show what waits, beginning with dossier `code`, and ask the portal for more."""
        self.presenter.begin(code)

    def ask_reason(self, answer: str) -> None:
        """Ask why the dossier is refused or papers are asked for, beginning with what is known."""
        translate = self._place.language.translate
        dialog = QInputDialog(self)
        dialog.setObjectName(f"{answer}Reason")
        title = translate("Ask for papers") if answer == "supplement" else translate("Refuse the dossier")
        dialog.setWindowTitle(title)
        dialog.setLabelText(translate("Why? The applicant reads this on the form and on the portal."))
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setTextValue(self.presenter.proposed_reason)
        dialog.setOkButtonText(title)
        dialog.setCancelButtonText(translate("Cancel"))
        do = self.presenter.ask_supplement if answer == "supplement" else self.presenter.refuse
        dialog.textValueSelected.connect(do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_rows(
        self, titles: tuple[str, ...], rows: tuple[DossierRow, ...], line: str, chosen: DossierCode | None
    ) -> None:
        """Show these rows, with `chosen` marked; without rows, that nothing waits."""
        self.header.line.setText(line)
        self._stack.setCurrentIndex(1 if rows else 0)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.blockSignals(True)
            self.table.show_rows(titles, rows)
            row = self.table.row_of(chosen) if chosen else None
            self.list.setCurrentIndex(self.table.index(row or 0, 0))
            selection.blockSignals(False)
        self.list.lay_out(_WIDTHS)

    def show_fetching(self, *, is_fetching: bool) -> None:
        """Offer to fetch, or to stop fetching."""
        translate = self._place.language.translate
        if is_fetching:
            self._fetch.say(translate("Stop"), translate("What was fetched so far is kept"))
        else:
            self._fetch.say(translate("Fetch"), translate("Ask the portal for new dossiers"))

    def show_item(self, state: InboxState | None) -> None:
        """Show the dossier that is looked at, None for none."""
        for widget in (self._title, self.advice, self.papers, self._ask, self._refuse):
            widget.setVisible(state is not None)
        if state is None:
            return
        self._title.setText(state.title)
        self.advice.show_outcome(state.advice)
        self._ask.setEnabled(state.can_ask)
        self._refuse.setEnabled(state.can_answer)
        self._show_papers(state)

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""
        self.header.show_primary(primary, self._place.language.translate("The time begins with it"))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Filed online"))
        self._ask.say(translate("Ask for papers"), translate("Ask for what is missing (form 02)"))
        self._refuse.say(translate("Refuse"), translate("Refuse the dossier, with the reason (form 03)"))
        self._empty.say(
            translate("Nothing waits for an answer"),
            translate("What people file online is fetched by itself and appears here, its papers checked."),
        )
        self.list.setAccessibleName(translate("Filed online"))
        self.papers.setAccessibleName(translate("Papers"))
        self.paper.speak()
        self.presenter.speak()

    def _action(self, name: str, key: str, do: Callable[[], None]) -> ActionButton:
        made = ActionButton(name, key)
        made.setMinimumHeight(44)
        made.clicked.connect(do)
        self.header.beside.addWidget(made)
        return made

    def _show_papers(self, state: InboxState) -> None:
        """Show the papers; of the same dossier as before, the chosen one stays chosen."""
        papers, same = state.papers, self._looked_at == state.code
        chosen, self._looked_at = self.papers.currentRow() if same else 0, state.code
        self.papers.blockSignals(True)
        self.papers.clear()
        for line in papers:
            self.papers.addItem(self._paper_item(line))
        self.papers.setCurrentRow(chosen if 0 <= chosen < len(papers) else 0)
        self.papers.blockSignals(False)

    def _paper_item(self, line: PaperLine) -> QListWidgetItem:
        look = self._place.look
        item = QListWidgetItem(f"{line.name}: {line.state.text}")
        item.setData(_COMPONENT, line.component)
        item.setToolTip(item.text())
        if line.state.tone is not Tone.CALM:
            item.setForeground(QColor(look.tokens.ink(line.state.tone)))
            item.setIcon(QIcon(look.sign(line.state.tone, _SIGN)))
        return item

    def _look_at(self, index: QModelIndex) -> None:
        code = self.table.code_at(index.row())
        if code is not None:
            self.presenter.show(code)

    def _look_at_paper(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.presenter.show_paper(item.data(_COMPONENT))

    def _list(self) -> RowTable:
        made = table_view("inboxList", self.table, self._painter, _ROW_HEIGHT)
        made.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        return made

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        left = QVBoxLayout(card)
        left.setContentsMargins(16, 16, 16, 16)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        for widget in (self._title, self.advice, self.papers):
            left.addWidget(widget)
        waiting = QWidget()
        across = QHBoxLayout(waiting)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(card, _LIST_SHARE)
        across.addWidget(self.paper, _PAPER_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        for page in (self._empty, waiting):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
