"""The pages of the first start: a few fields each, three answers below."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerk_app.first_start import FirstAccount, FirstAnswers
from clerk_app.gui.language import NAMES, Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.runner import Submit
from clerk_app.gui.screens.first_start.presenter import FirstStartPresenter, Page, PageState
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.certificate_box import SIGNS_WITH, CertificateBox
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.outcome import OutcomeLine
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.i18n import later
from clerk_app.settings import Settings
from clerk_app.surroundings import Surroundings

_WIDTH, _HEIGHT = 640, 440
_LIST_HEIGHT = 120

_TITLES = {
    Page.CHOICE: later("Welcome to Clerk"),
    Page.CENTRE: later("Your centre"),
    Page.SCANNER: later("Scanner"),
    Page.TOKEN: later("Token"),
    Page.PORTAL: later("Portal"),
    Page.ACCOUNT: later("First administrator"),
}
_HELP = {
    Page.CHOICE: later(
        "Try everything with a simulated scanner, token and portal, or set your own centre up."
        " Nothing that is simulated has legal effect."
    ),
    Page.CENTRE: later("It stands on receipts and decisions; the code begins every dossier's code."),
    Page.SCANNER: later("Choose the scanner of this desk, or type its address."),
    Page.TOKEN: later("Who signs at this workstation, and with which certificate of the plugged token."),
    Page.PORTAL: later("Where dossiers are sent. Without an address the practice portal stands in."),
    Page.ACCOUNT: later(
        "Who makes accounts for the others and looks after the workstation. Without accounts everybody"
        " at this computer may do everything."
    ),
}
_FIELDS = {
    "agency": (Page.CENTRE, later("People's committee")),
    "centre": (Page.CENTRE, later("Name of the centre")),
    "code": (Page.CENTRE, later("Code of the agency")),
    "place": (Page.CENTRE, later("Place written on papers")),
    "scanner": (Page.SCANNER, later("Name or address of the scanner")),
    "chief": (Page.TOKEN, later("Name of the leader on decisions")),
    "portal": (Page.PORTAL, later("Address of the portal")),
    "account": (Page.ACCOUNT, later("Account name")),
    "person": (Page.ACCOUNT, later("Full name")),
    "password": (Page.ACCOUNT, later("Password")),
    "again": (Page.ACCOUNT, later("Password once more")),
}
_OF_ACCOUNT = ("account", "person", "password", "again")
_EXAMPLES = {
    "agency": "UBND phường An Bình",
    "centre": "Trung tâm Phục vụ hành chính công phường An Bình",
    "code": "H92.01.13",
    "place": "An Bình",
    "scanner": "http://192.168.1.20/eSCL",
    "chief": "Trần Văn Minh",
    "portal": "https://…",
    "account": "quantri",
    "person": "Nguyễn Văn An",
    "password": "",
    "again": "",
}


class FirstStartDialog(QDialog):
    """Leads through the pages; accepted once everything is kept."""

    def __init__(
        self, settings: Settings, surroundings: Surroundings, submit: Submit, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("firstStart")
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self._language, self._look = language, look
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self._captions = {name: label("heading") for name in _FIELDS}
        self.scanners, self.languages = WordList(), QComboBox()
        self.certificates = {role: CertificateBox() for role in SIGNS_WITH}
        self._signs = {role: label() for role in SIGNS_WITH}
        self._logo, self._title, self._help = QLabel(), label("title"), label("muted", wraps=True)
        self.told = OutcomeLine(look)
        self._try = ActionButton("tryDemonstration", "Return", "Enter", role="primary")
        self._set_up = ActionButton("setUpCentre", "Ctrl+Return")
        self._back = ActionButton("firstBack", "Alt+Left")
        self._later = ActionButton("leaveForLater", "Ctrl+L")
        self._look_again = ActionButton("lookAgain", "F5")
        self._go_on = ActionButton("firstGoOn", "Return", "Enter", role="primary")
        self._pages = QStackedWidget()
        self._arrange()
        self.presenter = FirstStartPresenter(settings, surroundings, submit, language.translate, self)
        self._connect()
        self.speak()
        self.presenter.begin()

    def show_page(self, state: PageState) -> None:
        """Bring a page to the front, with what was found."""
        translate, page = self._language.translate, state.page
        self._title.setText(translate(_TITLES[page]))
        self._help.setText(translate(_HELP[page]))
        self._pages.setCurrentIndex(page)
        self.told.show_outcome(state.told)
        self._show_scanners(state)
        self._show_certificates(state)
        is_choice = page is Page.CHOICE
        for button in (self._try, self._set_up):
            button.setVisible(is_choice)
        for button in (self._back, self._later, self._go_on):
            button.setVisible(not is_choice)
        self._look_again.setVisible(page in (Page.SCANNER, Page.TOKEN, Page.PORTAL))
        last = page is Page.ACCOUNT
        self._go_on.say(translate("Start Clerk") if last else translate("Go on"))

    def end(self) -> None:
        """Everything is kept: close, and start."""
        for name in ("password", "again"):
            self.fields[name].clear()
        self.accept()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self.setWindowTitle(translate("Welcome to Clerk"))
        self._logo.setPixmap(self._look.icon("clerk", self._look.tokens.accent).pixmap(40, 40))
        for name, (_page, words) in _FIELDS.items():
            self._captions[name].setText(translate(words))
            describe(self.fields[name], translate(words))
        for widget, words in (
            (self.languages, translate("Language")),
            (self.scanners, translate("Scanners that answer")),
        ):
            describe(widget, words)
        for role, words in SIGNS_WITH.items():
            self._signs[role].setText(translate(words))
            describe(self.certificates[role], translate(words))
            self.certificates[role].speak(translate)
        self._try.say(translate("Try it with the demonstration centre"))
        self._set_up.say(translate("Set up my centre"))
        self._back.say(translate("Back"))
        self._later.say(translate("Leave it for later"))
        self._look_again.say(translate("Look again"))

    def _show_scanners(self, state: PageState) -> None:
        if self.scanners.count() != len(state.scanners):
            self.scanners.clear()
            self.scanners.addItems([f"{each.label}  ({each.name})" for each in state.scanners])
        self._found = state.scanners
        self.scanners.setVisible(bool(state.scanners))

    def _show_certificates(self, state: PageState) -> None:
        for box in self.certificates.values():
            box.offer(state.certificates, box.chosen, self._language.translate)

    def _connect(self) -> None:
        self._try.clicked.connect(self.presenter.try_demonstration)
        self._set_up.clicked.connect(self.presenter.set_up)
        self._back.clicked.connect(self.presenter.go_back)
        self._later.clicked.connect(self._leave_for_later)
        self._go_on.clicked.connect(lambda: self.presenter.go_on(self._answers(), self._account()))
        self._look_again.clicked.connect(self._look_around)
        self.scanners.currentRowChanged.connect(self._choose_scanner)
        self.languages.activated.connect(self._speak_in)

    def _answers(self) -> FirstAnswers:
        said = {name: field.text() for name, field in self.fields.items() if name not in _OF_ACCOUNT}
        chosen = {role.value: box.chosen for role, box in self.certificates.items()}
        return FirstAnswers(self._language.name, **said, **chosen)

    def _account(self) -> FirstAccount | None:
        """Return the first account as typed; None before its page."""
        if self.presenter.page is not Page.ACCOUNT:
            return None
        name, person, password, again = (self.fields[each].text() for each in _OF_ACCOUNT)
        return FirstAccount(
            name.strip(), person.strip(), bytearray(password, "utf-8"), bytearray(again, "utf-8")
        )

    def _leave_for_later(self) -> None:
        """Forget what was typed on this page: half an answer is none."""
        for name, (page, _words) in _FIELDS.items():
            if page is self.presenter.page:
                self.fields[name].clear()
        if self.presenter.page is Page.TOKEN:
            for box in self.certificates.values():
                box.setCurrentIndex(0)
        self.presenter.leave_for_later()

    def _look_around(self) -> None:
        if self.presenter.page is Page.PORTAL:
            self.presenter.check_portal(self.fields["portal"].text())
        else:
            self.presenter.look()

    def _choose_scanner(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.fields["scanner"].setText(self._found[row].name)

    def _speak_in(self) -> None:
        self._language.choose(str(self.languages.currentData()))
        self.speak()
        self.presenter.speak_in(self._language.name)

    def _arrange(self) -> None:
        for name, text in NAMES.items():
            self.languages.addItem(text, name)
        self.languages.setObjectName("firstLanguage")
        self.languages.setCurrentIndex(self.languages.findData(self._language.name))
        self.scanners.setObjectName("foundScanners")
        self.scanners.setFixedHeight(_LIST_HEIGHT)
        for name in ("password", "again"):
            self.fields[name].setEchoMode(QLineEdit.EchoMode.Password)
        for page in Page:
            self._pages.addWidget(self._page(page))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._logo)
        head.addWidget(self._title, 1)
        head.addWidget(self.languages)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._help)
        column.addWidget(self._pages, 1)
        column.addWidget(self.told)
        column.addLayout(self._buttons())

    def _page(self, page: Page) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        if page is Page.SCANNER:
            column.addWidget(self.scanners)
        if page is Page.TOKEN:
            column.addLayout(self._signing())
        for name, (where, _words) in _FIELDS.items():
            if where is page:
                self.fields[name].setObjectName(f"first{name.capitalize()}")
                self.fields[name].setPlaceholderText(_EXAMPLES[name])
                column.addWidget(self._captions[name])
                column.addWidget(self.fields[name])
        column.addStretch(1)
        return made

    def _signing(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 8)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for role, box in self.certificates.items():
            box.setObjectName(f"first{role.value.capitalize()}")
            self._signs[role].setMinimumHeight(box.sizeHint().height())
            form.addRow(self._signs[role], box)
        return form

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._back, self._look_again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self._later, self._set_up, self._go_on, self._try):
            button.setMinimumHeight(44)
            row.addWidget(button)
        return row
