"""The kiosk: a head with the languages, one page, and the ways back."""

from PyQt6.QtCore import QEvent, QRect, QSize, Qt
from PyQt6.QtGui import QCloseEvent, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.gui.hall.kiosk.leaves import ButtonsPage, PapersPage, TypingPage, WordsPage
from clerk_app.gui.hall.kiosk.pages import Choice, Page, Paper
from clerk_app.gui.hall.kiosk.parts import BigButton, big_button
from clerk_app.gui.hall.kiosk.presenter import KioskPresenter
from clerk_app.gui.hall.kiosk.style import kiosk_style
from clerk_app.gui.language import NAMES
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.frontdesk.services import Priority

_TAKE, _LOOK, _BROWSE, _RATE = "take", "look", "browse", "rate"
_START = (
    Choice(_TAKE, later("Take a number")),
    Choice(_LOOK, later("Look up a dossier")),
    Choice(_BROWSE, later("Procedures: papers, time, fee")),
    Choice(_RATE, later("Rate the service")),
)
_ICONS = {_TAKE: "counter", _LOOK: "search", _BROWSE: "paper", _RATE: "check"}
_DRAWN = 80
_ICON = QSize(104, _DRAWN)
"""With room between the picture and the words."""
_ORDINARY = "ordinary"
_PRIORITIES = (
    Choice(_ORDINARY, later("None of these")),
    Choice(Priority.ELDERLY, later("Elderly")),
    Choice(Priority.DISABLED, later("Disabled")),
    Choice(Priority.PREGNANT, later("Pregnant")),
    Choice(Priority.SMALL_CHILD, later("With a small child")),
)
_SCORES = (
    Choice("5", later("Very good")),
    Choice("4", later("Good")),
    Choice("3", later("Fair")),
    Choice("2", later("Poor")),
    Choice("1", later("Very poor")),
)
_LOOKUP = (
    later("Look up"),
    later("Hold the code of your paper or your citizen card before the reader, or type the code."),
)


class KioskScreen(QWidget):
    """What a visitor touches."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self._place = place
        self.start = ButtonsPage(later("What would you like to do?"), _START, role="door")
        self.services = ButtonsPage(later("What do you come for?"))
        self.priority = ButtonsPage(
            later("Do you belong to one of these? Then you go ahead."), _PRIORITIES, columns=1
        )
        self.lookup = TypingPage("kioskCode", *_LOOKUP, place.language, with_list=False)
        self.procedures = TypingPage(
            "kioskSearch",
            later("Type a few letters or touch a group"),
            later("Type a few letters or touch a group"),
            place.language,
            with_list=True,
        )
        self.ticket, self.states = PapersPage(), PapersPage()
        self.procedure = PapersPage(later("Print the list of papers"))
        self.rating = ButtonsPage(later("How was the service today?"), _SCORES, columns=1)
        self.thanks = WordsPage(later("Thank you."))
        self.pages: dict[Page, QWidget] = {
            Page.START: self.start,
            Page.SERVICES: self.services,
            Page.PRIORITY: self.priority,
            Page.TICKET: self.ticket,
            Page.LOOKUP: self.lookup,
            Page.STATES: self.states,
            Page.PROCEDURES: self.procedures,
            Page.PROCEDURE: self.procedure,
            Page.RATING: self.rating,
            Page.THANKS: self.thanks,
        }
        self.centre, self.told = label("kioskCentre", wraps=True), label("kioskTold", wraps=True)
        self.back, self.over = big_button("kioskBack"), big_button("kioskStart")
        self.languages = {name: self._language(name) for name in NAMES}
        self.stack = QStackedWidget()
        self._arrange()
        self.presenter = KioskPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self._connect()
        self._draw_icons()
        self.speak()
        self.show_page(Page.START)

    def show_page(self, page: Page) -> None:
        """Show a page and let the keyboard begin there."""
        if page in (Page.START, Page.LOOKUP, Page.PROCEDURES):
            for each in (self.lookup, self.procedures):
                each.empty()
        shown = self.pages[page]
        self.stack.setCurrentWidget(shown)
        for button in (self.back, self.over):
            button.setVisible(page is not Page.START)
        if isinstance(shown, TypingPage):
            shown.line.setFocus()
        elif isinstance(shown, ButtonsPage) and shown.buttons:
            next(iter(shown.buttons.values())).setFocus()
        else:
            self.over.setFocus()

    def show_choices(self, page: Page, choices: tuple[Choice, ...]) -> None:
        """Show lines or buttons."""
        shown = self.pages[page]
        if isinstance(shown, ButtonsPage | TypingPage):
            shown.show_choices(choices)

    def show_papers(self, page: Page, papers: tuple[Paper, ...]) -> None:
        """Show what was asked for."""
        shown = self.pages[page]
        if isinstance(shown, PapersPage):
            shown.show_papers(papers)

    def say(self, text: str) -> None:
        """Say a sentence under the page."""
        self.told.setText(text)

    def forget_language(self) -> None:
        """Speak the centre's own language again."""
        self._place.language.choose(self._place.desk.settings.language)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.setWindowTitle(translate("Kiosk"))
        for page in self.pages.values():
            page.speak(translate)  # type: ignore[attr-defined]  # all of them are ours
        self.back.say(translate("Back"))
        self.over.say(translate("To the start"))
        for name, button in self.languages.items():
            button.setChecked(name == self._place.language.name)
        self.presenter.speak()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stay: only a signal to the program ends it."""
        if event is not None:
            event.ignore()

    def changeEvent(self, event: QEvent | None) -> None:
        """Come back when something made the window small."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go to the start with Escape; what a reader types at the start is looked up."""
        if event is None:
            return
        if Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self.presenter.leave()
        elif self.presenter.page is Page.START and event.text().strip() and event.text().isprintable():
            self.presenter.look_up()
            self.lookup.line.setText(event.text())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Write as large as the screen allows, with the code below on an upright one."""
        super().resizeEvent(event)
        tokens = self._place.look.tokens
        self.setStyleSheet(kiosk_style(tokens, min(self.width(), self.height())))
        for page in self.pages.values():
            if isinstance(page, ButtonsPage | PapersPage | TypingPage):
                page.turn(upright=self.height() > self.width())
        self._head.setStretch(0, 2 if self.height() > self.width() else 3)

    def _connect(self) -> None:
        presenter = self.presenter
        acts = {
            _TAKE: presenter.take_number,
            _LOOK: presenter.look_up,
            _BROWSE: presenter.browse,
            _RATE: presenter.rating,
        }
        self.start.touched.connect(lambda key: acts[key]())
        self.services.touched.connect(presenter.choose_service)
        self.priority.touched.connect(
            lambda key: presenter.choose_priority(None if key == _ORDINARY else Priority(key))
        )
        self.lookup.entered.connect(presenter.ask)
        self.procedures.changed.connect(presenter.search)
        self.procedures.touched.connect(presenter.choose)
        self.procedure.acted.connect(presenter.print_checklist)
        self.rating.touched.connect(lambda key: presenter.rate(int(key)))
        self.back.clicked.connect(presenter.back)
        self.over.clicked.connect(presenter.leave)
        self._place.language.changed.connect(self.speak)

    def _draw_icons(self) -> None:
        look = self._place.look
        for key, name in _ICONS.items():
            button = self.start.buttons[key]
            button.setIcon(_with_room(look.icon(name, look.tokens.accent)))
            button.setIconSize(_ICON)

    def _language(self, name: str) -> BigButton:
        made = big_button(f"language{name.title()}", "language")
        made.setCheckable(True)
        made.say(NAMES[name])
        made.clicked.connect(lambda: self._choose_language(name))
        return made

    def _choose_language(self, name: str) -> None:
        self._place.language.choose(name)
        self.languages[name].setChecked(True)

    def _arrange(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.centre.setText(self._place.desk.settings.agency.centre)
        self._head = head = QHBoxLayout()
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.centre, 3)
        for button in self.languages.values():
            head.addWidget(button, 1)
        for button in (self.back, self.over):
            foot.addWidget(button)
        for page in self.pages.values():
            self.stack.addWidget(page)
        column.setContentsMargins(32, 16, 32, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.told)
        column.addLayout(foot)


def _with_room(icon: QIcon) -> QIcon:
    """Return an icon with room on its right: Qt sets the words of a button close to it."""
    wide = QPixmap(_ICON)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    icon.paint(painter, QRect(0, 0, _DRAWN, _DRAWN))
    painter.end()
    return QIcon(wide)
