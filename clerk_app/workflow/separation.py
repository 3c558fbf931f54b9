"""How a stack is split into documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scanning.model import PageImage, Word
from scanning.separate.codes import codes_on, start_by_code, start_by_sheet
from scanning.separate.model import Expected, Start
from scanning.separate.patch import has_patch_t
from scanning.separate.recognise import start_by_text
from storage.model import Component, Dossier


class Way(StrEnum):
    """What tells where a document begins."""

    NONE = "none"
    SHEETS = "sheets"
    CODES = "codes"
    PAGES = "pages"
    RECOGNISE = "recognise"


@dataclass(frozen=True, slots=True)
class Separation:
    """A way to separate; `pages` each with PAGES, `expected` papers with RECOGNISE."""

    way: Way = Way.NONE
    pages: int = 0
    expected: tuple[Expected, ...] = ()

    def by_number(self, number: int) -> Start | None:
        """Return the start that a page makes by its number in the stack, from 0."""
        return Start() if self.way is Way.PAGES and number % self.pages == 0 else None

    def by_picture(self, page: PageImage) -> Start | None:
        """Return the start that a page makes by its bars and codes; sheets separate wherever codes do."""
        if self.way not in (Way.SHEETS, Way.CODES):
            return None
        codes = codes_on(page)
        sheet = start_by_sheet(codes) or (Start(is_sheet=True) if has_patch_t(page) else None)
        return sheet or (start_by_code(codes) if self.way is Way.CODES else None)

    def by_words(self, words: Sequence[Word], page_height: int) -> Start | None:
        """Return the start that a page makes by what it says."""
        return start_by_text(words, page_height, self.expected) if self.way is Way.RECOGNISE else None


def separation(text: str) -> Separation:
    """Return the separation that a command line names: a way, or `pages:N`.

    Raises:
        ValueError: it names none.
    """
    way, _colon, number = text.partition(":")
    if way == Way.PAGES:
        if int(number) < 1:
            raise ValueError(text)
        return Separation(Way.PAGES, int(number))
    return Separation(Way(text))


_STACK = Separation(Way.CODES)


def start_found(
    original: PageImage, words: Sequence[Word], height: int, papers: Sequence[Expected]
) -> dict[str, Any] | None:
    """Return as data where a page of a stack begins a paper, None where it does not.

    Args:
        original: as scanned.
        words: of the page as it is shown.
        height: of that, in pixels.
        papers: what it may be.
    """
    start = _STACK.by_picture(original)
    start = start or Separation(Way.RECOGNISE, expected=tuple(papers)).by_words(words, height)
    if start is None:
        return None
    return {"sheet": start.is_sheet, "component": start.component, "confidence": start.confidence}


def papers_of(dossier: Dossier) -> tuple[Expected, ...]:
    """Return the papers of a dossier that are scanned."""
    return tuple(Expected(part.code, part.name) for part in scanned_parts(dossier))


def scanned_parts(dossier: Dossier) -> tuple[Component, ...]:
    """Return the components of a dossier that are scanned: not those only shown at the counter."""
    return tuple(part for part in dossier.components if not part.shown_only)
