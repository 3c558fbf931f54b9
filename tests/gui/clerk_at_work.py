"""A clerk at the window: types, presses keys, waits until something is on the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PyQt6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton, QWidget

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.case.screen import CaseScreen
from clerk_app.gui.screens.dossier.screen import DossierScreen
from clerk_app.gui.screens.review.screen import ReviewScreen
from clerk_app.gui.screens.scan.rows import PageStrip
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.gui.screens.verify.screen import VerifyScreen
from clerk_app.gui.widgets.page_picture import PagePicture
from clerk_app.gui.widgets.paper_view import PaperView
from clerk_app.gui.widgets.pin_dialog import PinDialog
from clerk_app.gui.widgets.place_view import PlaceSheet
from clerk_app.workflow.decide import current_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.export import export
from clerk_app.workflow.reading import work_list
from signing.demonstration import DEMONSTRATION_PIN
from storage.model import DossierCode

_Widget = TypeVar("_Widget", bound=QWidget)
_hands: Any = QTest  # the stubs take its functions for methods
_LOOK_MS = 20
_PAINT_MS = 400


class NotSeen(AssertionError):
    """What was waited for did not come."""


class ClerkAtWork:
    """Hands and eyes at one window."""

    def __init__(self, window: MainWindow, seconds: float = 90.0) -> None:
        self.window = window
        self._seconds = seconds

    def wait_for(self, what: str, seen: Callable[[], object]) -> None:
        """Let the window work until something is seen."""
        loop, look, end = QEventLoop(), QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if seen() else None)
        end.setSingleShot(True)
        end.timeout.connect(loop.quit)
        look.start(_LOOK_MS)
        end.start(round(self._seconds * 1000))
        if not seen():
            loop.exec()
        if not seen():
            raise NotSeen(what)

    @property
    def desk(self) -> Desk:
        return self.window.place.desk

    @property
    def case(self) -> CaseScreen:
        assert self.window.case is not None
        return self.window.case

    def find(self, kind: type[_Widget], name: str) -> _Widget:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def primary(self) -> QPushButton:
        return self.case.header.button

    def press_primary(self) -> None:
        self.wait_for("primary action", lambda: self.primary().isVisible() and self.primary().isEnabled())
        _hands.mouseClick(self.primary(), Qt.MouseButton.LeftButton)

    def fill_intake(self) -> None:
        self.window.new_dossier()
        for name, text in (
            ("procedureSearch", "khai sinh"),
            ("full_name", "Lê Thị Hồng Nhung"),
            ("id_number", "092194005678"),
            ("address", "12 Nguyễn Trãi, phường An Bình"),
            ("phone", "0903 000 123"),
        ):
            field = self.find(QLineEdit, name)
            field.setFocus()
            field.setText(text)
            field.textEdited.emit(text)

    def accept(self) -> DossierCode:
        self.press_primary()
        self.wait_for("receipt", lambda: self.accepted() is not None)
        code = self.accepted()
        assert code is not None
        return code

    def scan_component(self) -> None:
        self.wait_for("scan step", lambda: self._current() == "scan" and self.primary().isEnabled())
        _hands.mouseClick(self.find(QPushButton, "putSamplePapers"), Qt.MouseButton.LeftButton)
        self.wait_for("papers in the feeder", lambda: self.case.notice.isVisible())
        self.press_primary()
        self.wait_for("scanner at work", lambda: not self.primary().isEnabled())
        self.wait_for("scanner at rest", lambda: self.primary().isEnabled())

    def type_pin(self, pin: str = DEMONSTRATION_PIN) -> None:
        dialog = self.wait_for_pin()
        _hands.keyClicks(dialog.field, pin)
        _hands.mouseClick(self.find(QPushButton, "pinSign"), Qt.MouseButton.LeftButton)

    def draft(self) -> None:
        self.wait_for_rest()
        self.press_primary()
        self.wait_for_rest()
        self.wait_for_place()

    def wait_for_pin(self) -> PinDialog:
        self.wait_for("PIN dialog", lambda: self._pin_dialog() is not None)
        dialog = self._pin_dialog()
        assert dialog is not None
        return dialog

    def wait_for_lights(self) -> None:
        ready = self.window.devices.all_known
        self.wait_for("lights", lambda: ready() and self.find(QWidget, "today").isVisible())

    def wait_for_paper(self) -> None:
        papers = self.window.findChildren(PaperView)

        def is_painted() -> bool:
            seen = [paper for paper in papers if paper.isVisible()]
            return bool(seen) and all(paper.is_ready for paper in seen)

        self.wait_for("paper", is_painted)
        self.wait_for_rest()
        self.pause()

    def wait_for_place(self) -> PlaceSheet:
        """Wait for the page on which signatures can be moved."""

        def shown() -> list[PlaceSheet]:
            return [each for each in self.window.findChildren(PlaceSheet) if each.isVisible() and each.marks]

        self.wait_for("page with the signatures to come", shown)
        self.pause()
        (sheet,) = shown()
        return sheet

    def drag(self, sheet: PlaceSheet, name: str, right: int, down: int) -> None:
        """Drag a signature by some pixels."""
        mark = next(each for each in sheet.marks if each.name == name)
        start = sheet.on_screen(mark).center().toPoint()
        _hands.mousePress(sheet, Qt.MouseButton.LeftButton, pos=start)
        for part in (0.5, 1.0):
            _hands.mouseMove(sheet, start + QPoint(round(right * part), round(down * part)))
        _hands.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=start + QPoint(right, down))

    def wait_for_pictures(self) -> None:
        strip = self.find(QListView, "pageStrip").model()
        assert isinstance(strip, PageStrip)
        rows = range(strip.rowCount())
        self.wait_for("thumbnails", lambda: all(strip.thumbnail_at(row) is not None for row in rows))
        self.wait_for("large page", lambda: not self.find(PagePicture, "largePage").is_empty)
        self.pause()

    def wait_for_review(self) -> None:
        """Wait for the large page of the review."""
        self.wait_for_step("review")
        self.wait_for_rest()
        review = self.case.current
        assert isinstance(review, ReviewScreen)
        self.wait_for("the page", lambda: not review.large.is_empty)
        self.pause()

    def wait_for_rest(self) -> None:
        self.wait_for("end of the work", lambda: self.primary().isVisible() and self.primary().isEnabled())

    def wait_for_list(self) -> None:
        """Go to the list of dossiers, once the dossier at hand is left."""
        self.wait_for("first place", lambda: self.find(QWidget, "today").isVisible())
        _hands.mouseClick(self.find(QPushButton, "railDossiers"), Qt.MouseButton.LeftButton)
        self.wait_for(
            "list", lambda: self.window.dossiers.isVisible() and self.window.dossiers.table.rowCount()
        )
        self.pause()

    def wait_for_step(self, name: str) -> None:
        self.wait_for(name, lambda: self._current() == name)

    def decision(self) -> Path:
        """Return the newest dossier's decision as a file."""
        (first, *_) = work_list(self.desk, limit=1)
        decision = current_decision(self.desk, first.code)
        assert decision is not None
        return export(self.desk, decision)

    def check(self, file: Path) -> VerifyScreen:
        """Check a file that somebody brought."""
        _hands.mouseClick(self.find(QPushButton, "railVerify"), Qt.MouseButton.LeftButton)
        screen = self.find(VerifyScreen, "verify")
        screen.presenter.check(file)
        self.wait_for("verdict", lambda: bool(screen.cards))
        self.wait_for("the file", lambda: screen.paper.is_ready)
        self.pause()
        return screen

    def press(self, name: str) -> None:
        """Press a button by its name."""
        _hands.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def wait_for_settings(self) -> None:
        """Wait until every part of the workstation was looked at."""
        screen = self.find(SettingsScreen, "settings")
        self.wait_for("the parts", lambda: screen.presenter.all_known)
        self.pause()

    def look_at_whole(self) -> None:
        """Look at the dossier that is chosen in the list, as a whole."""
        _hands.mouseClick(self.find(QPushButton, "wholeOfChosen"), Qt.MouseButton.LeftButton)
        screen = self.find(DossierScreen, "dossier")
        self.wait_for("the dossier", lambda: screen.papers.rowCount() > 0)
        self.wait_for("its paper", lambda: screen.paper.is_ready)
        self.pause()

    def pause(self) -> None:
        """Let the window paint what was read last, for a picture."""
        loop = QEventLoop()
        QTimer.singleShot(_PAINT_MS, loop.quit)
        loop.exec()

    def _pin_dialog(self) -> PinDialog | None:
        shown = QApplication.activeModalWidget()
        return shown if isinstance(shown, PinDialog) and shown.isVisible() else None

    def _current(self) -> str:
        current = self.case.current
        return current.objectName() if current else ""

    def accepted(self) -> DossierCode | None:
        """Return the code of the dossier that was just accepted."""
        intake = self.case.current
        dossier = getattr(intake, "dossier", None)
        return dossier.code if dossier and self.primary().isEnabled() else None
