"""A finished file leaves the window under its right name: dragged away, or by the clipboard."""

from pathlib import Path

from PyQt6.QtCore import QMimeData, QPoint, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QDrag, QMouseEvent
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.i18n import later


def mime_of(file: Path) -> QMimeData:
    """Return a file as other programs take it, file managers of GNOME included."""
    url = QUrl.fromLocalFile(str(file))
    mime = QMimeData()
    mime.setUrls([url])
    mime.setData("x-special/gnome-copied-files", b"copy\n" + url.toEncoded().data())
    return mime


class _Handle(ActionButton):
    """What is dragged; `held` tells that somebody may drag, `dragged` that it goes away from its place."""

    held = pyqtSignal()
    dragged = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("dragPaper", "Ctrl+Shift+D", role="quiet")
        self._from: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Get the file ready."""
        if event is not None:
            self._from = event.position().toPoint()
            self.held.emit()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag, once it is far enough not to be a click."""
        if event is None or self._from is None:
            return
        far = (event.position().toPoint() - self._from).manhattanLength()
        if far >= QApplication.startDragDistance():
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go."""
        self._from = None
        super().mouseReleaseEvent(event)


class TakeOut(QWidget):
    """The two ways out for a document; `wanted` asks for its file, `told` has a notice of what happened."""

    wanted = pyqtSignal()
    told = pyqtSignal(object)

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._language, self._look = language, look
        self._file: Path | None = None
        self._copies = False
        self.handle, self.copy = _Handle(), ActionButton("copyPaper", "Ctrl+Shift+C", role="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.handle, self.copy):
            row.addWidget(button)
        self.handle.held.connect(self._want)
        self.handle.dragged.connect(self._drag)
        self.handle.clicked.connect(self._explain)
        self.copy.clicked.connect(self._copy)
        self.speak()

    def forget(self) -> None:
        """Another document is shown."""
        self._file, self._copies = None, False

    def offer(self, file: Path) -> None:
        """Take the file that was asked for."""
        self._file = file
        if self._copies:
            self._copies = False
            self._put(file)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self.handle.setIcon(self._look.icon("drag"))
        self.copy.setIcon(self._look.icon("copy"))
        self.handle.say(
            translate("Drag"),
            translate("Drag the file from here into a folder or another program"),
            shown=False,
        )
        self.copy.say(
            translate("Copy the file"), translate("Copy the file, to be pasted elsewhere"), shown=False
        )

    def _want(self) -> None:
        if self._file is None:
            self.wanted.emit()

    def _copy(self) -> None:
        if self._file is not None:
            self._put(self._file)
        else:
            self._copies = True
            self.wanted.emit()

    def _put(self, file: Path) -> None:
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setMimeData(mime_of(file))
        self.told.emit(Notice(lambda: self._copied(file)))

    def _copied(self, file: Path) -> Words:
        said = self._language.translate("Copied: {file}. Paste it where it is wanted.")
        return Words(said.format(file=file.name), Tone.GOOD)

    def _drag(self) -> None:
        if self._file is not None:
            drag = QDrag(self)
            drag.setMimeData(mime_of(self._file))
            drag.setPixmap(self._look.icon("paper").pixmap(32, 32))
            self.handle.setDown(False)
            drag.exec(Qt.DropAction.CopyAction)

    def _explain(self) -> None:
        said = later("Hold the button and drag the file to where it is wanted.")
        self.told.emit(Notice(lambda: Words(self._language.translate(said))))
