"""One dossier as a whole, in the window: what is known, what may be done, and what came of it."""

from pathlib import Path

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import Words
from clerk_app.gui.screens.dossier.deeds import NAMED, Ask, deeds_for
from clerk_app.gui.screens.dossier.dialog import DeedDialog
from clerk_app.gui.screens.dossier.screen import DossierScreen
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.workflow.accounts import add_account
from clerk_app.workflow.fees import take_fee
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.whole import whole_dossier
from storage.accounts import AccountRole
from storage.model import Dossier, DossierStatus
from storage.payments import Method
from tests.desks import accepted
from tests.gui.test_window import press, window

__all__ = ["window"]


@pytest.fixture
def dossier(window: MainWindow) -> Dossier:
    return accepted(window.place.desk)


@pytest.fixture
def screen(window: MainWindow, dossier: Dossier, qtbot: QtBot) -> DossierScreen:
    window.show_dossier(dossier.code)
    shown = window.screen_of("dossier")
    assert isinstance(shown, DossierScreen)
    qtbot.waitUntil(lambda: shown.papers.rowCount() > 0)
    return shown


def asked(screen: DossierScreen, name: str) -> DeedDialog:
    """Return the dialog of a deed that has a button."""
    screen.ask(NAMED[name])
    dialog = screen.findChild(DeedDialog)
    assert dialog is not None
    return dialog


def answer(dialog: QDialog) -> None:
    button = dialog.findChild(QPushButton, "deedKeep")
    assert button is not None
    assert button.isEnabled()
    button.click()


def status(window: MainWindow, dossier: Dossier) -> DossierStatus:
    return whole_dossier(window.place.desk, dossier.code).standing.dossier.status


def shown_deeds(screen: DossierScreen) -> set[str]:
    buttons = {button.objectName() for button in screen.deeds.values() if button.isVisible()}
    menu = screen.more.menu()
    assert menu is not None
    return buttons | {action.objectName() for action in menu.actions()}


def test_a_table_of_words_is_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = WordsTable(Look(qapp), frozenset({1}))
    table.show_rows(("Paper", "Pages"), ((Words("Birth"), Words("2")), (Words("Card"), Words("1"))))
    qtmodeltester.check(table)
    assert table.index(1, 0).data() == "Card"


def test_it_is_reached_from_the_list_and_left_for_it(
    window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    window.dossiers.refresh()
    qtbot.waitUntil(lambda: window.dossiers.table.rowCount() == 1)
    press(window, "wholeOfChosen")
    screen = window.screen_of("dossier")
    assert isinstance(screen, DossierScreen)
    qtbot.waitUntil(lambda: screen.header.title.text() == dossier.code)
    assert screen.header.button.text() == "Scan the papers"
    press(window, "leaveDossier")
    assert window.dossiers.isVisible()


def test_it_is_reached_from_the_work_which_stays_open(
    window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    window.open_dossier(dossier.code)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.current is not None)
    press(window, "wholeDossier")
    assert window.screen_of("dossier").isVisible()
    press(window, "leaveDossier")
    assert case.isVisible()


def test_the_receipt_is_shown_first_and_every_form_can_be_drawn(
    screen: DossierScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: screen.paper.document.pageCount() > 0)
    forms = screen.forms.menu()
    assert forms is not None
    assert [action.objectName() for action in forms.actions()] == ["form01", "form06"]
    slip = screen.findChild(QAction, "form06")
    assert slip is not None
    slip.trigger()
    qtbot.waitUntil(lambda: screen.paper.name.text() == "Form 06: control slip")


def test_a_supplement_is_asked_for_with_a_reason_and_taken(
    screen: DossierScreen, window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    dialog = asked(screen, "askSupplement")
    go_on = dialog.findChild(QPushButton, "deedKeep")
    assert go_on is not None
    assert not go_on.isEnabled()
    reason = dialog.findChild(QPlainTextEdit, "reason")
    assert reason is not None
    reason.setPlainText("Thiếu bản chính")
    answer(dialog)
    qtbot.waitUntil(lambda: "takeSupplement" in shown_deeds(screen))
    assert status(window, dossier) is DossierStatus.SUPPLEMENT_ASKED
    assert screen.findChild(QAction, "form02") is not None
    assert "askSupplement" not in shown_deeds(screen)
    qtbot.waitUntil(lambda: not screen.findChildren(DeedDialog))
    answer(asked(screen, "takeSupplement"))
    qtbot.waitUntil(lambda: "askSupplement" in shown_deeds(screen))
    assert status(window, dossier) is DossierStatus.IN_PROCESS


def test_a_fee_is_taken_and_its_receipt_is_looked_at(
    screen: DossierScreen, window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    before = screen.papers.rowCount()
    dialog = asked(screen, "takeFee")
    amount, method = dialog.findChild(QSpinBox, "amount"), dialog.findChild(QComboBox, "method")
    assert amount is not None
    assert method is not None
    amount.setValue(15_000)
    method.setCurrentIndex(1)
    answer(dialog)
    qtbot.waitUntil(lambda: screen.papers.rowCount() == before + 1)
    (payment,) = whole_dossier(window.place.desk, dossier.code).payments
    assert (payment.amount, payment.method.value) == (15_000, "transfer")
    qtbot.waitUntil(lambda: "15.000" in screen.paper.name.text())


def test_a_receipt_is_chosen_and_cancelled_with_a_reason(
    screen: DossierScreen, window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    take_fee(window.place.desk, dossier.code, Method.CASH, 8_000)
    screen.enter(dossier.code)
    qtbot.waitUntil(lambda: "voidFee" in shown_deeds(screen))
    screen.ask(NAMED["voidFee"])
    assert screen.findChild(DeedDialog) is None
    screen.choose_paper(screen.papers.rowCount() - 1)
    dialog = asked(screen, "voidFee")
    dialog.reason.setPlainText("thu nhầm")
    answer(dialog)
    qtbot.waitUntil(lambda: "voidFee" not in shown_deeds(screen))
    (payment,) = whole_dossier(window.place.desk, dossier.code).payments
    assert payment.void_reason == "thu nhầm"


def test_it_is_handed_over_to_a_person(
    screen: DossierScreen, window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    dialog = asked(screen, "handOver")
    to = dialog.findChild(QLineEdit, "handOverTo")
    assert to is not None
    to.setText("Phòng Tư pháp")
    before = screen.moves.rowCount()
    answer(dialog)
    qtbot.waitUntil(lambda: screen.moves.rowCount() == before + 1)
    assert whole_dossier(window.place.desk, dossier.code).standing.dossier.holder == "Phòng Tư pháp"


def test_the_result_is_given_back_and_then_nothing_is_left_to_do(
    window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    take_step(window.place.desk, dossier.code, Move.SOLVE)
    window.show_dossier(dossier.code)
    screen = window.screen_of("dossier")
    assert isinstance(screen, DossierScreen)
    qtbot.waitUntil(lambda: "giveBack" in shown_deeds(screen))
    answer(asked(screen, "giveBack"))
    qtbot.waitUntil(lambda: not screen.header.button.isVisible())
    kept = whole_dossier(window.place.desk, dossier.code)
    assert (kept.standing.dossier.status, kept.moves[-1].note) == (DossierStatus.RETURNED, "tại quầy")
    assert shown_deeds(screen) == {"putOriginals"}


def test_a_dossier_with_nothing_left_opens_as_a_whole(
    window: MainWindow, dossier: Dossier, qtbot: QtBot
) -> None:
    take_step(window.place.desk, dossier.code, Move.WITHDRAW, reason="đổi ý")
    window.open_dossier(dossier.code)
    qtbot.waitUntil(lambda: window.case is None)
    screen = window.screen_of("dossier")
    qtbot.waitUntil(screen.isVisible)


def test_what_goes_wrong_is_a_notice(window: MainWindow, screen: DossierScreen, qtbot: QtBot) -> None:
    dialog = asked(screen, "takeFee")
    answer(dialog)
    qtbot.waitUntil(lambda: window.notice.notice is not None)


def test_the_saved_result_needs_a_result(screen: DossierScreen, tmp_path: Path) -> None:
    assert "saveResult" not in shown_deeds(screen)
    screen.presenter.save_result(tmp_path / "result.pdf")
    assert not (tmp_path / "result.pdf").exists()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (AccountRole.OFFICIAL, {"askSupplement", "takeFee", "handOver", "stopDossier"}),
        (AccountRole.SUPERVISOR, {"askSupplement", "handOver", "stopDossier"}),
        (AccountRole.RECORDS_CLERK, set[str]()),
    ],
)
def test_everybody_sees_only_what_the_role_may_do(role: AccountRole, seen: set[str]) -> None:
    actor = Actor("a", frozenset({role}))
    deeds = deeds_for(actor, DossierStatus.IN_PROCESS, has_result=False)
    assert seen == {deed.name for deed in deeds} & {"askSupplement", "takeFee", "handOver", "stopDossier"}


def test_what_needs_a_reason_asks_for_one() -> None:
    needs = {deed.move for deed in NAMED.values() if Ask.REASON in deed.asks}
    assert needs == {None, Move.ASK_SUPPLEMENT, Move.POSTPONE, Move.REFUSE, Move.WITHDRAW, Move.STOP}


def test_a_dossier_is_handed_over_to_somebody_with_an_account(
    window: MainWindow, dossier: Dossier, screen: DossierScreen, qtbot: QtBot
) -> None:
    desk = window.place.desk
    for name, full_name, role in (
        ("quantri", "Nguyễn Văn An", AccountRole.ADMINISTRATOR),
        ("lan", "Trần Thị Lan", AccountRole.OFFICIAL),
    ):
        add_account(desk, name, full_name, frozenset({role}), bytearray(b"a password that is long"))
    screen.enter()
    qtbot.waitUntil(lambda: bool(screen.presenter.colleagues))
    dialog = asked(screen, "handOver")
    person = dialog.findChild(QComboBox, "handOverPerson")
    assert person is not None
    assert [person.itemText(row) for row in range(person.count())] == ["Trần Thị Lan (lan)"]
    go_on = dialog.findChild(QPushButton, "deedKeep")
    assert go_on is not None
    assert not go_on.isEnabled()  # nobody was chosen yet
    person.setCurrentIndex(0)
    answer(dialog)

    def holder() -> str:
        with desk.storage.unit_of_work(read_only=True) as work:
            return work.dossiers.get(dossier.code).holder

    qtbot.waitUntil(lambda: holder() == "lan")
