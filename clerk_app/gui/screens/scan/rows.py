"""The strip of pages."""

from dataclasses import dataclass, replace
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QPixmap

from clerk_app.gui.model import Words
from storage.model import ContentId

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class PageItem:
    """One page as the presenter describes it; `picture` names the newest picture of it."""

    id: int
    number: int
    picture: ContentId
    badges: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    item: PageItem
    thumbnail: QPixmap | None = None


class PageStrip(QAbstractListModel):
    """Pages in the order of their numbers, each with its thumbnail once that is read.

    A thumbnail is wanted when its page comes into sight: a stack has more pages than a screen.
    """

    thumbnail_wanted = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[_Shown] = []
        self._asked: dict[int, ContentId] = {}

    def show_pages(self, items: tuple[PageItem, ...]) -> None:
        """Show exactly these pages, keeping the thumbnails that are known."""
        known = {page.item.id: page.thumbnail for page in self._pages}
        self.beginResetModel()
        self._pages = [_Shown(item, known.get(item.id)) for item in items]
        self.endResetModel()

    def put(self, item: PageItem) -> None:
        """Show a page that is new, or changed."""
        row = self.row_of(item.id)
        if row is None:
            row = sum(page.item.number < item.number for page in self._pages)
            self.beginInsertRows(QModelIndex(), row, row)
            self._pages.insert(row, _Shown(item))
            self.endInsertRows()
        else:
            self._replace(row, replace(self._pages[row], item=item))

    def put_thumbnail(self, page: int, image: QImage) -> None:
        """Show the picture of a page, if it is still there."""
        row = self.row_of(page)
        if row is not None:
            self._replace(row, replace(self._pages[row], thumbnail=QPixmap.fromImage(image)))

    def item_at(self, row: int) -> PageItem:
        """Return the page of a row."""
        return self._pages[row].item

    def thumbnail_at(self, row: int) -> QPixmap | None:
        """Return the picture of a row, None until it is read; the newest is asked for once."""
        shown = self._pages[row]
        if self._asked.get(shown.item.id) != shown.item.picture:
            self._asked[shown.item.id] = shown.item.picture
            self.thumbnail_wanted.emit(shown.item)
        return shown.thumbnail

    def row_of(self, page: int) -> int | None:
        """Return where a page stands."""
        return next((row for row, shown in enumerate(self._pages) if shown.item.id == page), None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """Return how many pages there are."""
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return the number, or everything that is known of a page as words."""
        if not index.isValid():
            return None
        item = self._pages[index.row()].item
        if role == _ROLE.DisplayRole:
            return str(item.number)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return ", ".join([str(item.number), *(badge.text for badge in item.badges)])
        return None

    def _replace(self, row: int, page: _Shown) -> None:
        self._pages[row] = page
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
