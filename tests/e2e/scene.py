"""One person's work at a real screen: ``python -m tests.e2e.scene official|supervisor|records_clerk HOME``.

The window is the real one in a process of its own; what happens to it comes through the X server. The scene
looks at widgets to know where to click and what came of it, and leaves a picture of the screen if it fails.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QInputDialog, QPlainTextEdit, QPushButton

from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.gui.application import window
from clerk_app.gui.geometry import fill_small_screen
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.queue.elsewhere_dialog import ElsewhereDialog
from clerk_app.gui.screens.queue.screen import QueueScreen
from clerk_app.gui.screens.today.screen import TodayScreen
from clerk_app.gui.widgets.sign_in_dialog import SignInDialog
from clerk_app.settings import Settings
from clerk_app.workflow.decide import current_decision
from clerk_app.workflow.issued import register
from clerk_app.workflow.submit import outbox_entry
from clerk_app.workflow.today import Concern
from signing.demonstration import DEMONSTRATION_PIN
from storage.model import DocumentStage, DossierCode
from storage.outbox import OutboxState
from tests.e2e.real_screen import Hands, focused, is_in_front
from tests.gui.clerk_at_work import ClerkAtWork

FIRST_PASSWORD, PASSWORD = "first-password", "own-password-of-mine"
REASON = "Wrong legal basis"
_hands = Hands()


class Person:
    """Somebody at the window: eyes of `ClerkAtWork`, hands of the X server."""

    def __init__(self, shown: MainWindow) -> None:
        self.window = shown
        self.eyes = ClerkAtWork(shown, seconds=30)

    def go_on(self) -> None:
        """Press Enter once the primary action can be done, and see it done."""
        self.eyes.wait_for_rest()
        before = self._seen()
        _hands.press("Return")
        self.eyes.wait_for("answer to the key", lambda: self._seen() != before)

    def fill(self, name: str, text: str) -> None:
        """Type into the field that has the focus now, if it is meant to be filled."""
        if name:
            self.eyes.wait_for(name, lambda: focused() == name)
            _hands.type(text)
            self.eyes.wait_for(text, lambda: _typed() == text)

    def sign(self) -> None:
        """Answer the PIN dialog."""
        dialog = self.eyes.wait_for_pin()
        self.eyes.wait_for("focus of the dialog", lambda: dialog.isActiveWindow() and focused() == "pin")
        _hands.type(DEMONSTRATION_PIN)
        self.eyes.wait_for("typed PIN", dialog.field.text)
        _hands.press("Return")

    def leave(self) -> None:
        """Close the window by the window manager."""
        _hands.press("alt+F4")
        self.eyes.wait_for("end", lambda: not self.window.isVisible())

    def stage(self, code: DossierCode) -> DocumentStage | None:
        decision = current_decision(self.eyes.desk, code)
        return None if decision is None else decision.stage

    def _seen(self) -> tuple[object, ...]:
        primary, current = self.eyes.primary(), self.eyes.case.current
        asks = QApplication.activeModalWidget() is not None
        return primary.text(), primary.isEnabled(), current and current.objectName(), asks


def official(person: Person, home: Path) -> None:
    """Take a paper dossier from intake to the portal's receipt, then draft and sign its decision."""
    papers, eyes = write_sample_papers(home / "papers"), person.eyes
    _hands.press("F2")
    eyes.wait_for("intake", lambda: person.window.case and person.window.case.current)
    eyes.wait_for("cursor in the search", lambda: focused() == "procedureSearch")
    _hands.type("1.001731")
    for name, text in (
        ("", ""),
        ("full_name", "Le Thi Hong Nhung"),
        ("id_number", "092194005678"),
        ("address", "12 Nguyen Trai"),
        ("phone", "0903000123"),
    ):
        _hands.press("Tab")
        person.fill(name, text)
    _hands.press("Return")
    eyes.wait_for_rest()
    eyes.wait_for("receipt", eyes.accepted)
    person.go_on()
    feeder = person.window.place.feeder
    assert feeder is not None
    for number, sheets in enumerate((papers["TP01"], papers["TP02"], papers["TP02"]), 1):
        eyes.wait_for_rest()
        feeder.load(f"paper {number}", sheets)
        person.go_on()
        person.go_on()
    eyes.wait_for_step("review")
    person.go_on()
    eyes.wait_for_step("sign")
    eyes.wait_for_place()
    _hands.click(eyes.primary())
    person.sign()
    dossier = eyes.case.presenter.dossier
    assert dossier is not None
    code = dossier.code

    def accepted() -> bool:
        entry = outbox_entry(eyes.desk, code)
        return entry is not None and entry.state is OutboxState.ACCEPTED

    eyes.wait_for("the portal's receipt", accepted)
    person.go_on()
    eyes.wait_for_step("decision")
    person.go_on()
    eyes.wait_for("draft", lambda: person.stage(code) is DocumentStage.ISSUED)
    person.go_on()
    person.sign()
    eyes.wait_for("signature", lambda: person.stage(code) is DocumentStage.SIGNED)


def supervisor(person: Person, _home: Path) -> None:
    """Return one decision with a reason, and countersign the others with one PIN."""
    eyes = person.eyes
    _hands.press("ctrl+4")
    queue = person.window.screen_of("queue")
    assert isinstance(queue, QueueScreen)
    eyes.wait_for("three decisions", lambda: queue.table.rowCount() == 3)
    codes = [DossierCode(queue.table.key_at(row)) for row in range(3)]
    _hands.press("Down")
    eyes.wait_for("the second one", lambda: queue.list.currentIndex().row() == 1)
    returned = DossierCode(queue.table.key_at(queue.list.currentIndex().row()))
    _hands.press("ctrl+t")
    eyes.wait_for("question", lambda: isinstance(QApplication.activeModalWidget(), QInputDialog))
    eyes.wait_for("cursor", lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    _hands.type(REASON)
    question = QApplication.activeModalWidget()
    assert isinstance(question, QInputDialog)
    eyes.wait_for("reason", lambda: question.textValue() == REASON)
    (answer, *_others) = [each for each in question.findChildren(QPushButton) if each.isDefault()]
    _hands.click(answer)
    eyes.wait_for("two decisions", lambda: queue.table.rowCount() == 2)
    eyes.wait_for("countersigning", lambda: queue.header.button.isEnabled())
    _hands.press("Return")
    person.sign()
    others = [code for code in codes if code != returned]
    eyes.wait_for(
        "signatures", lambda: all(person.stage(each) is DocumentStage.COUNTERSIGNED for each in others)
    )
    assert person.stage(returned) is DocumentStage.ISSUED


def records_clerk(person: Person, _home: Path) -> None:
    """Seal a decision from the list, after numbers given elsewhere, and then what Today shows first."""
    eyes = person.eyes
    today, queue = person.window.screen_of("today"), person.window.screen_of("queue")
    assert isinstance(today, TodayScreen)
    assert isinstance(queue, QueueScreen)
    eyes.wait_for("decisions to be sealed", lambda: today.table.rowCount() >= 2)
    _hands.press("Return")  # not all its papers are scanned: the list is where it is sealed
    eyes.wait_for("the list", lambda: queue.table.rowCount() == 2 and queue.header.button.isEnabled())
    _give_elsewhere(person, queue)
    _hands.press("Down", "space")
    eyes.wait_for("one mark", lambda: queue.table.index(1, 1).data() == "–")
    first = DossierCode(queue.table.key_at(0))
    _hands.press("Return")
    person.sign()
    eyes.wait_for("seal", lambda: person.stage(first) is DocumentStage.SEALED)
    eyes.wait_for("the end of the batch", lambda: not queue.presenter.is_busy)
    _seal_in_its_dossier(person, today)
    year = eyes.desk.clock.now().year
    assert [(each.first, each.number) for each in register(eyes.desk, year)] == [(11, 11), (10, 10), (1, 9)]


def _give_elsewhere(person: Person, queue: QueueScreen) -> None:
    """Enter the numbers 1 to 9 as given elsewhere."""
    _hands.press("ctrl+e")
    person.eyes.wait_for("question", lambda: isinstance(QApplication.activeModalWidget(), ElsewhereDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ElsewhereDialog)
    person.eyes.wait_for("cursor", lambda: dialog.isActiveWindow() and focused() == "elsewhereUntil")
    _hands.press("ctrl+a")
    _hands.type("9")
    person.eyes.wait_for("number", lambda: dialog.until.value() == 9)
    _hands.press("Tab")
    person.fill("elsewhereSubject", "So giay")
    _hands.press("Return")
    person.eyes.wait_for("the next number", lambda: queue.table.index(0, 1).data() == "10")


def _seal_in_its_dossier(person: Person, today: TodayScreen) -> None:
    """Open what Today shows first, number and seal it."""
    eyes = person.eyes
    _hands.press("ctrl+1")
    eyes.wait_for("what is left", lambda: today.isVisible() and today.tiles[Concern.SEAL].isEnabled())
    eyes.wait_for("one decision", lambda: today.tiles[Concern.SEAL].accessibleName().endswith(" 1"))
    _hands.press("Return")
    eyes.wait_for("the dossier", lambda: person.window.case is not None and eyes.case.isVisible())
    eyes.wait_for_step("decision")
    dossier = eyes.case.presenter.dossier
    assert dossier is not None
    person.go_on()
    person.sign()
    eyes.wait_for("seal", lambda: person.stage(dossier.code) is DocumentStage.SEALED)


_SCENES: dict[str, Callable[[Person, Path], None]] = {
    each.__name__: each for each in (official, supervisor, records_clerk)
}


def main(role: str, home: Path) -> None:
    """Sign in and play one scene."""
    application = QApplication(sys.argv[:1])
    QTimer.singleShot(0, lambda: _sign_in(role))
    with window(Settings(home=str(home), language="vi"), application) as shown:
        fill_small_screen(shown)
        shown.show()
        try:
            _play(role, Person(shown), home)
        except AssertionError:
            _picture(application, home / f"{role}.png")
            raise


def _play(role: str, person: Person, home: Path) -> None:
    person.eyes.wait_for("window in front", lambda: is_in_front(person.window))
    person.eyes.wait_for_lights()
    _SCENES[role](person, home)
    person.leave()


def _sign_in(name: str) -> None:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, SignInDialog) or not dialog.isActiveWindow():
        QTimer.singleShot(20, lambda: _sign_in(name))
        return
    _hands.type(name)
    _hands.press("Tab")
    _hands.type(FIRST_PASSWORD)
    _hands.press("Return")
    _choose_password(dialog)


def _choose_password(dialog: SignInDialog) -> None:
    if not dialog.chosen.isVisible():
        QTimer.singleShot(20, lambda: _choose_password(dialog))
        return
    _hands.type(PASSWORD)
    _hands.press("Return")


def _typed() -> object:
    focus = QApplication.focusWidget()
    return focus.property("text") if focus else None


def _picture(application: QApplication, file: Path) -> None:
    screen = application.primaryScreen()
    if screen is not None:
        screen.grabWindow().save(str(file))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
