"""Where the first reading of a page doubts, read those words again and believe the surer of the two."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from scanning.cleanup.analysis import grey
from scanning.model import Box, PageImage, Word

READ_AGAIN_BELOW = 80.0

_HATTED = frozenset("âêôăÂÊÔĂ")
"""Vowels with one mark: a second one over it (ấ, ề, ổ) is what readings lose most, and lose surely.

Measured on seven office scans with 104 wrong letters after one reading: doubtful words read again leave
98, hatted ones as well 73; whole lines with doubtful words left 90 at twice the time.
"""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_PADDING_SHARE = 0.25
"""Of the height of a word: room for the marks over its capitals."""

_SAME_PLACE = 0.4
"""Share of a word's height, and of the narrower one's width, that two readings of it have in common."""

_ALIKE = 0.5
"""Share of equal letters below which two readings do not speak of the same word."""

Words = Sequence[Word]


def worth_reading_again(word: Word) -> bool:
    """Return whether a word is doubted, or could have lost a tone mark without a doubt."""
    return word.confidence < READ_AGAIN_BELOW or not _HATTED.isdisjoint(word.text)


def only_words(page: PageImage, words: Words, wanted: Callable[[Word], bool]) -> PageImage:
    """Return the page in grey with nothing but some words on it, each on its place.

    On its place, because how a line lies and how large it is tells Tesseract what its letters are.
    """
    whole = grey(page)
    pixels = np.full_like(whole, 255)
    for place, word in enumerate(words):
        if wanted(word):
            area = _area(words, place)
            pixels[area] = whole[area]
    return PageImage(pixels, page.dpi)


def _area(words: Words, place: int) -> tuple[slice, slice]:
    """Return rows and columns of a word with its padding, which ends half way to its neighbours."""
    box = words[place].box
    padding = round(_PADDING_SHARE * (box.bottom - box.top))
    left, right = box.left - padding, box.right + padding
    if place > 0 and words[place - 1].line == words[place].line:
        left = max(left, (words[place - 1].box.right + box.left) // 2)
    if place + 1 < len(words) and words[place + 1].line == words[place].line:
        right = min(right, (words[place + 1].box.left + box.right) // 2 + 1)
    return slice(max(0, box.top - padding), box.bottom + padding), slice(max(0, left), max(0, right))


def reconciled(first: Words, second: Words, wanted: Callable[[Word], bool]) -> tuple[Word, ...]:
    """Return the first reading with each wanted word as the second one has it, where that is to be believed.

    What only one reading has is kept from the first and never taken from the second: it is noise more
    often than text.
    """
    return tuple(
        each for word in first for each in (_better(word, second) if wanted(word) else iter((word,)))
    )


def _better(word: Word, second: Words) -> Iterator[Word]:
    again = sorted((each for each in second if _on_place(word.box, each.box)), key=lambda each: each.box.left)
    if len(again) == 1 and again[0].text == word.text:
        yield replace(word, confidence=max(word.confidence, again[0].confidence))
    elif again and (_has_more_tones(word, again) or _is_surer(word, again)):
        for each in again:
            yield replace(each, line=word.line)
    else:
        yield word


def _on_place(box: Box, other: Box) -> bool:
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    narrower = min(box.right - box.left, other.right - other.left)
    return across > _SAME_PLACE * narrower and down > _SAME_PLACE * (box.bottom - box.top)


def _has_more_tones(word: Word, again: Words) -> bool:
    """Return whether one word differs by nothing but tone marks that its hatted vowels have got."""
    if len(again) != 1 or len(again[0].text) != len(word.text):
        return False
    pairs = [(one, other) for one, other in zip(word.text, again[0].text, strict=True) if one != other]
    return bool(pairs) and all(one in _HATTED and _toneless(other) == one for one, other in pairs)


def _toneless(letter: str) -> str:
    marks = (mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES)
    return unicodedata.normalize("NFC", "".join(marks))


def _is_surer(word: Word, again: Words) -> bool:
    text = "".join(each.text for each in again)
    alike = SequenceMatcher(None, word.text, text, autojunk=False).ratio() >= _ALIKE
    return alike and min(each.confidence for each in again) > word.confidence
