"""Read a page twice where the first reading doubts, and believe the surer of the two."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from scanning.model import Box, Word

_ALIKE = 0.5
"""Share of equal letters below which two readings do not speak of the same words."""

Words = Sequence[Word]


def reconciled(first: Words, second: Words) -> tuple[Word, ...]:
    """Return the first reading with every doubtful passage that the second one reads more surely.

    Words are compared in reading order. What only one reading has is kept from the first and never
    taken from the second: it is noise more often than text. Where they agree, the surer confidence counts.
    """
    matcher = SequenceMatcher(
        None, [word.text for word in first], [word.text for word in second], autojunk=False
    )
    return tuple(
        word for tag, i, j, k, m in matcher.get_opcodes() for word in _passage(tag)(first[i:j], second[k:m])
    )


def _passage(tag: str) -> Callable[[Words, Words], Iterator[Word]]:
    return {"equal": _agreed, "replace": _surer}.get(tag, _first_only)


def _agreed(first: Words, second: Words) -> Iterator[Word]:
    for one, other in zip(first, second, strict=True):
        yield replace(one, confidence=max(one.confidence, other.confidence))


def _first_only(first: Words, _second: Words) -> Iterator[Word]:
    yield from first


def _surer(first: Words, second: Words) -> Iterator[Word]:
    if not _speak_of_the_same(first, second) or _least(second) <= _least(first):
        yield from first
        return
    for word in second:
        yield replace(word, line=_nearest(first, word.box).line)


def _nearest(words: Words, box: Box) -> Word:
    return min(words, key=lambda word: abs(word.box.left - box.left) + abs(word.box.top - box.top))


def _speak_of_the_same(first: Words, second: Words) -> bool:
    one, other = ("".join(word.text for word in words) for words in (first, second))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE


def _least(words: Words) -> float:
    return min(word.confidence for word in words)
