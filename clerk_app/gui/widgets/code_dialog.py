"""Asks for a code where no reader is at hand: before the camera, in a picture, on a paper in the scanner."""

from pathlib import Path

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PyQt6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.gui.camera import Camera, SystemCamera
from clerk_app.gui.code_finder import CodeFinder
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.rights import Right

_PICTURE = QSize(480, 270)
_KINDS = "JPEG, PNG, TIFF, PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)"


class CodeDialog(QDialog):
    """`found` carries the code, after the dialog is closed."""

    found = pyqtSignal(str)

    def __init__(self, place: Workplace, parent: QWidget, camera: Camera | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._place = place
        self.camera: Camera = camera or SystemCamera(self)
        self.finder = CodeFinder(place.desk, place.runner.submit, place.language.translate, self)
        self._heading, self.picture, self.told = label("title"), label("muted", wraps=True), label(wraps=True)
        self.choose, self.scan = ActionButton("choosePicture", "Ctrl+O"), ActionButton("scanCode", "Ctrl+R")
        self.leave = ActionButton("leaveCode", "Esc")
        self._arrange()
        self._speak()
        self.camera.frame.connect(self._take_frame)
        self.choose.clicked.connect(self._choose)
        self.scan.clicked.connect(self.finder.scan)
        self.leave.clicked.connect(self.reject)
        self.camera.start()

    def show_words(self, words: Words) -> None:
        """Say how the search stands."""
        show_words(self.told, words)

    def take_code(self, code: str) -> None:
        """Close, then tell the code: what it opens is not behind a dialog."""
        if self.isVisible():
            self.accept()
            self.found.emit(code)

    def done(self, answer: int) -> None:
        """Let go of camera and scanner."""
        self.camera.stop()
        self.finder.leave()
        super().done(answer)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and _file_of(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Look into the file that was dropped."""
        file = _file_of(event) if event is not None else None
        if file is not None:
            self.finder.open(file)

    def _take_frame(self, frame: QImage) -> None:
        size, keep = self.picture.size(), Qt.AspectRatioMode.KeepAspectRatio
        self.picture.setPixmap(QPixmap.fromImage(frame).scaled(size, keep))
        self.finder.look_at(frame)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.choose.accessibleName(), "", _KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.finder.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _speak(self) -> None:
        translate = self._place.language.translate
        title = translate("Read a code without a reader")
        self.setWindowTitle(title)
        self._heading.setText(title)
        without = translate("There is no camera. Drop a picture here, or choose one.")
        seen = translate("Hold the code before the camera.")
        self.picture.setText("" if self.camera.name else without)
        self.picture.setAccessibleName(translate("Picture of the camera"))
        show_words(self.told, Words(seen if self.camera.name else ""))
        self.choose.say(translate("Choose a picture …"), translate("A photo or a scan that shows the code"))
        self.scan.say(translate("Scan the paper"), translate("Look for the code on what lies in the scanner"))
        self.leave.say(translate("Close"))

    def _arrange(self) -> None:
        self.picture.setFixedSize(_PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("card", True)
        self.scan.setVisible(self._place.desk.actor.may(Right.ACCEPT))
        row = QHBoxLayout()
        for button in (self.choose, self.scan):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (self._heading, self.picture, self.told):
            column.addWidget(widget)
        column.addLayout(row)


def _file_of(event: QDropEvent) -> Path | None:
    data = event.mimeData()
    urls = data.urls() if data is not None else []
    local = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return Path(local[0]) if len(local) == 1 else None
