"""What the review shows, and what its presenter asks of the screen."""

from dataclasses import dataclass, field
from typing import Protocol

from clerk_app.gui.model import Advance, Notice, Primary, Words
from clerk_app.gui.screens.scan.rows import PageItem
from scanning.model import Box, Word
from storage.model import ContentId

REMOVED = "removed"
"""Code of the heap of pages that were taken out."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Pages that belong together: a paper of the dossier, the unsorted stack, or what was removed."""

    code: str
    name: str
    state: Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of the page that a person should look at; the current one is the one asked about.

    `is_field` marks the place of the chosen field instead.
    """

    box: Box
    is_current: bool
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The page on the screen: its picture, its size in pixels of its words, and what is marked on it.

    `words` are shown over it where its text is wanted.
    """

    id: int
    picture: ContentId
    width_px: int
    height_px: int
    marks: tuple[Mark, ...]
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the paper as it is listed; `value` alone is what can be put right."""

    name: str
    value: str = field(repr=False)
    said: str


@dataclass(frozen=True, slots=True)
class Question:
    """The doubtful word that is asked about: as it was read, and how many wait with it."""

    text: str = field(repr=False)
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything but the pages.

    Attributes:
        heaps: that pages can be in.
        chosen: code of the one that is shown.
        attention: what still wants to be looked at, in words.
        undo: what would be undone, empty where there is nothing.
        redo: what would be done again, empty where there is nothing.
        is_original: whether the page is shown as it was scanned.
        is_busy: whether pages are being changed.
        is_text: whether the text is shown over the page.
        fields: of the paper that is shown, and which one is chosen.
    """

    heaps: tuple[Heap, ...]
    chosen: str
    attention: Words
    undo: str
    redo: str
    is_original: bool
    is_busy: bool
    is_text: bool
    fields: tuple[FieldLine, ...]
    chosen_field: int | None


class ReviewView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: ReviewState) -> None:
        """Show everything but the pages."""

    def show_pages(self, pages: tuple[PageItem, ...], chosen: int | None) -> None:
        """Show exactly these pages, one of them chosen."""

    def show_page(self, page: ShownPage | None) -> None:
        """Show a page large."""

    def ask(self, question: Question | None) -> None:
        """Ask about a doubtful word; None when there is none."""

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the work has come; None when nothing runs."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def go_on(self) -> None:
        """Go on to signing."""
