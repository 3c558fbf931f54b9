"""What the review shows of what is stored: pages, heaps, fields, and the word that is asked about."""

from collections.abc import Sequence
from dataclasses import replace

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.review.stored import Doubt, Stored
from clerk_app.gui.screens.review.view import REMOVED, FieldLine, Heap, Mark, Question, ShownPage
from clerk_app.gui.screens.review.words import DONE, FIELD_NAMES, said_day
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.gui.screens.scan.words import page_item
from clerk_app.i18n import Translate
from clerk_app.workflow.identity import Identity
from clerk_app.workflow.paper_fields import PaperField
from clerk_app.workflow.stack import Sorting
from scanning.extract.model import FieldName
from storage.model import UNSORTED, Component, Page

_MOST_SAID = 2
"""Differences said at once: a notice is two lines."""


def pages_of(stored: Stored, heap: str) -> list[Page]:
    """Return the pages of a paper, of the stack, or those that were removed."""
    if heap == REMOVED:
        return list(stored.removed)
    return [page for page in stored.pages if page.component == heap]


def strip_item(page: Page, stored: Stored, heap: str, translate: Translate) -> PageItem:
    """Describe a page for the strip; in a stack, which paper it seems to be."""
    item = page_item(page, translate)
    if stored.sorting is None or heap != UNSORTED:
        return item
    return replace(item, badges=(_seems(page, stored.sorting, translate),))


def _seems(page: Page, sorting: Sorting, translate: Translate) -> Words:
    """Say which paper a page of the stack seems to be, and how sure that is."""
    pile = next((pile for pile in sorting.piles if page in pile.pages), None)
    if pile is None:
        return Words(translate("separator, is left out"))
    if pile.component is None:
        return Words(translate("which paper?"), Tone.DOUBT)
    if not pile.confidence:
        return Words(translate("{component}, by the order").format(component=pile.component), Tone.DOUBT)
    return Words(f"{pile.component} · {pile.confidence:.0f} %", Tone.GOOD)


def heaps_of(
    stored: Stored, papers: Sequence[Component], chosen: str, translate: Translate
) -> tuple[Heap, ...]:
    """Return what pages can be in: the stack while there is one, the papers, and what was removed."""
    named = [(part.code, part.name) for part in papers]
    if stored.sorting is not None:
        named.insert(0, (UNSORTED, translate("Stack that is not sorted yet")))
    if stored.removed or chosen == REMOVED:
        named.append((REMOVED, translate("Removed pages")))
    return tuple(Heap(code, name, _count(stored, code, translate)) for code, name in named)


def _count(stored: Stored, code: str, translate: Translate) -> Words:
    count = len(pages_of(stored, code))
    tone = Tone.CALM if code == REMOVED else Tone.GOOD if count else Tone.DOUBT
    return Words(translate("Pages: {pages}").format(pages=count), tone)


def attention(stored: Stored, translate: Translate) -> Words:
    """Say what is left to look at."""
    count = len(stored.doubts)
    if stored.sorting is not None:
        return Words(translate("Look through the sorting, then take it over."), Tone.DOUBT)
    if count:
        return Words(translate("Doubtful words: {count}").format(count=count), Tone.DOUBT)
    return Words(translate("Ready: nothing is left to look at."), Tone.GOOD)


def differences(found: Identity, translate: Translate) -> Words:
    """Say where papers, cards and the application speak differently of a person."""
    said = [
        translate("{component}, page {page} says {read}; it should be {expected}.").format(
            component=each.component, page=each.page, read=each.read, expected=each.expected
        )
        for each in found.mismatches
    ]
    said += [
        translate("{component}, page {page}: the number does not fit the birthday or the sex.").format(
            component=each.component, page=each.page
        )
        for each in found.doubtful
    ]
    return Words(" ".join(dict.fromkeys(said[:_MOST_SAID])), Tone.DOUBT)


def edit_name(kind: str, translate: Translate) -> str:
    """Return what a thing that was done to pages is called."""
    return translate(DONE[kind]) if kind in DONE else kind


def field_line(found: PaperField, translate: Translate) -> FieldLine:
    """Return a field as it is listed."""
    name = translate(FIELD_NAMES[found.name])
    value = said_day(found.value) if found.name is FieldName.ISSUED_DATE else found.value
    return FieldLine(name, value, translate("put right") if found.is_typed else "")


def question(doubt: Doubt, stored: Stored) -> Question:
    """Return the question about a doubtful word."""
    return Question(doubt.text, stored.doubts.index(doubt) + 1, len(stored.doubts))


def large_page(
    page: Page,
    stored: Stored,
    *,
    asked: tuple[int, int] | None,
    field: PaperField | None,
    is_original: bool,
    is_text: bool,
) -> ShownPage:
    """Return a page as it is shown large.

    Args:
        asked: page and place of the word that is asked about.
        field: that is chosen.
        is_original: as it was scanned, without marks.
        is_text: with its text over it.
    """
    is_made = page.cleaned is not None and not is_original
    marks = [
        Mark(each.box, (each.page, each.place) == asked)
        for each in stored.doubts
        if each.page == page.id and is_made
    ]
    if is_made and field is not None and field.page == page.id and field.box is not None:
        marks.append(Mark(field.box, is_current=True, is_field=True))
    words = stored.words.get(page.id, ()) if is_made and is_text else ()
    picture = page.cleaned if is_made and page.cleaned else page.original
    width, height = (int(str(page.findings.get(name, 1))) for name in ("width_px", "height_px"))
    return ShownPage(page.id, picture, width, height, tuple(marks), words)
