"""Where words stand on a page, so that a signature can go beside them."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from signing.placement import PageShape, Rectangle

_MOST_HITS = 100
_LINE_ENDS = frozenset("\r\n")


def last_line(page: Any, shape: PageShape, words: str) -> Rectangle | None:
    """Return where a line of nothing but these words stands; the last one, as names under signatures do.

    Args:
        page: of PDFium.
        shape: of the same page.
        words: upper and lower case are the same.

    Returns:
        A box on the page as people see it.
    """
    found = None
    text = page.get_textpage()
    for start, length in _hits(text, words):
        if _ends(text, start - 1, -1) and _ends(text, start + length, 1):
            found = _box(text, shape, start, length)
    return found


def first_words(page: Any, shape: PageShape, words: str) -> Rectangle | None:
    """Return where words stand first on a page, alone or not."""
    text = page.get_textpage()
    return next((_box(text, shape, start, length) for start, length in _hits(text, words)), None)


def _hits(text: Any, words: str) -> Iterator[tuple[int, int]]:
    """Yield start and length; some programs write tone marks as letters of their own."""
    for form in dict.fromkeys(unicodedata.normalize(form, words) for form in ("NFC", "NFD")):
        searcher = text.search(form)
        for _ in range(_MOST_HITS):
            hit = searcher.get_next()
            if hit is None:
                break
            yield hit


def _ends(text: Any, place: int, step: int) -> bool:
    """Tell whether a line ends at a place, looking in one direction past blanks."""
    count = text.count_chars()
    while 0 <= place < count:
        letter = text.get_text_range(place, 1)
        if letter in _LINE_ENDS:
            return True
        if not letter.isspace():
            return False
        place += step
    return True


def _box(text: Any, shape: PageShape, start: int, length: int) -> Rectangle:
    boxes = [text.get_charbox(start + number, loose=True) for number in range(length)]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return shape.to_shown((left, bottom, right, top))
