"""What the review decides: which pages are shown, what is asked next, and what is done to pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from clerk_app.gui.model import Advance, Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.pace import Pace
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.gui.screens.review.stored import Doubt, Shelf, Stored
from clerk_app.gui.screens.review.view import (
    REMOVED,
    FieldLine,
    Heap,
    Mark,
    Question,
    ReviewState,
    ReviewView,
    ShownPage,
)
from clerk_app.gui.screens.review.words import DONE, FIELD_NAMES, iso_day, said_day
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.gui.screens.scan.words import page_item
from clerk_app.i18n import Translate, later
from clerk_app.workflow import review
from clerk_app.workflow.correct_field import correct_field
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.identity import Identity, identity
from clerk_app.workflow.paper_fields import PAPER_FIELDS, PaperField
from clerk_app.workflow.stack import Sorting, sort
from scanning.cleanup.recipe import Area, How, Recipe, recipe_from_data
from scanning.errors import ScanCancelled
from scanning.extract.model import FieldName
from scanning.model import Progress, Report
from storage.model import UNSORTED, Dossier, Page

_NUDGE_DEGREES = 0.5
_WIDEST_DEGREES = 15.0
_MOST_SAID = 2
"""Differences said at once: a notice is two lines."""

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
        self._clean(pages, lambda page, recipe: replace(recipe, turn=(_turned(page) + degrees) % 360))

    def nudge(self, pages: Sequence[int], direction: int) -> None:
        """Straighten pages a little more to one side."""

        def nudged(page: Page, recipe: Recipe) -> Recipe:
            degrees = _skew(page) + direction * _NUDGE_DEGREES
            return replace(recipe, straighten=max(-_WIDEST_DEGREES, min(_WIDEST_DEGREES, degrees)))

        self._clean(pages, nudged)

    def crop(self, page: int, area: Area) -> None:
        """Keep only a part of a page, given in parts of the page as it is shown."""

        def cropped(_page: Page, recipe: Recipe) -> Recipe:
            return replace(recipe, crop=_within(recipe.crop, area))

        self._clean([page], cropped)

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
        self._clean(pages, lambda _page, _recipe: Recipe())

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
        items = tuple(self._item(page) for page in self._shown())
        if self._page not in {item.id for item in items}:
            self._page = items[0].id if items else None
        self._view.show_pages(items, self._page)
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
        self._view.show_advance(None)
        if self._current() is None:
            first = stored.doubts[0] if stored.doubts else None
            self._doubt = (first.page, first.place) if first else None
        then()
        self.speak()

    def _compared(self, found: Identity) -> None:
        """Say where papers, cards and the application speak differently of a person."""
        if found.mismatches or found.doubtful:
            self._view.show_notice(Notice(lambda: self._differences(found)))

    def _differences(self, found: Identity) -> Words:
        said = [
            self.translate("{component}, page {page} says {read}; it should be {expected}.").format(
                component=each.component, page=each.page, read=each.read, expected=each.expected
            )
            for each in found.mismatches
        ]
        said += [
            self.translate(
                "{component}, page {page}: the number does not fit the birthday or the sex."
            ).format(component=each.component, page=each.page)
            for each in found.doubtful
        ]
        return Words(" ".join(dict.fromkeys(said[:_MOST_SAID])), Tone.DOUBT)

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
        said = self.translate("Making page {done} of {total} anew …")
        percent = round(100 * progress.done / progress.total) if progress.total else None
        left = self._pace.words(progress.done, progress.total, self.translate)
        words = said.format(done=progress.done + 1, total=progress.total)
        self._view.show_advance(Advance(words, percent, left, can_stop=True))

    def _fail(self, error: BaseException) -> None:
        stopped = Notice(lambda: Words(self.translate("Stopped. No page was changed.")))
        self._view.show_notice(stopped if isinstance(error, ScanCancelled) else failed(error, self.translate))
        if self._is_busy:
            self._load(self._stay)

    def _clean(self, pages: Sequence[int], change: Callable[[Page, Recipe], Recipe]) -> None:
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
        if self._heap == REMOVED:
            return list(self._stored.removed)
        return [page for page in self._stored.pages if page.component == self._heap]

    def _item(self, page: Page) -> PageItem:
        item = page_item(page, self.translate)
        if self._stored.sorting is None or self._heap != UNSORTED:
            return item
        return replace(item, badges=(self._seems(page, self._stored.sorting),))

    def _seems(self, page: Page, sorting: Sorting) -> Words:
        """Say which paper a page of the stack seems to be, and how sure that is."""
        pile = next((pile for pile in sorting.piles if page in pile.pages), None)
        if pile is None:
            return Words(self.translate("separator, is left out"))
        if pile.component is None:
            return Words(self.translate("which paper?"), Tone.DOUBT)
        if not pile.confidence:
            return Words(
                self.translate("{component}, by the order").format(component=pile.component), Tone.DOUBT
            )
        return Words(f"{pile.component} · {pile.confidence:.0f} %", Tone.GOOD)

    def _heaps(self) -> tuple[Heap, ...]:
        counts = [(part.code, part.name) for part in self._papers]
        if self._stored.sorting is not None:
            counts.insert(0, (UNSORTED, self.translate("Stack that is not sorted yet")))
        if self._stored.removed or self._heap == REMOVED:
            counts.append((REMOVED, self.translate("Removed pages")))
        return tuple(Heap(code, name, self._count(code)) for code, name in counts)

    def _count(self, code: str) -> Words:
        pages = self._stored.removed if code == REMOVED else self._stored.pages
        count = len(pages) if code == REMOVED else sum(page.component == code for page in pages)
        tone = Tone.CALM if code == REMOVED else Tone.GOOD if count else Tone.DOUBT
        return Words(self.translate("Pages: {pages}").format(pages=count), tone)

    def _show(self) -> None:
        done = [edit for edit in self._stored.edits if not edit.undone]
        undone = [edit for edit in self._stored.edits if edit.undone]
        state = ReviewState(
            heaps=self._heaps(),
            chosen=self._heap,
            attention=self._attention(),
            undo=self._called(done[-1].kind) if done else "",
            redo=self._called(undone[0].kind) if undone else "",
            is_original=self._is_original,
            is_busy=self._is_busy,
            is_text=self._is_text,
            fields=tuple(map(self._field_line, self._stored.fields.get(self._heap, ()))),
            chosen_field=None if self._field is None else PAPER_FIELDS.index(self._field),
        )
        self._view.show_state(state)
        is_stack = self._stored.sorting is not None
        text = self.translate("Take this sorting over") if is_stack else self.translate("Go on to signing")
        self._view.show_primary(Primary(text, enabled=not self._is_busy))

    def _called(self, kind: str) -> str:
        return self.translate(DONE[kind]) if kind in DONE else kind

    def _attention(self) -> Words:
        count = len(self._stored.doubts)
        if self._stored.sorting is not None:
            return Words(self.translate("Look through the sorting, then take it over."), Tone.DOUBT)
        if count:
            return Words(self.translate("Doubtful words: {count}").format(count=count), Tone.DOUBT)
        return Words(self.translate("Ready: nothing is left to look at."), Tone.GOOD)

    def _show_page(self) -> None:
        page = next((each for each in self._shown() if each.id == self._page), None)
        doubt = self._current()
        self._view.show_page(self._large(page) if page else None)
        asked = doubt is not None and page is not None and doubt.page == page.id
        self._view.ask(self._question(doubt) if asked and doubt else None)

    def _chosen_field(self) -> PaperField | None:
        there = self._stored.fields.get(self._heap, ())
        return next((each for each in there if each.name is self._field), None)

    def _field_line(self, found: PaperField) -> FieldLine:
        name = self.translate(FIELD_NAMES[found.name])
        value = said_day(found.value) if found.name is FieldName.ISSUED_DATE else found.value
        if found.is_typed:
            return FieldLine(name, value, self.translate("put right"))
        return FieldLine(name, value, "")

    def _question(self, doubt: Doubt) -> Question:
        place = self._stored.doubts.index(doubt)
        return Question(doubt.text, place + 1, len(self._stored.doubts))

    def _large(self, page: Page) -> ShownPage:
        is_made = page.cleaned is not None and not self._is_original
        marks = [
            Mark(each.box, (each.page, each.place) == self._doubt)
            for each in self._stored.doubts
            if each.page == page.id and is_made
        ]
        chosen = self._chosen_field()
        if is_made and chosen is not None and chosen.page == page.id and chosen.box is not None:
            marks.append(Mark(chosen.box, is_current=True, is_field=True))
        words = self._stored.words.get(page.id, ()) if is_made and self._is_text else ()
        picture = page.cleaned if is_made and page.cleaned else page.original
        width, height = (int(str(page.findings.get(name, 1))) for name in ("width_px", "height_px"))
        return ShownPage(page.id, picture, width, height, tuple(marks), words)


def _turned(page: Page) -> int:
    return int(str(page.findings.get("turned_degrees", 0)))


def _skew(page: Page) -> float:
    return float(str(page.findings.get("skew_degrees", 0.0)))


def _within(outer: Area | How, inner: Area) -> Area:
    """Return a part of a part of a page, in parts of the whole page."""
    left, top, right, bottom = (0.0, 0.0, 1.0, 1.0) if isinstance(outer, How) else outer
    wide, high = right - left, bottom - top
    return (left + inner[0] * wide, top + inner[1] * high, left + inner[2] * wide, top + inner[3] * high)
