"""A code without a reader: drawn into pictures, read from a file, from the scanner, and before a camera."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PyQt6.QtGui import QColor, QDropEvent, QImage, QPainter, QTransform
from PyQt6.QtMultimedia import QVideoFrame
from pytestqt.qtbot import QtBot

from clerk_app.gui.camera import Camera, SystemCamera
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.intake.screen import IntakeScreen
from clerk_app.gui.widgets.code_dialog import CodeDialog
from clerk_app.paper.receipt import qr_modules
from clerk_app.workflow.errors import NoCodeFound
from clerk_app.workflow.pictured_code import code_of_file
from tests.desks import PROCEDURE
from tests.fakes.camera import FakeCamera
from tests.fakes.scanner import FakeScanner

CARD = "092194005678|362456789|Lê Thị Hồng Nhung|02091994|Nữ|12 Nguyễn Trãi, An Bình|15032022"
STRANGE = "https://example.vn/a-menu"


def photo(*codes: str, module: int = 6) -> QImage:
    """Return codes one under another on grey, as a photo of papers on a desk has them."""
    drawn = QImage(640, 640 * max(1, len(codes)), QImage.Format.Format_RGB32)
    drawn.fill(QColor(214, 210, 200))
    painter = QPainter(drawn)
    for place, code in enumerate(codes):
        rows = qr_modules(code)
        painter.fillRect(
            60, 60 + 640 * place, module * (len(rows) + 8), module * (len(rows) + 8), QColor("white")
        )
        for row, line in enumerate(rows):
            for column, is_dark in enumerate(line):
                if is_dark:
                    left, top = 60 + module * (column + 4), 60 + 640 * place + module * (row + 4)
                    painter.fillRect(left, top, module, module, QColor(30, 30, 30))
    painter.end()
    return drawn


def saved(picture: QImage, file: Path) -> Path:
    assert picture.save(str(file))
    return file


@pytest.mark.parametrize("degrees", [0, 17, 90, 180])
def test_a_code_is_read_whichever_way_the_photo_was_taken(tmp_path: Path, degrees: int) -> None:
    turned = photo(CARD).transformed(QTransform().rotate(degrees))
    assert code_of_file(saved(turned, tmp_path / "photo.jpg")) == CARD


def test_a_code_of_ours_goes_before_others(tmp_path: Path) -> None:
    assert code_of_file(saved(photo(STRANGE, PROCEDURE), tmp_path / "two.png")) == PROCEDURE
    assert code_of_file(saved(photo(STRANGE), tmp_path / "one.png")) == STRANGE


def test_a_picture_without_a_code_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoCodeFound):
        code_of_file(saved(photo(), tmp_path / "empty.png"))


@pytest.fixture
def dialog(shown: MainWindow, qtbot: QtBot) -> Iterator[CodeDialog]:
    """Return the dialog before a camera that shows nothing."""
    shown.activateWindow()
    made = CodeDialog(shown.place, shown, FakeCamera([photo()], shown))
    made.found.connect(shown.take_code)
    made.open()
    yield made
    made.camera.stop()


def intake(shown: MainWindow) -> IntakeScreen:
    assert shown.case is not None
    assert shown.case.intake is not None
    return shown.case.intake


def test_a_dropped_photo_fills_the_applicant(
    dialog: CodeDialog, shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved(photo(CARD), tmp_path / "card.png")))])
    anything = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), *anything))
    qtbot.waitUntil(lambda: shown.case is not None)
    qtbot.waitUntil(lambda: intake(shown).fields["full_name"].text() == "Lê Thị Hồng Nhung")


def test_a_picture_without_a_code_keeps_the_dialog(dialog: CodeDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.finder.open(saved(photo(), tmp_path / "empty.png"))
    qtbot.waitUntil(lambda: "No code was found" in dialog.told.text())
    assert dialog.isVisible()


def test_a_file_that_is_no_picture_is_said(dialog: CodeDialog, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    dialog.finder.open(broken)
    qtbot.waitUntil(lambda: "broken.jpg" in dialog.told.text())


def test_the_camera_finds_the_code_and_is_let_go(shown: MainWindow, qtbot: QtBot) -> None:
    shown.activateWindow()
    camera = FakeCamera([photo(), photo(PROCEDURE)], shown)
    dialog = CodeDialog(shown.place, shown, camera)
    dialog.found.connect(shown.take_code)
    dialog.open()
    qtbot.waitUntil(lambda: shown.case is not None)
    qtbot.waitUntil(lambda: intake(shown).search.text() == PROCEDURE)
    assert not camera.is_running


def test_a_dialog_that_is_left_lets_the_camera_go(dialog: CodeDialog) -> None:
    camera = dialog.camera
    assert isinstance(camera, FakeCamera)
    assert camera.is_running
    dialog.leave.click()
    assert not camera.is_running


def test_a_paper_in_the_scanner_is_read_and_kept_nowhere(
    shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    scanner = FakeScanner((saved(photo(PROCEDURE), tmp_path / "sheet.png"),))
    place = replace(shown.place, desk=replace(shown.place.desk, scanner=lambda: scanner))
    dialog = CodeDialog(place, shown, FakeCamera([photo()], shown))
    dialog.open()
    with qtbot.waitSignal(dialog.found) as found:
        dialog.scan.click()
    assert found.args == [PROCEDURE]


def test_every_action_of_the_dialog_has_name_key_and_tooltip(dialog: CodeDialog) -> None:
    for button in (dialog.choose, dialog.scan, dialog.leave):
        assert button.objectName()
        assert button.accessibleName()
        assert button.key in button.toolTip()


def fake(parent: QObject) -> tuple[Camera, Callable[[], None]]:
    return FakeCamera([photo()], parent), lambda: None


def of_system(parent: QObject) -> tuple[Camera, Callable[[], None]]:
    """Return Qt's own camera; what is before it is put into its sink, as the driver does."""
    camera, clock = SystemCamera(parent), QTimer(parent)
    clock.setInterval(10)
    clock.timeout.connect(lambda: camera.sink.setVideoFrame(QVideoFrame(photo())))
    return camera, clock.start


@pytest.mark.qt_log_ignore("^Couldn't (load|resolve) ", "No RHI backend")  # a driver's libraries, unused here
@pytest.mark.parametrize("make", [fake, of_system])
def test_every_camera_shows_frames_only_while_it_runs(
    shown: MainWindow, qtbot: QtBot, make: Callable[[QObject], tuple[Camera, Callable[[], None]]]
) -> None:
    camera, show = make(shown)
    frames: list[QImage] = []
    camera.frame.connect(frames.append)
    show()
    for _time in range(2):
        camera.start()
        before = len(frames)
        qtbot.waitUntil(lambda before=before: len(frames) > before + 1)  # type: ignore[misc]
        camera.stop()
        camera.stop()
        stopped = len(frames)
        turns: list[None] = []
        clock = QTimer(shown)
        clock.timeout.connect(lambda turns=turns: turns.append(None))
        clock.start(15)
        qtbot.waitUntil(lambda turns=turns: len(turns) > 3)  # type: ignore[misc]
        clock.stop()
        assert len(frames) == stopped
    assert frames[0].size() == photo().size()
