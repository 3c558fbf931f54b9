"""A dossier as a whole: what is known on the left, the paper that is looked at on the right."""

from pathlib import Path

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Primary, Tone
from clerk_app.gui.places import DOSSIERS
from clerk_app.gui.screens.beside import BesideScreen
from clerk_app.gui.screens.dossier.deeds import DEEDS, SAVE_RESULT, VOID_FEE, Deed
from clerk_app.gui.screens.dossier.dialog import DeedDialog
from clerk_app.gui.screens.dossier.presenter import DossierPresenter, DossierState
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.verdict_facts import Fact
from storage.model import DossierCode

_ROW_HEIGHT = 36
_LABEL_WIDTH = 120
_LEFT_SHARE, _PAPER_SHARE = 5, 4
_PAPERS_SHARE, _MOVES_SHARE = 7, 4
_PAPER_WIDTHS, _MOVE_WIDTHS = (0, 88, 232), (132, 176, 136, 0)
"""Of the columns, in pixels; 0 takes what is left."""


class DossierScreen(BesideScreen):
    """One dossier; it is reached from the list and from the work on it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("dossier")
        self._back = ActionButton("leaveDossier", "Esc", role="quiet")
        self._back.clicked.connect(lambda: self.wanted.emit(DOSSIERS))
        self.header = PageHeader("goOnWithDossier", "Return", "Enter", back=self._back)
        self.deeds = {deed: self._button(deed) for deed in DEEDS if deed.is_frequent}
        self.more, self.forms = self._menu("moreSteps", "Ctrl+M"), self._menu("forms", "Ctrl+F")
        self._state, self._due, self._moment = label(), label(), label("muted")
        self._due_caption = label("muted")
        self._facts = QGridLayout()
        self._painter = ToneKeeper()
        self.papers, self.moves = WordsTable(place.look, frozenset({1})), WordsTable(place.look)
        self.paper_list = table_view("paperList", self.papers, self._painter, _ROW_HEIGHT)
        self.move_list = table_view("moveList", self.moves, self._painter, _ROW_HEIGHT)
        self._papers_caption, self._moves_caption = label("heading"), label("heading")
        self._arrange()
        self.presenter = DossierPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.header.primary.connect(self.presenter.go_on)
        self.paper.open_wanted.connect(self.presenter.open_shown)
        self.paper.let_out(self.presenter.hand_out, self.notice.emit)
        chosen = self.paper_list.selectionModel()
        if chosen is not None:
            chosen.currentRowChanged.connect(self._look_at)
        self.speak()

    def enter(self, code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.presenter.begin(code)
        self.paper_list.setFocus()

    def ask(self, deed: Deed) -> None:
        """Ask what has to be known first, then do it."""
        dossier = self.presenter.dossier
        if dossier is None:
            return
        if deed is SAVE_RESULT:
            self._choose_target()
            return
        if deed is VOID_FEE and self.presenter.chosen_fee is None:
            self.presenter.ask_for_fee()
            return
        translate, colleagues = self._place.language.translate, self.presenter.colleagues
        dialog = DeedDialog(deed, dossier, translate, self, colleagues)
        dialog.answered.connect(self.presenter.do)
        dialog.open()

    def show_state(self, state: DossierState) -> None:
        """Show everything."""
        self.header.title.setText(state.title)
        self.header.line.setText(state.line)
        self.header.line.setToolTip(state.line)
        show_words(self._state, state.state, as_badge=True)
        show_words(self._due, state.due)
        self._moment.setText("" if state.due.text == state.due_moment else state.due_moment)
        self._show_facts(state.facts)
        self.papers.show_rows(state.paper_titles, state.papers)
        self.moves.show_rows(state.move_titles, state.moves)
        self.paper_list.lay_out(_PAPER_WIDTHS)
        self.move_list.lay_out(_MOVE_WIDTHS, yielding=(3,))  # notes, where there are any
        self.move_list.scrollToBottom()
        for deed, button in self.deeds.items():
            button.setVisible(deed in state.deeds)
        self._fill_more([deed for deed in state.deeds if not deed.is_frequent])
        self._fill_forms(state.forms)

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action; None where nothing is left to do."""
        self.header.show_primary(primary)

    def choose_paper(self, row: int) -> None:
        """Mark a row of the papers as the one that is looked at."""
        self.paper_list.setCurrentIndex(self.papers.index(row, 0))

    def go_on(self, code: DossierCode) -> None:
        """Open the dossier at its next step."""
        self.opened.emit(code)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self._back.setIcon(look.icon("back"))
        self._back.say(translate("Back to the list"), translate("Back; nothing is lost"), shown=False)
        for deed, button in self.deeds.items():
            button.say(translate(deed.words), translate(deed.question))
        for button, words in ((self.more, translate("More steps")), (self.forms, translate("Forms"))):
            button.say(words)
        self._due_caption.setText(translate("The result is due"))
        self._papers_caption.setText(translate("Papers, result and fees"))
        self._moves_caption.setText(translate("Steps so far"))
        for table, caption in (
            (self.paper_list, self._papers_caption),
            (self.move_list, self._moves_caption),
        ):
            describe(table, caption.text())
        self.paper.speak()
        self.presenter.speak()

    def _button(self, deed: Deed) -> ActionButton:
        button = ActionButton(deed.name, deed.key)
        button.clicked.connect(lambda: self.ask(deed))
        button.hide()
        return button

    def _menu(self, name: str, key: str) -> ActionButton:
        button = ActionButton(name, key)
        button.setMenu(QMenu(button))
        return button

    def _fill_more(self, deeds: list[Deed]) -> None:
        translate = self._place.language.translate
        actions = [self._action(deed.name, translate(deed.words), deed.key) for deed in deeds]
        for action, deed in zip(actions, deeds, strict=True):
            action.triggered.connect(lambda _checked, chosen=deed: self.ask(chosen))
        _replace(self.more, actions)

    def _fill_forms(self, forms: tuple[tuple[str, str], ...]) -> None:
        actions = [self._action(f"form{form}", name, f"Alt+{int(form)}") for form, name in forms]
        for action, (form, _name) in zip(actions, forms, strict=True):
            action.triggered.connect(lambda _checked, chosen=form: self.presenter.show_form(chosen))
        _replace(self.forms, actions)

    def _action(self, name: str, words: str, key: str) -> QAction:
        action = QAction(words.replace("&", "&&"), self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        return action

    def _choose_target(self) -> None:
        result = self.presenter.result
        if result is None:
            return
        dialog = QFileDialog(
            self, self._place.language.translate("Save the result"), result.file_name, "PDF (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(result.file_name)
        dialog.fileSelected.connect(lambda name: self.presenter.save_result(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look_at(self, index: QModelIndex) -> None:
        if index.isValid():
            self.presenter.look_at(index.row())

    def _show_facts(self, facts: tuple[Fact, ...]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(facts):
            told, value = label("muted"), label(wraps=True)
            told.setText(fact.label)
            value.setText(fact.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._known(), _LEFT_SHARE)
        across.addWidget(self.paper, _PAPER_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(self._actions())
        column.addLayout(across, 1)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (*self.deeds.values(), self.more, self.forms):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _known(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._facts.setColumnStretch(1, 1)
        state = QHBoxLayout()
        state.setSpacing(12)
        self._state.setProperty("badge", Tone.CALM.value)  # the padding is taken when it is first shown
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for widget in (self._due_caption, self._due, self._moment):
            state.addWidget(widget)
        state.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addLayout(state)
        column.addLayout(self._facts)
        column.addWidget(self._papers_caption)
        column.addWidget(self.paper_list, _PAPERS_SHARE)
        column.addWidget(self._moves_caption)
        column.addWidget(self.move_list, _MOVES_SHARE)
        return card


def _replace(button: ActionButton, actions: list[QAction]) -> None:
    """Put other actions into a menu; their keys work while the screen is shown, the menu closed."""
    menu, screen = button.menu(), button.parentWidget()
    if menu is None or screen is None:
        return
    for old in menu.actions():
        screen.removeAction(old)
        old.deleteLater()
    menu.clear()
    menu.addActions(actions)
    screen.addActions(actions)
    button.setVisible(bool(actions))
