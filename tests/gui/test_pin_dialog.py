import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import PinRequest
from clerk_app.gui.widgets.pin_dialog import PinDialog
from clerk_app.gui.widgets.pin_field import PinField

REQUEST = PinRequest("Nguyễn Thị Lan", "Công chức", "signs", demonstration=False)


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> PinDialog:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PinDialog(REQUEST, str, Look(qapp), parent)
    made.parent_kept = parent  # type: ignore[attr-defined]
    made.open()
    return made


def texts(dialog: PinDialog) -> str:
    return " ".join(shown.text() for shown in dialog.findChildren(QLabel))


def test_the_field_never_holds_the_pin(qtbot: QtBot) -> None:
    field = PinField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "12ab")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "●●●"
    assert field.take() == bytearray(b"12a")


def test_taking_the_pin_wipes_the_field(qtbot: QtBot) -> None:
    field = PinField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "1234")
    field.take()
    assert field.is_empty
    assert not any(field._typed)


def test_the_pin_is_handed_over_once_and_wiped(qtbot: QtBot, dialog: PinDialog) -> None:
    answers: list[bytearray] = []
    dialog.answered.connect(answers.append)
    field = dialog.field
    qtbot.keyClicks(field, "12345678")
    button = dialog.findChild(QPushButton, "pinSign")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answers == [bytearray(b"12345678")]
    assert not any(field._typed)


def test_leaving_the_dialog_wipes_the_pin(qtbot: QtBot, dialog: PinDialog) -> None:
    field = dialog.field
    qtbot.keyClicks(field, "12345678")
    dialog.reject()
    assert not any(field._typed)


def test_an_empty_pin_is_not_sent(qtbot: QtBot, dialog: PinDialog) -> None:
    answers: list[bytearray] = []
    dialog.answered.connect(answers.append)
    button = dialog.findChild(QPushButton, "pinSign")
    assert button is not None
    button.click()
    assert answers == []
    assert dialog.isVisible()


def test_it_says_whose_certificate_signs_and_hints_at_no_pin(dialog: PinDialog) -> None:
    assert "Nguyễn Thị Lan" in texts(dialog)
    assert "12345678" not in texts(dialog)
