"""The help desk: four pages under one head, each with its own primary action."""

from functools import partial

from PyQt6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from clerk_app.gui.model import Notice
from clerk_app.gui.screens.helpdesk.duty import DutyPage
from clerk_app.gui.screens.helpdesk.given import GivenPage
from clerk_app.gui.screens.helpdesk.guide import GuidePage
from clerk_app.gui.screens.helpdesk.machines import MachinesPage
from clerk_app.gui.screens.helpdesk.page import DeskPage
from clerk_app.gui.screens.helpdesk.presenter import HelpDeskPresenter
from clerk_app.gui.screens.place import PlaceWidget
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.header import PageHeader
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.rights import Right
from storage.model import DossierCode


class HelpDeskScreen(PlaceWidget):
    """What the guidance team works with."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setObjectName("helpdesk")
        self.header = PageHeader("helpDeskPrimary", "F10")
        self.undo, self.redo = ActionButton("undo", "Ctrl+Z"), ActionButton("redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.guide, self.given = GuidePage(place), GivenPage(place)
        self.duty, self.machines = DutyPage(place), MachinesPage(place)
        self._pages: tuple[tuple[DeskPage, ActionButton, Right | None], ...] = (
            (self.guide, ActionButton("pageGuide", "Alt+1", role="rail"), None),
            (self.given, ActionButton("pageGiven", "Alt+2", role="rail"), Right.REPORT),
            (self.duty, ActionButton("pageDuty", "Alt+3", role="rail"), Right.READ),
            (self.machines, ActionButton("pageMachines", "Alt+4", role="rail"), None),
        )
        self._stack = QStackedWidget()
        self.presenter = HelpDeskPresenter(place, self)
        self._arrange()
        self._connect()
        self.speak()

    @property
    def page(self) -> DeskPage:
        """The page that is shown."""
        return self._pages[self._stack.currentIndex()][0]

    def enter(self, _code: DossierCode | None = None) -> None:
        """See `PlaceScreen`."""
        for _page, button, right in self._pages:
            button.setVisible(right is None or self._place.desk.actor.may(right))
        self.presenter.read()
        self.turn_to(self._stack.currentIndex())

    def refresh(self) -> None:
        """Read the page again."""
        self.presenter.read()
        self.page.enter()

    def turn_to(self, number: int) -> None:
        """Show a page by its number, from 0."""
        self._stack.setCurrentIndex(number)
        for place, (_page, button, _right) in enumerate(self._pages):
            button.setChecked(place == number)
        self._show_primary()
        self._show_deeds()
        self.page.enter()

    def show_on_duty(self, said: str) -> None:
        """Say who is on duty today."""
        self.header.line.setText(said)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self.header.title.setText(translate("Help desk"))
        words = (
            translate("Guide"),
            translate("Help given"),
            translate("On duty"),
            translate("Equipment"),
        )
        for (page, button, _right), said in zip(self._pages, words, strict=True):
            button.say(said)
            page.speak()
        self.undo.say(translate("Undo"), translate("Take back what was done last on this page"))
        self.redo.say(translate("Redo"), translate("Do again what was taken back"))
        self.presenter.speak()
        self._show_primary()

    def _show_primary(self) -> None:
        self.header.show_primary(self.page.primary)

    def _show_deeds(self) -> None:
        deeds = self.page.deeds
        for button in (self.undo, self.redo):
            button.setVisible(deeds is not None)
        self.undo.setEnabled(deeds is not None and deeds.can_undo)
        self.redo.setEnabled(deeds is not None and deeds.can_redo)

    def _take_back(self) -> None:
        if self.page.deeds is not None:
            self.page.deeds.undo()

    def _do_again(self) -> None:
        if self.page.deeds is not None:
            self.page.deeds.redo()

    def _act(self) -> None:
        self.page.act()

    def _connect(self) -> None:
        self.header.primary.connect(self._act)
        self.undo.clicked.connect(self._take_back)
        self.redo.clicked.connect(self._do_again)
        for number, (page, button, _right) in enumerate(self._pages):
            button.clicked.connect(partial(self._turn, number))
            page.notice.connect(self._pass_on)
            page.primary_changed.connect(self._show_primary)
            page.deeds_changed.connect(self._show_deeds)

    def _turn(self, number: int, _checked: bool = False) -> None:
        self.turn_to(number)

    def _pass_on(self, notice: Notice | None) -> None:
        self.show_notice(notice)
        self.presenter.read()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for page, button, _right in self._pages:
            button.setCheckable(True)
            row.addWidget(button)
            self._stack.addWidget(page)
        row.addStretch(1)
        for button in (self.undo, self.redo):
            self.header.beside.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
