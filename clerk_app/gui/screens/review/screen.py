"""Review: papers on the left, their pages beside, the page large on the right with the word asked about."""

from collections.abc import Callable

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtGui import QImage, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListView,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui.model import Advance
from clerk_app.gui.pictures import read_picture
from clerk_app.gui.runner import Lane, ignore
from clerk_app.gui.screens.review.asked_word import AskedWord
from clerk_app.gui.screens.review.field_list import FieldList
from clerk_app.gui.screens.review.picture import ReviewedPage
from clerk_app.gui.screens.review.presenter import ReviewPresenter
from clerk_app.gui.screens.review.strip import DraggedPages, HeapList, Strip
from clerk_app.gui.screens.review.view import REMOVED, Heap, Question, ReviewState, ShownPage
from clerk_app.gui.screens.scan.delegate import PagePainter
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.gui.screens.step import StepScreen
from clerk_app.gui.widgets.advance_bar import AdvanceBar
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.even_grid import EvenGrid
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.workplace import Workplace
from storage.model import ContentId, Dossier

_THUMBNAIL = 340
_LARGE = 2400
_LEFT_WIDTH = 272
_STRIP_WIDTH = 208
_TOOL_COLUMNS = 5


class ReviewScreen(StepScreen):
    """The third step of a dossier."""

    def __init__(self, place: Workplace, dossier: Dossier) -> None:
        super().__init__()
        self.setObjectName("review")
        self._place = place
        self.strip, self.pages, self.heaps = DraggedPages(), Strip(), HeapList()
        self._painter = PagePainter(place.look)
        self.large = ReviewedPage(place.look)
        self.fields = FieldList(place.language)
        self.text, self.copy_text = ActionButton("showText", "T"), ActionButton("copyText", "Ctrl+C")
        self._caption, self.attention = label("heading"), label("muted")
        self.advance = AdvanceBar(place.language)
        self.undo, self.redo = ActionButton("undo", "Ctrl+Z"), ActionButton("redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.turn_left, self.turn_right = ActionButton("turnLeft", "L"), ActionButton("turnRight", "R")
        self.lean_left, self.lean_right = ActionButton("leanLeft", "["), ActionButton("leanRight", "]")
        self.crop, self.automatic = ActionButton("crop", "K"), ActionButton("automatic", "A")
        self.original, self.join = ActionButton("original", "O"), ActionButton("joinSides", "J")
        self.remove = ActionButton("removePages", "Del", "X")
        self._asked = AskedWord(place.language)
        self.word = self._asked.word
        self._question: Question | None = None
        self._shown: ShownPage | None = None
        self._arrange()
        speak = place.language.translate
        self.presenter = ReviewPresenter(place.desk, place.runner.submit, speak, self, dossier)
        self._connect()
        self.speak()

    def enter(self) -> None:
        """Read what is stored."""
        self.presenter.begin()

    def do_primary(self) -> None:
        """Take over what is being typed, or the sorting, or go on."""
        if self.fields.value.hasFocus():
            self.fields.take()
        elif self.word.hasFocus():
            self.presenter.answer(self.word.text())
        else:
            self.presenter.do_primary()

    def go_on(self) -> None:
        """Go on to signing."""
        self.finished.emit()

    def show_state(self, state: ReviewState) -> None:
        """Show everything but the pages."""
        translate = self._place.language.translate
        self._show_heaps(state)
        show_words(self.attention, state.attention)
        for button, name, done in (
            (self.undo, translate("Undo"), state.undo),
            (self.redo, translate("Redo"), state.redo),
        ):
            button.setEnabled(bool(done) and not state.is_busy)
            button.say(name, f"{name}: {done}" if done else name)
        self.original.say(
            translate("As delivered") if state.is_original else translate("Original"),
            translate("Show the page as it was scanned, and back"),
        )
        self.text.say(
            translate("Page alone") if state.is_text else translate("Text"),
            translate("Show the text over the page, to be read and chosen with the mouse, and back"),
        )
        self.copy_text.setVisible(state.is_text)
        self.crop.setVisible(not state.is_text)
        self.fields.show_fields(state.fields, state.chosen_field, is_busy=state.is_busy)
        is_out = state.chosen == REMOVED
        self.remove.say(translate("Have it back") if is_out else translate("Remove"))
        for button in (self.turn_left, self.turn_right, self.lean_left, self.lean_right, self.automatic):
            button.setEnabled(not is_out and not state.is_busy)
        self.remove.setEnabled(not state.is_busy)
        self._can_crop()

    def show_pages(self, pages: tuple[PageItem, ...], chosen: int | None) -> None:
        """Show exactly these pages, one of them chosen."""
        kept = set(self._chosen())
        self.strip.show_pages(pages)
        row = self.strip.row_of(chosen) if chosen is not None else None
        selection = self.pages.selectionModel()
        if row is None or selection is None:
            return
        selection.blockSignals(True)
        self.pages.setCurrentIndex(self.strip.index(row, 0))
        for number in range(self.strip.rowCount()):
            if self.strip.item_at(number).id in kept:
                selection.select(self.strip.index(number, 0), selection.SelectionFlag.Select)
        selection.blockSignals(False)
        self.pages.scrollTo(self.strip.index(row, 0))

    def show_page(self, page: ShownPage | None) -> None:
        """Show a page large."""
        self.large.show_page(page)
        self._shown = page
        if page is not None and self.large.is_empty:
            self._read(page.picture, _LARGE, lambda image: self._show_large(page, image), self.large.fail)
        else:
            self._show_word()

    def ask(self, question: Question | None) -> None:
        """Ask about a doubtful word."""
        self._question = question
        self._asked.show_question(question)
        self._show_word()

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the work has come."""
        self.advance.show_advance(advance)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._caption.setText(translate("Papers of the dossier"))
        self.turn_left.say(translate("Turn left"), translate("Turn the chosen pages to the left"))
        self.turn_right.say(translate("Turn right"), translate("Turn the chosen pages to the right"))
        self.lean_left.say(translate("Lean left"), translate("Straighten by half a degree to the left"))
        self.lean_right.say(translate("Lean right"), translate("Straighten by half a degree to the right"))
        self.crop.say(translate("Crop"), translate("Keep only the part that was drawn with the mouse"))
        self.automatic.say(translate("Automatic"), translate("Leave the chosen pages to the program again"))
        self.join.say(translate("Two sides"), translate("Both sides of a card on one page, or apart again"))
        self.copy_text.say(translate("Copy the text"), translate("Copy the chosen words, or all of the page"))
        self.large.say(translate("The page is being loaded …"), translate("The page cannot be shown."))
        self.fields.speak()
        self._asked.speak()
        for view, name in (
            (self.heaps, translate("Papers of the dossier")),
            (self.pages, translate("Pages")),
            (self.large, translate("The page")),
        ):
            view.setAccessibleName(name)
        self.heaps.setToolTip(translate("Press 1 to 9 to move the chosen pages there, or drag them"))
        self.pages.setToolTip(
            translate("Drag pages to another place or paper; Shift and Ctrl choose several")
        )
        self.advance.speak()
        self.presenter.speak()

    def _walk(self, step: int) -> None:
        if step > 0:
            self.presenter.next_word()
        else:
            self.presenter.previous_word()

    def _connect(self) -> None:
        chosen = self.pages.selectionModel()
        assert chosen is not None  # noqa: S101 - there is a model
        chosen.currentChanged.connect(self._page_chosen)
        self.strip.thumbnail_wanted.connect(self._read_thumbnail)
        self.heaps.currentItemChanged.connect(self._heap_chosen)
        self.pages.dropped.connect(self._dropped_in_strip)
        self.heaps.dropped.connect(self.presenter.move_to_place)
        self.large.drawn.connect(lambda _drawn: self._can_crop())
        self.advance.stopped.connect(self.presenter.stop)
        self.fields.chosen.connect(self.presenter.choose_field)
        self.fields.put_right.connect(self.presenter.correct_field)
        self.copy_text.clicked.connect(self._copy_text)
        self._asked.answered.connect(self.presenter.answer)
        self._asked.walked.connect(self._walk)
        presenter = self.presenter
        for button, do in (
            (self.undo, presenter.undo),
            (self.redo, presenter.redo),
            (self.turn_left, lambda: presenter.turn(self._chosen(), 270)),
            (self.turn_right, lambda: presenter.turn(self._chosen(), 90)),
            (self.lean_left, lambda: presenter.nudge(self._chosen(), -1)),
            (self.lean_right, lambda: presenter.nudge(self._chosen(), 1)),
            (self.crop, self._crop_page),
            (self.automatic, lambda: presenter.make_automatic(self._chosen())),
            (self.original, presenter.show_original),
            (self.text, presenter.show_text),
            (self.join, lambda: presenter.join_or_part(self._chosen())),
            (self.remove, lambda: presenter.remove(self._chosen())),
        ):
            button.clicked.connect(lambda _checked, do=do: do())
        for number in range(1, 10):
            keys = QShortcut(QKeySequence(str(number)), self)
            keys.activated.connect(lambda place=number - 1: presenter.move_to_place(self._chosen(), place))
        QShortcut(QKeySequence("W"), self).activated.connect(self.word.setFocus)

    def _arrange(self) -> None:
        self.heaps.setObjectName("heaps")
        self.pages.setObjectName("reviewStrip")
        self.pages.setModel(self.strip)
        self.pages.setItemDelegate(self._painter)
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setMovement(QListView.Movement.Static)
        self.pages.setResizeMode(QListView.ResizeMode.Adjust)
        self.pages.setUniformItemSizes(True)
        self.pages.setFixedWidth(_STRIP_WIDTH)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.let_drag()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left())
        row.addWidget(self.pages)
        row.addLayout(self._right(), 1)
        self.show_advance(None)
        self.ask(None)

    def _left(self) -> QWidget:
        card = Card(_LEFT_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self.heaps, 1)
        column.addWidget(self.fields)
        self.attention.setWordWrap(True)
        for widget in (self.attention, self.advance):
            column.addWidget(widget)
        both = QHBoxLayout()
        both.addWidget(self.undo)
        both.addWidget(self.redo)
        column.addLayout(both)
        return card

    def _right(self) -> QVBoxLayout:
        tools = EvenGrid(_TOOL_COLUMNS)
        for button in (self.turn_left, self.turn_right, self.lean_left, self.lean_right):
            tools.add(button)
        tools.add(self.crop, self.copy_text)  # nothing is cropped while the text is shown
        for button in (self.join, self.automatic, self.original, self.text, self.remove):
            tools.add(button)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(tools)
        column.addWidget(self.large, 1)
        column.addWidget(self._asked)
        return column

    def _chosen(self) -> list[int]:
        """Return the ids of the chosen pages, in the order they stand in."""
        rows = sorted(index.row() for index in self.pages.selectedIndexes())
        there = [row for row in rows if row < self.strip.rowCount()]
        return [self.strip.item_at(row).id for row in there]

    def _copy_text(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self.large.text)

    def _crop_page(self) -> None:
        if self._shown is not None and self.large.area is not None:
            self.presenter.crop(self._shown.id, self.large.area)

    def _can_crop(self) -> None:
        self.crop.setEnabled(self.large.area is not None)

    def _dropped_in_strip(self, pages: list[int], row: int) -> None:
        heap = self.heaps.currentItem()
        if heap is not None:
            code = str(heap.data(Qt.ItemDataRole.UserRole))
            self.presenter.move(pages, code, self._number_at(row))

    def _number_at(self, row: int) -> int:
        """Return the number of the page at a row, or behind the last."""
        if row < self.strip.rowCount():
            return self.strip.item_at(row).number
        last = self.strip.rowCount() - 1
        return self.strip.item_at(last).number + 1 if last >= 0 else 1

    def _show_heaps(self, state: ReviewState) -> None:
        self.heaps.blockSignals(True)
        while self.heaps.count() < len(state.heaps):
            self.heaps.addItem(QListWidgetItem())
        while self.heaps.count() > len(state.heaps):
            self.heaps.takeItem(self.heaps.count() - 1)
        for row, heap in enumerate(state.heaps):
            self._show_heap(row, heap)
            if heap.code == state.chosen:
                self.heaps.setCurrentRow(row)
        self.heaps.blockSignals(False)

    def _show_heap(self, row: int, heap: Heap) -> None:
        item = self.heaps.item(row)
        assert item is not None  # noqa: S101 - made above
        item.setText(f"{row + 1}. {heap.name}\n{heap.state.text}")
        item.setIcon(self._place.look.icon("paper", self._place.look.tokens.ink(heap.state.tone)))
        item.setData(Qt.ItemDataRole.UserRole, heap.code)

    def _heap_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.presenter.choose_heap(str(item.data(Qt.ItemDataRole.UserRole)))

    def _page_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.presenter.choose_page(self.strip.item_at(index.row()).id)

    def _show_large(self, page: ShownPage, image: QImage) -> None:
        if self._shown is not None and self._shown.picture == page.picture:
            self.large.show_picture(image)
            self._show_word()

    def _show_word(self) -> None:
        """Show the word that is asked about as it stands on the paper, enlarged."""
        mark = (
            next((each for each in self._shown.marks if each.is_current and not each.is_field), None)
            if self._shown
            else None
        )
        if mark is None or self._question is None:
            return
        self._asked.show_picture(self.large.word_picture(mark.box))

    def _read_thumbnail(self, page: PageItem) -> None:
        self._read(page.picture, _THUMBNAIL, lambda image: self.strip.put_thumbnail(page.id, image))

    def _read(
        self,
        picture: ContentId,
        longest: int,
        show: Callable[[QImage], None],
        fail: Callable[[BaseException], None] = ignore,
    ) -> None:
        file = self._place.desk.storage.contents.path(picture)
        self._place.runner.submit(
            Lane.DOCUMENT,
            lambda _report: read_picture(file, longest),
            owner=self,
            on_done=show,
            on_error=fail,
        )
