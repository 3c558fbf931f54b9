"""A reader on a serial line, over a real pseudo terminal: heard everywhere, unplugged and back again."""

import os
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from clerk_app.gui.application import window
from clerk_app.gui.hall.application import hall_workplace, kiosk
from clerk_app.gui.hall.kiosk.pages import Page
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.intake.screen import IntakeScreen
from clerk_app.gui.serial_reader import SerialReader
from clerk_app.settings import FrontdeskSettings, Settings
from tests.desks import PROCEDURE

CARD = "092194005678|362456789|Lê Thị Hồng Nhung|02091994|Nữ|12 Nguyễn Trãi, An Bình|15032022"


class Line:
    """A reader as the workstation sees it: a device that comes and goes, under one name."""

    def __init__(self, device: Path) -> None:
        self.device = device
        self._reader = -1

    def plug_in(self) -> None:
        self._reader, side = os.openpty()
        tty.setraw(side)
        self.device.symlink_to(os.ttyname(side))
        os.close(side)

    def unplug(self) -> None:
        os.close(self._reader)
        self.device.unlink()

    def send(self, data: bytes) -> None:
        os.write(self._reader, data)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path / "ttyACM0")


def settings(line: Line, home: Path) -> Settings:
    return Settings(home=str(home), language="en", frontdesk=FrontdeskSettings(reader=str(line.device)))


@contextmanager
def listening(line: Line, parent: QDialog) -> Iterator[tuple[SerialReader, list[str]]]:
    reader, heard = SerialReader(FrontdeskSettings(reader=str(line.device)), parent), list[str]()
    reader.heard.connect(heard.append)
    reader.begin()
    yield reader, heard
    reader.close()


@contextmanager
def opened(line: Line, home: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    line.plug_in()
    with window(settings(line, home), qapp) as shown:
        shown.show()
        shown.activateWindow()
        qtbot.waitExposed(shown)
        yield shown


def intake(shown: MainWindow) -> IntakeScreen:
    assert shown.case is not None
    assert shown.case.intake is not None
    return shown.case.intake


def test_a_reader_is_heard_again_after_it_was_unplugged(line: Line, qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    with listening(line, parent) as (reader, heard):
        for code in ("1.001193", "H92.01.13-261126-0001"):
            with qtbot.waitSignal(reader.plugged):
                line.plug_in()
            line.send(code.encode() + b"\r\n")
            qtbot.waitUntil(lambda code=code: code in heard)  # type: ignore[misc]
            with qtbot.waitSignal(reader.plugged):
                line.unplug()
    assert heard == ["1.001193", "H92.01.13-261126-0001"]


def test_a_code_without_an_end_is_heard_when_nothing_more_comes(line: Line, qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    line.plug_in()
    with listening(line, parent) as (_reader, heard):
        line.send(b"1.001193")
        qtbot.waitUntil(lambda: heard == ["1.001193"])


def test_a_card_fills_the_applicant_and_types_into_no_field(
    line: Line, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened(line, tmp_path / "home", qapp, qtbot) as shown:
        shown.new_dossier()
        intake(shown).search.setFocus()
        line.send(CARD.encode() + b"\r")
        qtbot.waitUntil(lambda: intake(shown).fields["full_name"].text() == "Lê Thị Hồng Nhung")
        assert intake(shown).search.text() == ""


def test_nothing_is_done_behind_a_dialog(
    line: Line, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened(line, tmp_path / "home", qapp, qtbot) as shown:
        (reader,) = shown.findChildren(SerialReader)
        dialog = QDialog(shown)
        dialog.setModal(True)
        dialog.show()
        with qtbot.waitSignal(reader.heard):
            line.send(PROCEDURE.encode() + b"\r")
        assert shown.case is None
        dialog.done(0)
        line.send(PROCEDURE.encode() + b"\r")
        qtbot.waitUntil(lambda: shown.case is not None)


def test_the_kiosk_answers_a_code_on_any_page(
    line: Line, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    line.plug_in()
    with hall_workplace(settings(line, tmp_path / "home"), qapp) as place, kiosk(place, qapp) as shown:
        shown.show()
        shown.presenter.rating()
        line.send(PROCEDURE.encode() + b"\r")
        qtbot.waitUntil(lambda: shown.presenter.page is Page.PROCEDURE)
