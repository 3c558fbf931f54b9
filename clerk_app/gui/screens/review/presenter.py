"""What the review decides: which pages are shown, what is asked next, and what is done to pages."""

from collections.abc import Callable, Sequence

from clerk_app.gui.model import Advance, Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.pace import Pace, left_words
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.review.recipes import Change, automatic, cropped, nudged, turned
from clerk_app.gui.screens.review.shown import (
    attention,
    differences,
    edit_name,
    field_line,
    heaps_of,
    large_page,
    pages_of,
    question,
    strip_item,
)
from clerk_app.gui.screens.review.stored import Doubt, Shelf, Stored
from clerk_app.gui.screens.review.view import (
    REMOVED,
    Heap,
    ReviewState,
    ReviewView,
    ShownPage,
)
from clerk_app.gui.screens.review.words import iso_day
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow import review
from clerk_app.workflow.correct_field import correct_field
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.identity import Identity, identity
from clerk_app.workflow.paper_fields import PAPER_FIELDS, PaperField
from clerk_app.workflow.stack import sort
from scanning.cleanup.recipe import Area, recipe_from_data
from scanning.errors import ScanCancelled
from scanning.extract.model import FieldName
from scanning.model import Progress, Report
from storage.model import UNSORTED, Dossier, Page

Work = Callable[[Report], object]


class ReviewPresenter:
    """Lets a person put the pages of one dossier right; what is stored is the truth, and is read again."""

    def __init__(
        self, desk: Desk, submit: Submit, translate: Translate, view: ReviewView, dossier: Dossier
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._dossier = dossier
        self._papers = tuple(part for part in dossier.components if not part.shown_only)
        self._shelf = Shelf(desk, dossier.code)
        self._stored = Stored((), (), (), (), None)
        self._heap = self._papers[0].code
        self._page: int | None = None
        self._doubt: tuple[int, int] | None = None
        self._field: FieldName | None = None
        self._is_original = False
        self._is_text = False
        self._is_busy = False
        self._pace = Pace()
        self._work_line = WorkLine(view.show_advance)
        self._job: Cancellable | None = None

    def begin(self) -> None:
        """Read what is stored; a stack that is not sorted yet is shown first."""
        self._load(self._turn_to_what_waits)
        self._submit(
            Lane.DOCUMENT,
            lambda _report: identity(self._desk, self._dossier.code),
            owner=self._view,
            on_done=self._compared,
            on_error=self._fail,
        )

    def choose_heap(self, code: str) -> None:
        """Show the pages of a paper, of the stack, or those that were removed."""
        self._heap, self._page, self._field = code, None, None
        self.speak()

    def choose_page(self, page: int) -> None:
        """Show a page large, and ask about its first doubtful word."""
        if page != self._page:
            self._page = page
            first = next((each for each in self._stored.doubts if each.page == page), None)
            self._doubt = (first.page, first.place) if first else None
            self._show_page()

    def show_original(self) -> None:
        """Show the page as it was scanned, or again as it is delivered."""
        self._is_original = not self._is_original
        self._show_page()
        self._show()

    def show_text(self) -> None:
        """Show the text at the places of its words over the page, or the page alone again."""
        self._is_text = not self._is_text
        self._show_page()
        self._show()

    def choose_field(self, row: int) -> None:
        """Mark the place of a field, on the page where it stands."""
        self._field = PAPER_FIELDS[row]
        found = self._chosen_field()
        if found is not None and found.page is not None:
            self._page = found.page
        self.speak()

    def correct_field(self, value: str) -> None:
        """Put the chosen field right."""
        name, heap, known = self._field, self._heap, self._chosen_field()
        if name is FieldName.ISSUED_DATE:
            value = iso_day(value)
        if name is not None and known is not None and value.strip() != known.value:
            self._do(lambda _report: correct_field(self._desk, self._dossier.code, heap, name, value))

    def do_primary(self) -> None:
        """Take the proposed sorting over, else go on."""
        sorting = self._stored.sorting
        if self._is_busy:
            return
        if sorting is None:
            self._view.go_on()
        else:
            self._do(lambda _report: sort(self._desk, self._dossier.code, sorting))

    def turn(self, pages: Sequence[int], degrees: int) -> None:
        """Turn pages by quarters, clockwise."""
        self._clean(pages, turned(degrees))

    def nudge(self, pages: Sequence[int], direction: int) -> None:
        """Straighten pages a little more to one side."""
        self._clean(pages, nudged(direction))

    def crop(self, page: int, area: Area) -> None:
        """Keep only a part of a page, given in parts of the page as it is shown."""
        self._clean([page], cropped(area))

    def join_or_part(self, pages: Sequence[int]) -> None:
        """Put both sides of a card on one page; a page that has both is parted again."""
        code, known = self._dossier.code, {page.id: page for page in self._stored.pages}
        if len(pages) == 2:
            front, back = pages
            self._do(lambda _report: review.join_sides(self._desk, code, front, back))
        elif len(pages) == 1 and pages[0] in known and recipe_from_data(known[pages[0]].recipe).back:
            self._do(lambda _report: review.part_sides(self._desk, code, pages[0]))
        else:
            said = later("Choose the front and the back of a card, then join them.")
            self._view.show_notice(Notice(lambda: Words(self.translate(said), Tone.DOUBT)))

    def make_automatic(self, pages: Sequence[int]) -> None:
        """Leave all of clean-up to the program again."""
        self._clean(pages, automatic)

    def remove(self, pages: Sequence[int]) -> None:
        """Take pages out; those that are out come back."""
        code, ids = self._dossier.code, tuple(pages)
        change = review.restore if self._heap == REMOVED else review.remove
        if ids:
            self._do(lambda _report: change(self._desk, code, ids))

    def move(self, pages: Sequence[int], heap: str, at: int | None = None) -> None:
        """Move pages into a paper, before its page number `at`, or to its end."""
        code, ids = self._dossier.code, tuple(pages)
        if heap == REMOVED:
            self.remove(ids)
        elif ids:
            self._do(lambda _report: review.move(self._desk, code, ids, heap, at=at))

    def move_to_place(self, pages: Sequence[int], place: int) -> None:
        """Move pages into the heap at a place in the list, from 0."""
        heaps = self._heaps()
        if place < len(heaps):
            self.move(pages, heaps[place].code)

    def undo(self) -> None:
        """Undo what was done last, today or before."""
        self._do(lambda _report: review.undo(self._desk, self._dossier.code))

    def redo(self) -> None:
        """Do again what was undone."""
        self._do(lambda _report: review.redo(self._desk, self._dossier.code))

    def answer(self, text: str) -> None:
        """Take the word that is asked about as typed, and ask about the next."""
        doubt = self._current()
        if doubt is None or self._is_busy:
            return
        code, answered = self._dossier.code, {doubt.place: text}
        self._step(1)
        self._do(lambda _report: review.correct(self._desk, code, doubt.page, answered))

    def next_word(self) -> None:
        """Ask about the next doubtful word, leaving this one as it is."""
        self._step(1)
        self.speak()

    def previous_word(self) -> None:
        """Ask about the doubtful word before."""
        self._step(-1)
        self.speak()

    def stop(self) -> None:
        """Stop making pages anew: none of them is changed then."""
        if self._job is not None:
            self._job.cancel()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        items = tuple(strip_item(page, self._stored, self._heap, self.translate) for page in self._shown())
        if self._page not in {item.id for item in items}:
            self._page = items[0].id if items else None
        self._view.show_pages(items, self._page)
        self._work_line.speak()
        self._show()
        self._show_page()

    def _load(self, then: Callable[[], None]) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._shelf.read(),
            owner=self._view,
            on_done=lambda stored: self._loaded(stored, then),
            on_error=self._fail,
        )

    def _loaded(self, stored: Stored, then: Callable[[], None]) -> None:
        self._stored, self._is_busy = stored, False
        self._work_line.end()
        if self._current() is None:
            first = stored.doubts[0] if stored.doubts else None
            self._doubt = (first.page, first.place) if first else None
        then()
        self.speak()

    def _compared(self, found: Identity) -> None:
        """Say where papers, cards and the application speak differently of a person."""
        if found.mismatches or found.doubtful:
            self._view.show_notice(Notice(lambda: differences(found, self.translate)))

    def _turn_to_what_waits(self) -> None:
        if self._stored.sorting is not None:
            self._heap = UNSORTED
        elif self._stored.doubts:
            self._turn_to(self._stored.doubts[0])
        elif not self._shown():
            self._heap = next((page.component for page in self._stored.pages), self._heap)

    def _do(self, work: Work) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._view.show_notice(None)
        self._show()
        self._pace.begin()
        self._job = self._submit(
            Lane.DOCUMENT,
            work,
            owner=self._view,
            on_done=lambda _edit: self._load(self._stay),
            on_error=self._fail,
            on_progress=self._take_progress,
        )

    def _stay(self) -> None:
        """Stay with a heap that still has pages."""
        if self._heap == UNSORTED and self._stored.sorting is None:
            self._heap = next((page.component for page in self._stored.pages), self._papers[0].code)

    def _take_progress(self, progress: Progress) -> None:
        left = self._pace.seconds_left(progress.done, progress.total)
        self._work_line.say(lambda: self._progress_words(progress, left))

    def _progress_words(self, progress: Progress, left: float | None) -> Advance:
        said = self.translate("Making page {done} of {total} anew …")
        percent = round(100 * progress.done / progress.total) if progress.total else None
        words = said.format(done=progress.done + 1, total=progress.total)
        return Advance(words, percent, left_words(left, self.translate), can_stop=True)

    def _fail(self, error: BaseException) -> None:
        stopped = Notice(lambda: Words(self.translate("Stopped. No page was changed.")))
        self._view.show_notice(stopped if isinstance(error, ScanCancelled) else failed(error, self.translate))
        if self._is_busy:
            self._load(self._stay)

    def _clean(self, pages: Sequence[int], change: Change) -> None:
        known = {page.id: page for page in self._stored.pages}
        wanted = [known[page] for page in pages if page in known]
        recipes = {page.id: change(page, recipe_from_data(page.recipe)) for page in wanted}
        if recipes:
            code = self._dossier.code
            self._do(lambda report: review.clean(self._desk, code, recipes, report=report))

    def _current(self) -> Doubt | None:
        return next((each for each in self._stored.doubts if (each.page, each.place) == self._doubt), None)

    def _step(self, by: int) -> None:
        """Turn to another doubtful word, round the corner at the end."""
        doubts = self._stored.doubts
        if not doubts:
            return
        places = [(each.page, each.place) for each in doubts]
        here = places.index(self._doubt) if self._doubt in places else -by
        self._turn_to(doubts[(here + by) % len(doubts)])

    def _turn_to(self, doubt: Doubt) -> None:
        self._doubt = (doubt.page, doubt.place)
        self._page = doubt.page
        self._heap = next(page.component for page in self._stored.pages if page.id == doubt.page)

    def _shown(self) -> list[Page]:
        return pages_of(self._stored, self._heap)

    def _heaps(self) -> tuple[Heap, ...]:
        return heaps_of(self._stored, self._papers, self._heap, self.translate)

    def _show(self) -> None:
        done = [edit for edit in self._stored.edits if not edit.undone]
        undone = [edit for edit in self._stored.edits if edit.undone]
        state = ReviewState(
            heaps=self._heaps(),
            chosen=self._heap,
            attention=attention(self._stored, self.translate),
            undo=edit_name(done[-1].kind, self.translate) if done else "",
            redo=edit_name(undone[0].kind, self.translate) if undone else "",
            is_original=self._is_original,
            is_busy=self._is_busy,
            is_text=self._is_text,
            fields=tuple(
                field_line(each, self.translate) for each in self._stored.fields.get(self._heap, ())
            ),
            chosen_field=None if self._field is None else PAPER_FIELDS.index(self._field),
        )
        self._view.show_state(state)
        is_stack = self._stored.sorting is not None
        text = self.translate("Take this sorting over") if is_stack else self.translate("Go on to signing")
        self._view.show_primary(Primary(text, enabled=not self._is_busy))

    def _show_page(self) -> None:
        page = next((each for each in self._shown() if each.id == self._page), None)
        doubt = self._current()
        self._view.show_page(self._large(page) if page else None)
        asked = doubt is not None and page is not None and doubt.page == page.id
        self._view.ask(question(doubt, self._stored) if asked and doubt else None)

    def _large(self, page: Page) -> ShownPage:
        return large_page(
            page,
            self._stored,
            asked=self._doubt,
            field=self._chosen_field(),
            is_original=self._is_original,
            is_text=self._is_text,
        )

    def _fields(self) -> tuple[PaperField, ...]:
        return self._stored.fields.get(self._heap, ())

    def _chosen_field(self) -> PaperField | None:
        return next((each for each in self._fields() if each.name is self._field), None)
