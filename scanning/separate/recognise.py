"""Recognise the first page of a document by what its head says, and match it with the papers expected."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from scanning.extract.document_types import by_title
from scanning.extract.lines import TextLine, plain, text_lines
from scanning.extract.notation import find_notation
from scanning.model import Word
from scanning.separate.model import Expected, Start

_HEAD_SHARE = 0.4
_MOTTO = ("CONG HOA XA HOI CHU NGHIA", "DOC LAP - TU DO", "DOC LAP TU DO")
_LEAST_TITLE_WORDS = 2
_LEAST_ALIKE = 0.82
"""Of the letters of two words: a lost or wrong letter in a word of six."""

_MATCHED_FROM = 75.0
"""A supplement that quotes the title of its paper stays under it."""

_LONGEST_TITLE_LINES = 3
_LONGEST_NUMBER_WORDS = 6
"""“Số: 171 / GM - SYT”, as it is read at worst."""


def start_by_text(words: Sequence[Word], page_height: int, expected: Sequence[Expected]) -> Start | None:
    """Return the start if this is a first page: the state's motto, a number with notation, or a title.

    Args:
        words: of the page, in pixels as it is shown.
        page_height: in the same pixels.
        expected: papers it may be; the likeliest is named, with its confidence, if one is likely.
    """
    head = [line for line in text_lines(words) if line.box.top < page_height * _HEAD_SHARE]
    matches = [(_likeness(title, each.name), each) for title in _titles(head) for each in expected]
    likeness, best = max(matches, key=lambda match: match[0], default=(0.0, None))
    if best is not None and likeness >= _MATCHED_FROM:
        return Start(component=best.component, confidence=round(likeness, 1))
    return Start() if _opens(head) else None


def _opens(head: Sequence[TextLine]) -> bool:
    motto = any(line.plain.startswith(_MOTTO) or _MOTTO[0] in line.plain for line in head)
    titled = any(by_title(line.text) for line in head if not line.text.startswith("("))
    return motto or _is_numbered(head) or titled


def _is_numbered(head: Sequence[TextLine]) -> bool:
    """Return whether a number with notation stands alone on its line: a sentence quotes another paper's."""
    found = find_notation(head)
    return found is not None and found.number is not None and len(found.line.words) <= _LONGEST_NUMBER_WORDS


def _titles(head: Sequence[TextLine]) -> list[str]:
    """Return what is in capitals in the head: each line, with the lines that continue it."""
    titles = []
    for place, line in enumerate(head):
        if line.text.isupper() and not any(motto in line.plain for motto in _MOTTO):
            following = takewhile(lambda each: each.text.isupper(), head[place + 1 :])
            more = [each.plain for each in following][: _LONGEST_TITLE_LINES - 1]
            titles += [" ".join([line.plain, *more[:count]]) for count in range(len(more) + 1)]
    return titles


def _likeness(title: str, name: str) -> float:
    """Return how much of a title the name of a paper contains, in order, 0 to 100.

    Names say more than titles ("... theo mẫu", "bản chính"), so the title counts; of two names that
    contain it, the shorter one says it more.
    """
    title_words, name_words = title.split(), plain(name).split()
    if len(title_words) < _LEAST_TITLE_WORDS or not name_words:
        return 0.0
    found, place = 0, 0
    for word in title_words:
        next_place = next((n for n in range(place, len(name_words)) if _alike(word, name_words[n])), None)
        if next_place is not None:
            found, place = found + 1, next_place + 1
    share, told = found / len(title_words), found / len(name_words)
    return 100 * share * (0.85 + 0.15 * min(1.0, told)) if found >= _LEAST_TITLE_WORDS else 0.0


def _alike(word: str, other: str) -> bool:
    return word == other or SequenceMatcher(None, word, other, autojunk=False).ratio() >= _LEAST_ALIKE
