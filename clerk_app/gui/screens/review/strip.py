"""The strip of the review: pages that can be chosen together and dragged, and heaps that take them."""

from collections.abc import Sequence

from PyQt6.QtCore import QByteArray, QMimeData, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtWidgets import QListView, QListWidget, QWidget

from clerk_app.gui.screens.scan.rows import PageStrip
from clerk_app.gui.widgets.word_list import WordList

PAGES_MIME = "application/x-clerk-pages"


class DraggedPages(PageStrip):
    """Pages that can be dragged."""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let every page be dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [PAGES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # type: ignore[override]
        """Return the ids of the pages, in the order they stand in."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(PAGES_MIME, QByteArray(",".join(str(self.item_at(row).id) for row in rows).encode()))
        return data


def dragged_pages(data: QMimeData | None) -> list[int]:
    """Return the ids of pages that are dragged, none where something else is."""
    if data is None or not data.hasFormat(PAGES_MIME):
        return []
    text = data.data(PAGES_MIME).data().decode("ascii", "replace")
    return [int(part) for part in text.split(",") if part.isdecimal()]


class Strip(QListView):
    """Pages; `dropped` tells which of them were put before which row."""

    dropped = pyqtSignal(list, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)

    def let_drag(self) -> None:
        """Let pages be dragged; to be called when the view's mode is set, which forbids it."""
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take pages."""
        _accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        """Take pages anywhere."""
        _accept(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Tell before which row the pages were put: in the lower half of a page, before the next."""
        pages = dragged_pages(event.mimeData()) if event else []
        model = self.model()
        if event is None or model is None or not pages:
            return
        index = self.indexAt(event.position().toPoint())
        row = index.row() if index.isValid() else model.rowCount()
        if index.isValid() and event.position().y() > self.visualRect(index).center().y():
            row += 1
        event.accept()
        self.dropped.emit(pages, row)


class HeapList(WordList):
    """Heaps; `dropped` tells which pages were put into which row."""

    dropped = pyqtSignal(list, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setDragDropMode(QListWidget.DragDropMode.DropOnly)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take pages."""
        _accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        """Take pages over a heap."""
        if event and self.indexAt(event.position().toPoint()).isValid():
            _accept(event)
        elif event:
            event.ignore()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Tell into which heap the pages were put."""
        pages = dragged_pages(event.mimeData()) if event else []
        index = self.indexAt(event.position().toPoint()) if event else QModelIndex()
        if event and pages and index.isValid():
            event.accept()
            self.dropped.emit(pages, index.row())


def _accept(event: QDragEnterEvent | QDragMoveEvent | None) -> None:
    if event and dragged_pages(event.mimeData()):
        event.acceptProposedAction()
