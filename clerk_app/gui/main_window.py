"""The main window: rail, top strip, notices, and one task in the middle."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.gui.commands import Command
from clerk_app.gui.devices import Device, DevicesPresenter
from clerk_app.gui.geometry import LEAST
from clerk_app.gui.language_keeper import LanguageKeeper
from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.next_person import NextPerson
from clerk_app.gui.notifier import Notifier
from clerk_app.gui.places import (
    COUNTER,
    DOSSIER,
    DOSSIERS,
    HELP,
    INTAKE,
    LISTS,
    OUTBOX,
    PLACES,
    SEARCH,
    TODAY,
    VERIFY,
    ListScreen,
    PlaceScreen,
    load_screens,
    make_screen,
)
from clerk_app.gui.reader import Reader
from clerk_app.gui.reading_codes import ReadingCodes
from clerk_app.gui.runner import Lane, ignore
from clerk_app.gui.widgets.key_tips import KeyTips
from clerk_app.gui.widgets.notice_bar import NoticeBar
from clerk_app.gui.widgets.offered import by_name, commands_of, commands_with_keys
from clerk_app.gui.widgets.palette import Palette, open_palette
from clerk_app.gui.widgets.rail import Rail
from clerk_app.gui.widgets.top_strip import TopStrip
from clerk_app.gui.workplace import Workplace

if TYPE_CHECKING:
    from clerk_app.gui.screens.case.screen import CaseScreen
    from clerk_app.gui.screens.counter.screen import CounterScreen
    from clerk_app.gui.screens.dossiers.screen import DossiersScreen
    from clerk_app.gui.screens.help.screen import HelpScreen
    from clerk_app.gui.screens.intake.screen import IntakeScreen
    from clerk_app.gui.screens.outbox.screen import OutboxScreen
    from clerk_app.gui.screens.search.screen import SearchScreen
    from clerk_app.gui.screens.today.screen import TodayScreen
    from clerk_app.gui.screens.verify.screen import VerifyScreen
    from clerk_app.gui.widgets.code_dialog import CodeDialog
from clerk_app.workflow.what_was_read import what_was_read
from storage.model import DossierCode

OUTBOX_SECONDS = 30
CODE_KEY = "Ctrl+Shift+Q"


class MainWindow(QMainWindow):
    """Everything that is there as long as the program runs."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("clerk")
        self.place = place
        self.rail, self.top = Rail(place), TopStrip(place)
        self.notice = NoticeBar(place.language, place.look)
        self.notice.setObjectName("windowNotice")
        self.case: CaseScreen | None = None
        self._screens: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._begun_at = self.screen_of(TODAY)
        self._left: QWidget | None = self.screen_of(DOSSIERS)
        self.devices = DevicesPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.reader, self.notifier, self.key_tips = Reader(self), Notifier(self), KeyTips(self)
        self._reading = ReadingCodes(place.desk, place.runner.submit, place.language.translate, self)
        self._next_person = NextPerson(place.desk, place.runner.submit, place.language.translate, self)
        self.language_keeper = LanguageKeeper(place.desk, place.runner.submit, place.language, self)
        self._outbox_clock = QTimer(self)
        self._outbox_clock.setInterval(OUTBOX_SECONDS * 1000)
        self._arrange()
        self._connect()
        self.speak()

    def begin(self) -> None:
        """Read what waits and wake the devices, once the window is on the screen."""
        self.go_to(TODAY)
        self.devices.begin()
        self._outbox_clock.start()
        self._warm_up()

    def new_dossier(self) -> None:
        """Begin a dossier, or go on with the intake that was left half typed."""
        if self.case is None:
            self._show_case().begin()
        else:
            self._remember_where()
            self._stack.setCurrentWidget(self.case)

    def show_counter(self) -> None:
        """Show who is at the counter and who waits."""
        self.go_to(COUNTER)

    def call_next(self) -> None:
        """Call the next person; where the counter is shown, its own button does."""
        shown = self._stack.currentWidget()
        if shown is not None and shown is self._screens.get(COUNTER):
            cast("CounterScreen", shown).header.button.click()
        else:
            self._next_person.call()

    def intake_at_hand(self) -> "IntakeScreen | None":
        """Show an intake that is not accepted yet; None where another dossier is at hand."""
        if self.case is not None and self._stack.currentWidget() is not self.case and not self.case.is_begun:
            self._drop_case()  # it was left: what is stored of it is all there is
        if self.case is None or self.case.intake is not None:
            self.new_dossier()
        return None if self.case is None else self.case.intake

    def begin_anew(self) -> "IntakeScreen | None":
        """Leave the dossier at hand for a new intake; None where its work has to end first."""
        if self.case is not None and self.case.current is not None and not self.case.current.leave():
            return None
        self._drop_case()
        return self.intake_at_hand()

    def take_given(self, text: str) -> None:
        """Come to the front, and open what another start was given: a PDF file to check, or a code."""
        if not self.isVisible():
            return  # locked: only the person who is signed in opens it again
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if text.lower().endswith(".pdf"):
            self.go_to(VERIFY)
            cast("VerifyScreen", self.screen_of(VERIFY)).presenter.check(Path(text))
        elif text:
            self._reading.take(what_was_read(text))

    def take_code(self, text: str) -> None:
        """Do what a code says that no keyboard typed; not behind a dialog, not while locked."""
        if self.isVisible() and QApplication.activeModalWidget() is None:
            self._reading.take(what_was_read(text))

    def read_picture(self) -> "CodeDialog":
        """Ask for a code where no reader is at hand."""
        from clerk_app.gui.widgets.code_dialog import CodeDialog  # cameras are not for the start

        dialog = CodeDialog(self.place, self)
        dialog.found.connect(self.take_code)
        dialog.open()
        return dialog

    def portal_answered(self, accepted: int, refused: int) -> None:
        """Tell the desktop what the portal said."""
        translate = self.place.language.translate
        for count, said, tone in (
            (refused, translate("Refused by the portal: {count}"), Tone.WRONG),
            (accepted, translate("Accepted by the portal: {count}"), Tone.GOOD),
        ):
            if count:
                self.notifier.tell(Words(said.format(count=count), tone))

    def open_dossier(self, code: str) -> None:
        """Go on with a dossier where it stopped; one that was filed online is answered first."""
        self._drop_case()
        self._show_case().open(DossierCode(code))

    def show_dossier(self, code: str) -> None:
        """Show a dossier as a whole; the work that is open stays as it is."""
        self.go_to(DOSSIER, DossierCode(code))

    def show_lights(self, lights: dict[Device, Words]) -> None:
        """Show every light with its words."""
        self.top.show_lights(lights)

    def show_waiting(self, count: int) -> None:
        """Show how many dossiers wait in the outbox."""
        self.rail.show_waiting(count)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""
        self.notice.show_notice(notice)

    def outbox_changed(self) -> None:
        """Read again what is shown: the outbox moved, or another workstation changed something."""
        for name in LISTS:
            if name in self._screens and self._screens[name].isVisible():
                cast(ListScreen, self._screens[name]).refresh()

    def speak(self) -> None:
        """Say everything in the language of the moment, in the colours of the moment."""
        self.setWindowTitle(f"Clerk – {self.place.desk.settings.agency.centre}")
        self.setWindowIcon(self.place.look.icon("clerk", self.place.look.tokens.accent))
        for part in (self.rail, self.top, self.notice, self.devices):
            part.speak()
        if self.case:
            self.case.speak()
        for screen in self._screens.values():
            cast(PlaceScreen, screen).speak()

    @property
    def dossiers(self) -> "DossiersScreen":
        """The list, which is always there."""
        return cast("DossiersScreen", self._screens[DOSSIERS])

    def screen_of(self, name: str) -> QWidget:
        """Return the screen of a place, made when it is first wanted."""
        if name not in self._screens:
            (place,) = (each for each in PLACES if each.name == name)
            screen = make_screen(place, self.place)
            screen.notice.connect(self.show_notice)
            screen.notice_over.connect(self.notice.clear)
            screen.opened.connect(self.open_dossier)
            screen.wanted.connect(self.go_to)
            if name == TODAY:
                cast("TodayScreen", screen).whole_wanted.connect(self.show_dossier)
            if name == OUTBOX:
                cast("OutboxScreen", screen).moved.connect(self.devices.count)
            self._screens[name] = cast(QWidget, screen)
            self._stack.addWidget(self._screens[name])
        return self._screens[name]

    def go_to(self, name: str, code: DossierCode | None = None) -> None:
        """Show a place, beginning with dossier `code`; the work that is open stays as it is."""
        if name == INTAKE:
            self.new_dossier()
        elif name == DOSSIERS:
            self._go_to_dossiers()
        elif name == HELP:
            self._show_help()
        else:
            self._show_beside(self.screen_of(name))
            cast(PlaceScreen, self.screen_of(name)).enter(code)

    def commands(self) -> tuple[Command, ...]:
        """Return everything that can be done now: places, the actions that are seen, and a new dossier."""
        translate = self.place.language.translate
        made = [
            *commands_of((self.rail, self._stack, self.notice, self.top)),
            Command(translate("New dossier"), "", "plus", self.new_dossier),
            Command(translate("Read a code without a reader"), _native(CODE_KEY), "", self.read_picture),
        ]
        if self._next_person.may_call:
            made.append(Command(translate("Call the next one"), "F9", "counter", self.call_next))
        return by_name(made, without=self.top.palette_button.accessibleName())

    def open_palette(self) -> Palette:
        """Show every place and action in one list."""
        made = open_palette(self.commands(), self.place.language.translate, self.place.look, self)
        made.search.connect(self.search)
        return made

    def keys_of(self, page: str) -> tuple[Command, ...]:
        """Return the actions with keys of a screen, or of a step of the dossier at hand."""
        shown = self._screens.get(page) or (self.case.findChild(QWidget, page) if self.case else None)
        return () if shown is None else commands_with_keys(shown)

    def _show_help(self) -> None:
        """Show the page of the screen that is shown; asked again, the page stays."""
        shown = self._stack.currentWidget()
        screen = cast("HelpScreen", self.screen_of(HELP))
        if shown is None or shown is screen:
            return
        screen.keys_of = self.keys_of
        if self.case is not None and shown is self.case:
            step = self.case.current
            screen.come_from(step.objectName() if step else INTAKE, DOSSIERS)
        else:
            screen.come_from(shown.objectName(), shown.objectName())
        self._show_beside(screen)
        screen.enter()

    def search(self, words: str) -> None:
        """Go to the search with words."""
        self.go_to(SEARCH)
        cast("SearchScreen", self.screen_of(SEARCH)).ask(words)

    def _connect(self) -> None:
        self.place.language.changed.connect(self.speak)
        self.place.look.changed.connect(self.speak)
        self.rail.wanted.connect(self._turn_to)
        self.dossiers.whole_wanted.connect(self.show_dossier)
        self._stack.currentChanged.connect(self._mark_place)
        self.rail.send_now.connect(lambda: self.devices.deliver(force=True))
        self.reader.read.connect(self._reading.take)
        self.top.asked.connect(self.devices.explain)
        self.top.palette_wanted.connect(self.open_palette)
        self.top.language.chosen.connect(self.language_keeper.keep)
        self._outbox_clock.timeout.connect(self.devices.deliver)
        next_key = QShortcut(QKeySequence("F9"), self)
        next_key.setAutoRepeat(False)
        next_key.activated.connect(self.call_next)
        QShortcut(QKeySequence(CODE_KEY), self).activated.connect(self.read_picture)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.new_dossier)  # whatever is on the screen

    def _arrange(self) -> None:
        work = QVBoxLayout()
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        notices = QHBoxLayout()
        notices.setContentsMargins(24, 8, 24, 0)
        notices.addWidget(self.notice)
        work.addLayout(notices)
        work.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(work, 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(LEAST)
        self.resize(1366, 768)

    def _show_case(self) -> "CaseScreen":
        from clerk_app.gui.screens.case.screen import CaseScreen  # see `_warm_up`

        self.case = CaseScreen(self.place)
        self.case.left.connect(self._back)
        self.case.unanswered.connect(self._answer_first)
        self._remember_where()
        self.case.told_outside.connect(self.notifier.tell)
        self.case.whole_wanted.connect(self.show_dossier)
        self.case.nothing_left.connect(self._look_at_whole)
        self._stack.addWidget(self.case)
        self._stack.setCurrentWidget(self.case)
        return self.case

    def _remember_where(self) -> None:
        """Remember the place from which a dossier is opened: that is where one goes back to."""
        shown = self._stack.currentWidget()
        if shown is not None and shown is not self.case:
            self._begun_at = shown

    def _look_at_whole(self, code: str) -> None:
        """Leave the steps of a dossier that has none left, and show it as a whole."""
        self._stack.setCurrentWidget(self.dossiers)
        self._drop_case()
        self.show_dossier(code)

    def _answer_first(self, code: str) -> None:
        """Leave a dossier that was filed online for the inbox, where it is answered."""
        self._stack.setCurrentWidget(self.dossiers)
        self._drop_case()
        self.go_to("inbox", DossierCode(code))

    def _warm_up(self) -> None:
        """Load the other screens, most of the program, behind the window that is shown already."""
        self.place.runner.submit(
            Lane.DOCUMENT,
            lambda _report: load_screens(),
            owner=self,
            on_done=ignore,
            on_error=ignore,
        )

    def _turn_to(self, name: str) -> None:
        """Go where a person wants to; what was said of the work here stays behind, unless it went wrong."""
        notice = self.notice.notice
        if notice is not None and notice.words.tone is not Tone.WRONG:
            self.notice.clear()
        self.go_to(name)

    def _show_beside(self, screen: QWidget) -> None:
        """Show a screen that is about no dossier, and remember where we were."""
        shown = self._stack.currentWidget()
        if shown in (self.dossiers, self.case):
            self._left = shown
        self._stack.setCurrentWidget(screen)
        self._mark_place()

    def _go_to_dossiers(self) -> None:
        """Go back to the list, or from the screens beside to where we were."""
        if self.case and self._stack.currentWidget() is self.case:
            self.case.go_back()
        else:
            self._stack.setCurrentWidget(self._left)
            if self._left is self.dossiers:
                self.dossiers.refresh()
        self._mark_place()

    def _mark_place(self) -> None:
        """Mark the place in the rail; a dossier at hand is among the dossiers."""
        shown = self._stack.currentWidget()
        self.rail.show_place("" if shown is None else shown.objectName())

    def _back(self) -> None:
        """Show the place one came from; an intake that is half typed stays for the next Ctrl+N."""
        if self.case and not self.case.is_begun:
            self._drop_case()
        self._stack.setCurrentWidget(self._begun_at)
        cast(PlaceScreen, self._begun_at).enter()
        self.devices.count()
        self.devices.deliver()

    def _drop_case(self) -> None:
        case, self.case = self.case, None
        if case:
            if self._left is case:
                self._left = self.dossiers
            self._stack.removeWidget(case)
            case.deleteLater()


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
