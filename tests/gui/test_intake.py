"""The intake of somebody who was here before: earlier dossiers, files taken over, papers counted."""

from dataclasses import replace
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QComboBox, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.intake.screen import IntakeScreen
from clerk_app.workflow.intake import Application, accept
from storage.model import Component, DocumentKind, Dossier, Person
from tests.desks import PROCEDURE
from tests.fakes.records import document

_hands: Any = QTest
NHUNG = Person("Lê Thị Hồng Nhung", "092194005678", "12 Nguyễn Trãi", "0903 000 123")


def begun(window: MainWindow) -> IntakeScreen:
    window.new_dossier()
    assert window.case is not None
    assert window.case.intake is not None
    window.case.intake.take_procedure(PROCEDURE)
    return window.case.intake


def here_before(window: MainWindow) -> Dossier:
    """Return a dossier whose first paper is signed and whose result is there."""
    desk = window.place.desk
    dossier = accept(desk, Application("earlier", PROCEDURE, NHUNG))
    for component, kind in (("TP01", DocumentKind.COMPONENT), (None, DocumentKind.DECISION)):
        content = desk.storage.contents.put((component or "result").encode())
        made = document(dossier.code, component=component, content=content)
        with desk.storage.unit_of_work() as work:
            work.documents.put(replace(made, kind=kind, verdict="valid"))
            work.commit()
    return dossier


def finished(window: MainWindow, qtbot: QtBot) -> tuple[Component, ...]:
    assert window.case is not None
    intake = window.case.intake
    assert intake is not None
    intake.do_primary()
    qtbot.waitUntil(lambda: intake.dossier is not None)
    assert intake.dossier is not None
    with window.place.desk.storage.unit_of_work(read_only=True) as work:
        return work.dossiers.get(intake.dossier.code).components


def box(window: MainWindow, name: str) -> QComboBox:
    found = window.findChild(QComboBox, name)
    assert found is not None
    return found


def number(window: MainWindow, name: str) -> QSpinBox:
    found = window.findChild(QSpinBox, name)
    assert found is not None
    return found


def test_what_a_card_fills_in_is_taken_back_in_its_field(shown: MainWindow) -> None:
    intake = begun(shown)
    name = intake.fields["full_name"]
    name.insert("Typed By Hand")
    intake.fill(NHUNG)
    assert name.text() == NHUNG.full_name
    name.undo()
    assert name.text() == "Typed By Hand"
    name.redo()
    assert name.text() == NHUNG.full_name


def test_a_known_id_brings_address_phone_and_earlier_dossiers(shown: MainWindow, qtbot: QtBot) -> None:
    earlier, intake = here_before(shown), begun(shown)
    intake.fields["address"].setText("typed by hand")
    intake.fields["id_number"].setText(NHUNG.id_number)
    qtbot.waitUntil(lambda: intake.earlier.count() == 1)
    assert intake.fields["full_name"].text() == NHUNG.full_name
    assert intake.fields["phone"].text() == NHUNG.phone
    assert intake.fields["address"].text() == "typed by hand"
    with qtbot.waitSignal(intake.earlier_wanted) as wanted:
        intake.earlier.itemActivated.emit(intake.earlier.item(0))
    assert wanted.args == [earlier.code]


def test_another_id_takes_the_earlier_dossiers_away(shown: MainWindow, qtbot: QtBot) -> None:
    here_before(shown)
    intake = begun(shown)
    intake.fields["id_number"].setText(NHUNG.id_number)
    qtbot.waitUntil(lambda: intake.earlier.count() == 1)
    intake.fields["id_number"].setText("092190009999")
    assert intake.earlier.count() == 0
    assert box(shown, "wayTP01").count() == 2


def test_a_signed_paper_of_the_same_person_is_taken_over(shown: MainWindow, qtbot: QtBot) -> None:
    earlier, intake = here_before(shown), begun(shown)
    intake.fields["id_number"].setText(NHUNG.id_number)
    qtbot.waitUntil(lambda: box(shown, "wayTP01").count() == 4)
    box(shown, "wayTP01").setCurrentIndex(2)  # handed in, not yet, the paper, the result
    box(shown, "wayTP02").setCurrentIndex(2)  # handed in, not yet, the result
    components = finished(shown, qtbot)
    assert [part.reused_from for part in components[:2]] == [f"{earlier.code}/TP01", earlier.code]


def test_papers_are_counted_with_keys_and_buttons(shown: MainWindow, qtbot: QtBot) -> None:
    intake = begun(shown)
    intake.fill(NHUNG)
    before = number(shown, "originalsTP01").value()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        _hands.keyClick(number(shown, "originalsTP01"), key)
    more = shown.findChild(QToolButton, "copiesTP01More")
    assert more is not None
    more.click()
    components = finished(shown, qtbot)
    assert (components[0].originals, components[0].copies) == (before + 1, 1)


def test_a_paper_that_is_said_to_be_missing_is_not_received(shown: MainWindow, qtbot: QtBot) -> None:
    intake = begun(shown)
    intake.fill(NHUNG)
    box(shown, "wayTP02").setCurrentIndex(1)
    assert not number(shown, "originalsTP02").isVisible()
    components = finished(shown, qtbot)
    assert [part.received for part in components[:2]] == [True, False]


def test_a_paper_counted_down_to_none_is_missing(shown: MainWindow, qtbot: QtBot) -> None:
    intake = begun(shown)
    intake.fill(NHUNG)
    for name in ("originalsTP01", "copiesTP01"):
        number(shown, name).setValue(0)
    assert not finished(shown, qtbot)[0].received
