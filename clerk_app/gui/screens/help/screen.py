"""The help: pages on the left, the one that is read on the right."""

from collections.abc import Callable

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout

from clerk_app.gui.commands import Command
from clerk_app.gui.places import DOSSIERS
from clerk_app.gui.screens.help.layout import set_room
from clerk_app.gui.screens.help.pages import WINDOW, page_names, page_text, page_title, with_keys
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.workplace import Workplace
from storage.model import DossierCode

_LIST_WIDTH = 240
_PAGE_MARGIN = 24
_ROW_HEIGHT = 40


class HelpScreen(PlaceWidget):
    """Shows the page of the screen one came from."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("help")
        self.keys_of: Callable[[str], tuple[Command, ...]] = lambda _page: ()
        self._names = page_names()
        self._back_to = DOSSIERS
        self._back = ActionButton("helpBack", "Esc", role="quiet")
        self._back.clicked.connect(lambda: self.wanted.emit(self._back_to))
        self.header = PageHeader("helpEverywhere", "Home", back=self._back)
        self.header.primary.connect(lambda: self.show_page(WINDOW))
        self.pages, self.text = QListWidget(), QTextBrowser()
        self.pages.setObjectName("helpPages")
        self.pages.setFixedWidth(_LIST_WIDTH)
        self.pages.addItems([""] * len(self._names))
        self.text.setObjectName("helpText")
        document = self.text.document()
        if document is not None:
            document.setDocumentMargin(_PAGE_MARGIN)
        self._arrange()
        self.pages.currentRowChanged.connect(lambda _row: self._read())
        self.speak()

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        self.pages.setFocus()

    def come_from(self, page: str, back_to: str) -> None:
        """Show the page of a screen, and lead back to a place."""
        self._back_to = back_to
        self.show_page(page)

    def show_page(self, page: str) -> None:
        """Show a page; of a screen without one, what holds everywhere."""
        self.pages.setCurrentRow(self._names.index(page if page in self._names else WINDOW))
        self._read()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self.header.title.setText(translate("Help"))
        self.header.line.setText(translate("F1 opens the page of the screen you are on."))
        self.header.button.say(translate("Keys that hold everywhere"))
        self._back.setIcon(look.icon("back"))
        self._back.say(translate("Back to the work"), shown=False)
        for row, name in enumerate(self._names):
            item = self.pages.item(row)
            if item is not None:
                item.setText(page_title(self._text(name)))
                item.setSizeHint(QSize(0, _ROW_HEIGHT))
        describe(self.pages, translate("Pages of the help"))
        self.text.setAccessibleName(translate("Help"))
        self._read()

    def _read(self) -> None:
        name = self._names[max(self.pages.currentRow(), 0)]
        translate = self._place.language.translate
        self.text.setMarkdown(with_keys(self._text(name), self.keys_of(name), translate))
        document = self.text.document()
        if document is not None:
            set_room(document, self._place.look.tokens)

    def _text(self, name: str) -> str:
        return page_text(name, self._place.language.name, self._place.language.translate)

    def _arrange(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.pages)
        across.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addLayout(across, 1)
