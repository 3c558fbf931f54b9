"""What the review reads: the pages of a dossier, what was done to them, and the words that are doubted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.paper_fields import PaperField, paper_fields
from clerk_app.workflow.review import edits_of, page_words
from clerk_app.workflow.stack import Sorting, proposed
from scanning.model import Box, Word
from scanning.ocr.reading import DOUBTFUL_BELOW
from storage.model import UNSORTED, ContentId, DossierCode, Page, PageEdit


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful word: its page, its place among the words of that page, and what was read where."""

    page: int
    place: int
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Stored:
    """A dossier's pages as they stand.

    Attributes:
        pages: by paper, in order.
        removed: that were taken out.
        edits: what was done, the oldest first.
        doubts: in the order of the pages.
        sorting: how the unsorted stack may fall into papers, None without one.
        words: of each page, by its id.
        fields: of each paper that has pages.
    """

    pages: tuple[Page, ...]
    removed: tuple[Page, ...]
    edits: tuple[PageEdit, ...]
    doubts: tuple[Doubt, ...]
    sorting: Sorting | None
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)
    fields: Mapping[str, tuple[PaperField, ...]] = field(default_factory=dict)


class Shelf:
    """Reads a dossier again and again, and the words of a page only when they changed; for one thread."""

    def __init__(self, desk: Desk, code: DossierCode) -> None:
        self._desk = desk
        self._code = code
        self._known: dict[ContentId, tuple[Word, ...]] = {}

    def read(self) -> Stored:
        """Return what is stored now."""
        with self._desk.storage.unit_of_work(read_only=True) as work:
            pages = work.pages.of(self._code)
            removed = work.pages.of(self._code, removed=True)
        is_stack = any(page.component == UNSORTED for page in pages)
        words = {page.id: self._words(page) for page in (*pages, *removed)}
        return Stored(
            pages,
            removed,
            edits_of(self._desk, self._code),
            tuple(Doubt(page.id, *each) for page in pages for each in _doubts(words[page.id])),
            proposed(self._desk, self._code) if is_stack else None,
            words,
            _fields(pages, words),
        )

    def _words(self, page: Page) -> tuple[Word, ...]:
        if page.words is None:
            return ()
        if page.words not in self._known:
            self._known[page.words] = page_words(self._desk, page)
        return self._known[page.words]


def _doubts(words: Sequence[Word]) -> list[tuple[int, str, Box]]:
    return [
        (place, word.text, word.box) for place, word in enumerate(words) if word.confidence < DOUBTFUL_BELOW
    ]


def _fields(
    pages: Sequence[Page], words: Mapping[int, tuple[Word, ...]]
) -> Mapping[str, tuple[PaperField, ...]]:
    papers: dict[str, list[Page]] = {}
    for page in pages:
        if page.component != UNSORTED:
            papers.setdefault(page.component, []).append(page)
    return {code: paper_fields(paper, [words[page.id] for page in paper]) for code, paper in papers.items()}
