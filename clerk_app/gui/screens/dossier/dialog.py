"""What is asked before something is done with a dossier."""

from collections.abc import Sequence
from datetime import datetime

from PyQt6.QtCore import QDateTime, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from clerk_app.gui.screens.dossier.deeds import Answer, Ask, Deed
from clerk_app.gui.screens.dossier.words import METHODS
from clerk_app.gui.widgets.question import Question
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.i18n import Translate, later
from clerk_app.workflow.colleagues import Colleague
from clerk_app.workflow.office import VIETNAM, local
from storage.model import Component, Dossier
from storage.payments import Method

_MOST_DONG = 999_999_999
_STEP_DONG = 1000
_LIST_HEIGHT = 160
_WAYS_BACK = (
    (later("At the counter"), "tại quầy"),
    (later("By post"), "qua bưu chính"),
    (later("Online"), "trực tuyến"),
)
"""What the person reads, and what the register prints."""


class DeedDialog(Question):
    """Asks; `answered` carries the deed and what was said."""

    answered = pyqtSignal(object, object)

    def __init__(
        self,
        deed: Deed,
        dossier: Dossier,
        translate: Translate,
        parent: QWidget,
        colleagues: Sequence[Colleague] = (),
    ) -> None:
        title, hint = translate(deed.words), translate(deed.question)
        super().__init__("deed", title, translate, parent, hint=hint, keys=("Ctrl+Return",))
        self._deed = deed
        self.reason, self.note = QPlainTextEdit(), QLineEdit()
        self.way, self.method, self.person = QComboBox(), QComboBox(), QComboBox()
        self._colleagues = tuple(each for each in colleagues if each.name != dossier.holder)
        self.due, self.amount, self.papers = QDateTimeEdit(), QSpinBox(), WordList()
        self._ask_all(dossier)
        self.end(title)
        self._connect()
        self._look()

    def _ask_all(self, dossier: Dossier) -> None:
        asks, translate = self._deed.asks, self.translate
        if asks & {Ask.WANTED_PAPERS, Ask.BROUGHT_PAPERS}:
            self._list_papers(dossier.components)
        if Ask.DUE in asks:
            self.due.setDisplayFormat("dd/MM/yyyy HH:mm")
            self.due.setCalendarPopup(True)
            self.due.setDateTime(QDateTime(local(dossier.due_at).replace(tzinfo=None)))
            self.ask(self.due, "newDue", translate("New due time"))
        if Ask.MONEY in asks:
            self._ask_money()
        if Ask.WAY_BACK in asks:
            for words, stored in _WAYS_BACK:
                self.way.addItem(translate(words), stored)
            self.ask(self.way, "wayBack", translate("How it is given back"))
        if Ask.PERSON in asks:
            self._ask_person()
        if Ask.PLACE in asks:
            self.note.setText(dossier.originals_at)
            self.ask(self.note, "originalsAt", translate("Place"))
        if Ask.REASON in asks:
            self.reason.setTabChangesFocus(True)
            self.reason.setFixedHeight(96)
            self.ask(self.reason, "reason", translate("Reason"))

    def _ask_person(self) -> None:
        """Ask to whom; where there are accounts one of them is chosen, so that it stands in its own list."""
        if not self._colleagues:
            self.ask(self.note, "handOverTo", self.translate("Name or unit"))
            return
        for each in self._colleagues:
            self.person.addItem(f"{each.full_name} ({each.name})", each.name)
        self.person.setCurrentIndex(-1)
        self.person.currentIndexChanged.connect(lambda _row: self._take_person())
        self.ask(self.person, "handOverPerson", self.translate("Person"))

    def _take_person(self) -> None:
        self.note.setText(str(self.person.currentData()))

    def _ask_money(self) -> None:
        translate = self.translate
        self.amount.setRange(0, _MOST_DONG)
        self.amount.setSingleStep(_STEP_DONG)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setSpecialValueText(translate("as the procedure names it"))
        self.amount.setSuffix(" đồng")
        for method, words in METHODS.items():
            self.method.addItem(translate(words), method.value)
        self.ask(self.amount, "amount", translate("Amount"))
        self.ask(self.method, "method", translate("How it is paid"))

    def _list_papers(self, parts: tuple[Component, ...]) -> None:
        brought = Ask.BROUGHT_PAPERS in self._deed.asks
        for part in parts:
            if brought and part.received:
                continue
            item = QListWidgetItem(part.name)
            item.setData(Qt.ItemDataRole.UserRole, part.code)
            item.setToolTip(part.name)
            item.setCheckState(Qt.CheckState.Checked if brought else Qt.CheckState.Unchecked)
            self.papers.addItem(item)
        self.papers.setFixedHeight(_LIST_HEIGHT)
        self.ask(self.papers, "papers", self.translate("Papers; Space marks one"))

    def _connect(self) -> None:
        self.reason.textChanged.connect(self._look)
        self.note.textChanged.connect(self._look)
        self.keep.clicked.connect(self._answer)

    def _look(self) -> None:
        """Let nobody go on without a reason, or without saying to whom."""
        asks = self._deed.asks
        has_reason = Ask.REASON not in asks or bool(self.reason.toPlainText().strip())
        has_person = Ask.PERSON not in asks or bool(self.note.text().strip())
        self.keep.setEnabled(has_reason and has_person)

    def _answer(self) -> None:
        asks = self._deed.asks
        answer = Answer(
            reason=self.reason.toPlainText().strip(),
            note=str(self.way.currentData()) if Ask.WAY_BACK in asks else self.note.text().strip(),
            due=self._moment() if Ask.DUE in asks else None,
            papers=frozenset(self._marked()),
            amount=self.amount.value() or None,
            method=Method(self.method.currentData() or Method.CASH),
        )
        self.answered.emit(self._deed, answer)
        self.accept()

    def _moment(self) -> datetime:
        moment: datetime = self.due.dateTime().toPyDateTime()
        return moment.replace(tzinfo=VIETNAM)

    def _marked(self) -> list[str]:
        items = [self.papers.item(row) for row in range(self.papers.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item is not None and item.checkState() is Qt.CheckState.Checked
        ]
