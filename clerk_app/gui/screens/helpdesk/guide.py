"""The guide: two questions or a few letters on the left, what to bring and what to do on the right."""

from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices, QHideEvent
from PyQt6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
)

from clerk_app.gui.history import History
from clerk_app.gui.model import Advance, Primary, Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.screens.helpdesk.guide_presenter import KINDS, PURPOSES, GuidePresenter, Shown
from clerk_app.gui.screens.helpdesk.link_card import LinkCard
from clerk_app.gui.screens.helpdesk.page import DeskPage, card
from clerk_app.gui.screens.helpdesk.taking_presenter import OfferShown, TakingPresenter
from clerk_app.gui.widgets.advance_bar import AdvanceBar
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.frontdesk.helping import MOST_MINUTES, HelpKind
from clerk_app.workflow.frontdesk.service_words import domain_words
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.procedures.purpose import Purpose

_ROW_HEIGHT, _RIGHT_WIDTH, _USUAL_MINUTES = 36, 480, 10
_WIDTHS = (0, 152)


class GuidePage(DeskPage):
    """Which procedure fits, and what is done with it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.field, self.domain, self.purpose = QLineEdit(), QComboBox(), QComboBox()
        self.kind, self.minutes = QComboBox(), QSpinBox()
        self.table, self._painter = WordsTable(place.look), ToneKeeper()
        self.list = table_view("fittingList", self.table, self._painter, _ROW_HEIGHT)
        self.name, self.facts = label("heading", wraps=True), label(wraps=True)
        self.online = ActionButton("fillOnline", "Ctrl+Shift+O")
        self.print = ActionButton("printChecklist", "Ctrl+P")
        self.take_list = ActionButton("takeChecklist", "Ctrl+Shift+L")
        self.take_scan = ActionButton("takeScan", "Ctrl+Shift+U")
        self.list_to_phone = ActionButton("listToPhone", "Ctrl+Shift+M")
        self.scan_to_phone = ActionButton("scanToPhone", "Ctrl+Shift+P")
        self.advance, self.link = AdvanceBar(place.language), LinkCard(place, _RIGHT_WIDTH)
        self._papers_card, self._inside = card(_RIGHT_WIDTH)
        self._kind_label, self._minutes_label = label("muted"), label("muted")
        self._fill()
        self._papers = QScrollArea()
        self._arrange()
        self.presenter, self.taking = GuidePresenter(place, self), TakingPresenter(place, self)
        self._connect()

    @property
    def primary(self) -> Primary | None:
        """Counting, for those who may."""
        if not self.presenter.may_count:
            return None
        return Primary(self._place.language.translate("Count this help"))

    @property
    def deeds(self) -> History:
        """See `DeskPage`."""
        return self.presenter.deeds

    def act(self) -> None:
        """Count that somebody was helped."""
        self.presenter.count(HelpKind(self.kind.currentData()), self.minutes.value())

    def enter(self) -> None:
        """See `DeskPage`."""
        self.presenter.begin()
        self.field.setFocus()
        self.field.selectAll()

    def show_rows(self, titles: tuple[str, ...], rows: tuple[tuple[Words, ...], ...]) -> None:
        """Show what fits; a row that is chosen stays so."""
        row = self.list.currentIndex().row()
        self.table.show_rows(titles, rows)
        self.list.lay_out(_WIDTHS)
        if rows:
            self.list.selectRow(min(max(row, 0), len(rows) - 1))
        else:
            self.presenter.choose(-1)

    def show_procedure(self, shown: Shown | None) -> None:
        """Show what to bring."""
        translate = self._place.language.translate
        self.name.setText(shown.name if shown else translate("Nothing was found. Try fewer letters."))
        self.facts.setText("\n".join(shown.lines) if shown else "")
        for button in (self.online, self.print, self.take_list, self.list_to_phone):
            button.setEnabled(shown is not None)

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far a scan has come; another one has to wait."""
        self.advance.show_advance(advance)
        for button in (self.take_scan, self.scan_to_phone):
            button.setEnabled(advance is None)

    def show_offer(self, shown: OfferShown | None) -> None:
        """Show a link for a phone in place of the papers; None brings them back."""
        self.link.show_offer(shown)
        self._papers_card.setVisible(shown is None)
        self.link.setVisible(shown is not None)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """End the link when the page is left: who asked for it may have gone."""
        super().hideEvent(event)
        if event is not None and not event.spontaneous():
            self.taking.withdraw()

    def open_page(self, address: str, code: str) -> None:
        """Open the portal's page, and put the code on the clipboard."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(code)
        QDesktopServices.openUrl(QUrl(address))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.field.setPlaceholderText(translate("A few letters, without diacritics: khai sinh"))
        self.domain.setItemText(0, translate("Every domain"))
        for row, domain in enumerate(domains(), 1):
            self.domain.setItemText(row, domain_words(domain, translate))
        self.purpose.setItemText(0, translate("Whatever for"))
        for row, purpose in enumerate(PURPOSES.values(), 1):
            self.purpose.setItemText(row, translate(purpose))
        for row, kind in enumerate(KINDS.values()):
            self.kind.setItemText(row, translate(kind))
        for widget, words in (
            (self._papers, translate("Papers")),
            (self.field, translate("Look for a procedure")),
            (self.domain, translate("Domain of the procedure")),
            (self.purpose, translate("What for")),
            (self.kind, translate("What the person was helped with")),
            (self.minutes, translate("How many minutes it took")),
            (self.list, translate("Procedures that fit")),
        ):
            describe(widget, words)
        self._kind_label.setText(translate("Helped with"))
        self._minutes_label.setText(translate("Minutes"))
        self.online.say(translate("Fill in online together"), translate("Open its page of the portal"))
        self.print.say(translate("Print what to bring"))
        self.take_list.say(translate("List to USB …"), translate("Write what to bring onto a USB stick"))
        self.take_scan.say(
            translate("Scan to USB …"), translate("Scan papers onto a USB stick; nothing is kept here")
        )
        self.list_to_phone.say(translate("List to phone"), translate("Show a code that downloads the list"))
        self.scan_to_phone.say(
            translate("Scan to phone"), translate("Scan papers and show a code that downloads them")
        )
        for part in (self.advance, self.link, self.taking, self.presenter):
            part.speak()

    def _fill(self) -> None:
        self.domain.addItem("", "")
        for each in domains():
            self.domain.addItem("", each.id)
        self.purpose.addItem("", "")
        for purpose in PURPOSES:
            self.purpose.addItem("", purpose.value)
        for kind in KINDS:
            self.kind.addItem("", kind.value)
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        for widget, name in (
            (self.field, "guideField"),
            (self.domain, "guideDomain"),
            (self.purpose, "guidePurpose"),
            (self.kind, "helpKind"),
            (self.minutes, "helpMinutes"),
        ):
            widget.setObjectName(name)

    def _connect(self) -> None:
        translate, presenter, taking = self._place.language.translate, self.presenter, self.taking
        self.field.textChanged.connect(lambda _text: self._look())
        self.domain.currentIndexChanged.connect(lambda _row: self._look())
        self.purpose.currentIndexChanged.connect(lambda _row: self._look())
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(lambda now, _before: presenter.choose(now.row()))
        self.online.clicked.connect(presenter.fill_in)
        self.print.clicked.connect(presenter.print)
        self.take_list.clicked.connect(
            lambda: self.choose_folder(translate("Choose the USB stick"), presenter.take_checklist)
        )
        self.take_scan.clicked.connect(
            lambda: self.choose_folder(translate("Choose the USB stick"), taking.scan_to_stick)
        )
        self.scan_to_phone.clicked.connect(taking.scan_to_phone)
        self.list_to_phone.clicked.connect(self._list_to_phone)
        self.advance.stopped.connect(taking.stop)
        self.link.looked.connect(taking.look)
        self.link.closed.connect(taking.withdraw)

    def _list_to_phone(self) -> None:
        if self.presenter.chosen is not None:
            self.taking.list_to_phone(self.presenter.chosen.code)

    def _look(self) -> None:
        chosen = self.purpose.currentData()
        purpose = Purpose(chosen) if chosen else None
        self.presenter.look(self.field.text(), self.domain.currentData(), purpose)

    def _arrange(self) -> None:
        questions = QHBoxLayout()
        questions.addWidget(self.domain, 1)
        questions.addWidget(self.purpose, 1)
        for box in (self.domain, self.purpose):
            box.setMinimumWidth(160)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(questions)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        self._arrange_papers()
        for side in (self._papers_card, self.link):
            row.addWidget(side)
        self.link.hide()

    def _arrange_papers(self) -> None:
        inside, papers = self._inside, self._papers
        papers.setObjectName("papersToBring")
        papers.setWidget(self.facts)
        papers.setWidgetResizable(True)
        papers.setFrameShape(QScrollArea.Shape.NoFrame)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        actions, counted = QGridLayout(), QHBoxLayout()
        to_stick, to_phone = (self.take_list, self.take_scan), (self.list_to_phone, self.scan_to_phone)
        for place, button in enumerate((self.online, self.print, *to_stick, *to_phone)):
            actions.addWidget(button, place // 2, place % 2)
        counted.addWidget(self._kind_label)
        counted.addWidget(self.kind, 1)
        counted.addWidget(self._minutes_label)
        counted.addWidget(self.minutes)
        inside.addWidget(self.name)
        inside.addWidget(papers, 1)
        inside.addLayout(actions)
        inside.addWidget(self.advance)
        inside.addLayout(counted)
