"""A PDF as it is, with Print and Open."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QSize, Qt, QTimer, QUrl, pyqtSignal
from PyQt6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPalette
from PyQt6.QtPdf import QPdfDocument, QPdfPageRenderer
from PyQt6.QtPdfWidgets import QPdfView
from PyQt6.QtPrintSupport import QPrintDialog, QPrinter
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Notice
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import FileName
from clerk_app.gui.widgets.take_out import TakeOut

_PRINT_DPI = 300
_POINTS_PER_INCH = 72
_LEAST_PAGE, _NOTHING_ASKED = QSize(1, 1), 0


class PaperView(QFrame):
    """Shows one document; `open_wanted` asks for its file under the name that people know."""

    open_wanted = pyqtSignal()

    def __init__(self, language: Language, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._language = language
        self._look = look
        self._file: Path | None = None
        self._at_end = False
        self._last_asked = _NOTHING_ASKED
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setObjectName("paper")
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # a bar that comes makes a sheet that just fits smaller, and goes again, without end
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._renderer = self.view.findChild(QPdfPageRenderer)
        self._renderer.pageRendered.connect(self._drawn)  # type: ignore[attr-defined]  # its stub forgets it
        self.name = FileName("heading")
        self._print = ActionButton("printPaper", "Ctrl+P", role="quiet")
        self._print.clicked.connect(self._ask_printer)
        self._open = ActionButton("openPaper", "Ctrl+O", role="quiet")
        self._open.clicked.connect(self.open_wanted)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        self.out = TakeOut(language, look)
        self._lets_out = False
        row.addWidget(self.out)
        row.addWidget(self._print)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._offer(False)
        self.speak()

    def let_out(self, want: Callable[[], object], tell: Callable[[Notice], object]) -> None:
        """Let the file be dragged out and copied.

        Args:
            want: is asked to call `out.offer` with the file of the document that is shown.
            tell: gets a `Notice` of what happened.
        """
        self._lets_out = True
        self.out.wanted.connect(want)
        self.out.told.connect(tell)

    def show_paper(self, file: Path, name: str, *, at_end: bool = False) -> None:
        """Show a PDF file, from its beginning or (where the signatures are) its end."""
        self.name.setText(name)
        self._offer(True)
        if self._file != file:
            self._at_end = at_end
            self._turn_to(file)

    def _scroll_to_end(self) -> None:
        bar = self.view.verticalScrollBar()
        if bar is not None:
            bar.setValue(bar.maximum())

    @property
    def is_ready(self) -> bool:
        """Whether the document that was asked for last is there to be seen."""
        return self._last_asked == _NOTHING_ASKED and self.document.status() is QPdfDocument.Status.Ready

    def show_nothing(self, name: str) -> None:
        """Show that there is no document yet."""
        self.name.setText(name)
        self._offer(False)
        if self._file is not None:
            self._turn_to(None)

    def _turn_to(self, file: Path | None) -> None:
        """Turn to another document once everything that was asked of the one before is drawn.

        The view would take a page of the document before for one of the new, and keep showing it. Pages are
        drawn one after another: what is asked for now is drawn last, as a view that rests asks for no more.
        """
        self._file = file
        self.out.forget()
        self.view.setUpdatesEnabled(False)
        self._last_asked = self._renderer.requestPage(0, _LEAST_PAGE)
        if self._last_asked == _NOTHING_ASKED:
            self._load()

    def _drawn(self, _page: int, _size: QSize, _image: QImage, _options: object, number: int) -> None:
        if number == self._last_asked:
            self._last_asked = _NOTHING_ASKED
            self._load()

    def _load(self) -> None:
        if self._file is None:
            self.document.close()
        else:
            self.document.load(str(self._file))
        self.view.setUpdatesEnabled(True)
        if self._file is not None and self._at_end:
            QTimer.singleShot(0, self._scroll_to_end)  # the view lays its pages out after this event

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        say = self._language
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Dark, QColor(self._look.tokens.sunken))  # around the pages
        self.view.setPalette(colours)
        self.out.speak()
        self._print.setIcon(self._look.icon("print"))
        self._open.setIcon(self._look.icon("open"))
        self._print.say(say.translate("Print"), say.translate("Print this document"))
        self._open.say(say.translate("Open"), say.translate("Open the file in the system's PDF viewer"))
        describe(self.view, say.translate("The document"))

    def _offer(self, there_is_paper: bool) -> None:
        self.out.setVisible(there_is_paper and self._lets_out)
        self._print.setVisible(there_is_paper)
        self._open.setVisible(there_is_paper)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: print_document(self.document, printer))
        dialog.open()


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Put every page on paper, as large as the paper allows."""
    painter = QPainter(printer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        points = document.pagePointSize(number)
        pixels = points * (_PRINT_DPI / _POINTS_PER_INCH)
        image = document.render(number, QSize(round(pixels.width()), round(pixels.height())))
        area = painter.viewport()
        size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(
            area.adjusted(0, 0, size.width() - area.width(), size.height() - area.height()), image
        )
    painter.end()


def open_file(file: Path) -> None:
    """Open a file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
