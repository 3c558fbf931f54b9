"""Scan: components on the left, the strip of pages as they come, the newest large on the right."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QImage
from PyQt6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Advance, Words
from clerk_app.gui.pictures import read_picture
from clerk_app.gui.runner import Lane, ignore
from clerk_app.gui.screens.scan.delegate import PagePainter
from clerk_app.gui.screens.scan.presenter import ScanPresenter
from clerk_app.gui.screens.scan.rows import PageItem, PageStrip
from clerk_app.gui.screens.scan.view import Choice, Part, ScanState
from clerk_app.gui.screens.step import StepScreen
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.widgets.page_picture import PagePicture
from clerk_app.gui.widgets.word_list import WordList
from clerk_app.gui.workplace import Workplace
from storage.model import UNSORTED, ContentId, Dossier

_THUMBNAIL = 340
_LARGE = 1600
_LEFT_WIDTH = 272
_STRIP_WIDTH = 208


class ScanScreen(StepScreen):
    """The second step of a dossier."""

    def __init__(self, place: Workplace, dossier: Dossier) -> None:
        super().__init__()
        self.setObjectName("scan")
        self._place = place
        self.strip = PageStrip()
        self._painter = PagePainter(place.look)
        self.parts, self.pages = WordList(), QListView()
        self.large = PagePicture(place.look)
        self.counter = label("heading")
        self._advance, self._bar = label("muted"), QProgressBar()
        self._caption = label("heading")
        self.put_papers = ActionButton("putSamplePapers", "Ctrl+D")
        self.scan_more = ActionButton("scanMore", "Ctrl+R")
        self.scan_again = ActionButton("scanAgain", "R")
        self.go_on_button = ActionButton("goOnWithoutTheRest", "Ctrl+G")
        self.stop_button = ActionButton("stopScanning", "Ctrl+.")
        self.take_files = ActionButton("takeFiles", "Ctrl+O")
        self.profile, self.start = QComboBox(), QComboBox()
        self._arrange()
        feeder = place.feeder
        speak = place.language.translate
        self.presenter = ScanPresenter(place.desk, place.runner.submit, speak, self, dossier, feeder)
        self._connect()
        self.speak()

    def enter(self) -> None:
        """Read what is stored."""
        self.presenter.begin()

    def do_primary(self) -> None:
        """Scan, or go on."""
        self.presenter.do_primary()

    def leave(self) -> bool:
        """Stop the scanner first, on the first Esc."""
        return not self.presenter.stop()

    def go_on(self) -> None:
        """Go on to signing."""
        self.finished.emit()

    def show_state(self, state: ScanState) -> None:
        """Show everything but the pages."""
        self._show_parts(state)
        show_words(self.counter, state.counter)
        self.put_papers.setVisible(state.can_put_papers)
        self.scan_more.setVisible(state.can_scan_more)
        self.scan_again.setVisible(state.can_scan_again)
        self.go_on_button.setVisible(state.can_go_on)
        self.stop_button.setVisible(state.is_busy or state.is_waiting)
        self.parts.setEnabled(not state.is_busy)
        self.take_files.setEnabled(state.can_take_files)
        for box, choices, chosen in (
            (self.profile, state.profiles, state.profile),
            (self.start, state.starts, state.start),
        ):
            _show_choices(box, choices, chosen)
            box.setEnabled(not state.is_busy)

    def show_pages(self, pages: tuple[PageItem, ...]) -> None:
        """Show exactly these pages."""
        self.strip.show_pages(pages)
        if pages:
            self._choose_page(len(pages) - 1)
        else:
            self.large.show_picture(None)

    def put_page(self, page: PageItem) -> None:
        """Show a page that came or changed, and look at it."""
        is_new = self.strip.row_of(page.id) is None
        self.strip.put(page)
        row = self.strip.row_of(page.id)
        if row is not None and (is_new or row == self.pages.currentIndex().row()):
            self._choose_page(row)

    def show_arriving(self, picture: bytes) -> None:
        """Show a page that is still coming in, as far as it is there."""
        self.large.show_picture(QImage.fromData(picture))

    def tell_outside(self, words: Words) -> None:
        """Tell who looks at another window meanwhile."""
        self.told_outside.emit(words)

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the scanner is."""
        self._advance.setVisible(advance is not None)
        self._bar.setVisible(advance is not None)
        if advance:
            self._advance.setText(advance.text)
            self._bar.setRange(0, 0 if advance.percent is None else 100)
            self._bar.setValue(advance.percent or 0)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._caption.setText(translate("Papers of the dossier"))
        self.put_papers.say(
            translate("Put sample papers in the feeder"),
            translate("Demonstration only: does what hands do at a real scanner"),
        )
        self.scan_more.say(translate("Scan more pages"), translate("Scan more into the chosen component"))
        self.scan_again.say(
            translate("Scan this page again"),
            translate("What is scanned now takes the place of the page shown"),
        )
        self.go_on_button.say(
            translate("Sign without the missing papers"), translate("Go on to signing with what is scanned")
        )
        self.stop_button.say(
            translate("Stop"), translate("Stop the scanner; the pages before are kept (Esc)")
        )
        self.take_files.say(
            translate("Take files …"),
            translate("Images, TIFF or PDF instead of paper; they can be dropped here"),
        )
        for view, name in (
            (self.profile, translate("Scan profile")),
            (self.start, translate("What starts the scanner")),
            (self.parts, translate("Papers of the dossier")),
            (self.pages, translate("Pages")),
        ):
            describe(view, name)
        self._bar.setAccessibleName(translate("Progress"))
        self.presenter.speak()

    def _connect(self) -> None:
        self.strip.thumbnail_wanted.connect(self._read_thumbnail)
        self.parts.currentItemChanged.connect(self._part_chosen)
        chosen = self.pages.selectionModel()
        assert chosen is not None  # noqa: S101 - there is a model
        chosen.currentChanged.connect(self._page_chosen)
        self.put_papers.clicked.connect(self.presenter.put_papers)
        self.scan_more.clicked.connect(self.presenter.scan)
        self.scan_again.clicked.connect(self._scan_again)
        self.take_files.clicked.connect(self._choose_files)
        self.profile.activated.connect(
            lambda _row: self.presenter.choose_profile(str(self.profile.currentData()))
        )
        self.start.activated.connect(lambda _row: self.presenter.choose_start(str(self.start.currentData())))
        self.stop_button.clicked.connect(self.presenter.stop)
        self.go_on_button.clicked.connect(self.go_on)

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.profile.setObjectName("scanProfile")
        self.start.setObjectName("scanStart")
        self.parts.setObjectName("components")
        self.pages.setObjectName("pageStrip")
        self.pages.setModel(self.strip)
        self.pages.setItemDelegate(self._painter)
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setMovement(QListView.Movement.Static)
        self.pages.setResizeMode(QListView.ResizeMode.Adjust)
        self.pages.setFlow(QListView.Flow.LeftToRight)
        self.pages.setUniformItemSizes(True)
        self.pages.setFixedWidth(_STRIP_WIDTH)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left())
        row.addLayout(self._right(), 1)
        self.show_advance(None)

    def _right(self) -> QVBoxLayout:
        """Lay out how paper comes in, and below it the pages that came."""
        ways, pages, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for box in (self.profile, self.start):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            ways.addWidget(box)
        ways.addStretch(1)
        ways.addWidget(self.take_files)
        pages.setSpacing(16)
        pages.addWidget(self.pages)
        pages.addWidget(self.large, 1)
        column.setSpacing(8)
        column.addLayout(ways)
        column.addLayout(pages, 1)
        return column

    def _left(self) -> QWidget:
        card = Card(_LEFT_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self.parts, 1)
        column.addWidget(self.counter)
        self.counter.setWordWrap(True)
        for widget in (
            self._advance,
            self._bar,
            self.stop_button,
            self.scan_more,
            self.scan_again,
            self.go_on_button,
        ):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.put_papers)
        return card

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wait no more for paper; a window that is only made small goes on."""
        if event and not event.spontaneous():
            self.presenter.rest()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files that are dragged over the step."""
        mime = event.mimeData() if event else None
        if event and mime and mime.hasUrls() and self.take_files.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Take the files that were dropped, in the order of their names."""
        mime = event.mimeData() if event else None
        files = sorted(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()) if mime else []
        if files:
            self.presenter.take_files(files)

    def _scan_again(self) -> None:
        index = self.pages.currentIndex()
        if index.isValid():
            self.presenter.scan_again(self.strip.item_at(index.row()).id)

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self._place.language.translate("Take files …"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter("*.pdf *.tif *.tiff *.jpg *.jpeg *.png")
        if dialog.exec():
            self.presenter.take_files([Path(name) for name in dialog.selectedFiles()])

    def _show_parts(self, state: ScanState) -> None:
        self.parts.blockSignals(True)
        while self.parts.count() < len(state.parts):
            self.parts.addItem(QListWidgetItem())
        for row, part in enumerate(state.parts):
            self._show_part(row, part)
            if part.code == state.chosen:
                self.parts.setCurrentRow(row)
        self.parts.blockSignals(False)

    def _show_part(self, row: int, part: Part) -> None:
        item = self.parts.item(row)
        assert item is not None  # noqa: S101 - made above
        state = part.state.text if part.code == UNSORTED else f"{part.code} · {part.state.text}"
        item.setText(f"{part.name}\n{state}")
        item.setIcon(self._place.look.icon("paper", self._place.look.tokens.ink(part.state.tone)))
        item.setData(Qt.ItemDataRole.UserRole, part.code)
        if not part.can_be_chosen:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _part_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.presenter.choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _choose_page(self, row: int) -> None:
        index = self.strip.index(row, 0)
        if index == self.pages.currentIndex():
            self._page_chosen(index)
        self.pages.setCurrentIndex(index)
        self.pages.scrollTo(index)

    def _page_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            item = self.strip.item_at(index.row())
            self._read(item.picture, _LARGE, lambda image: self._show_large(item.id, image))

    def _show_large(self, page: int, image: QImage) -> None:
        index = self.pages.currentIndex()
        if index.isValid() and self.strip.item_at(index.row()).id == page:
            self.large.show_picture(image)

    def _read_thumbnail(self, page: PageItem) -> None:
        self._read(page.picture, _THUMBNAIL, lambda image: self.strip.put_thumbnail(page.id, image))

    def _read(self, picture: ContentId, longest: int, show: Callable[[QImage], None]) -> None:
        file = self._place.desk.storage.contents.path(picture)
        self._place.runner.submit(
            Lane.DOCUMENT,
            lambda _report: read_picture(file, longest),
            owner=self,
            on_done=show,
            on_error=ignore,
        )


def _show_choices(box: QComboBox, choices: tuple[Choice, ...], chosen: str) -> None:
    """Show what can be chosen; the box's own signals stay quiet, for nobody chose anything."""
    there = [(box.itemData(row), box.itemText(row)) for row in range(box.count())]
    if there != [(each.name, each.text) for each in choices]:
        box.clear()
        for each in choices:
            box.addItem(each.text, each.name)
            box.setItemData(box.count() - 1, each.text, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(box.findData(chosen))
