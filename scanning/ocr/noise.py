"""Drop what was read where nobody printed: scribbles of a pen, specks, the edges of a scan."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from scanning.model import Word

_NOISE_BELOW = 60.0
"""Faint print reads surer; scribbles read as doubtful letters (measured on office scans)."""

_NOISE_LETTERS = 2.6
"""Of a word on average: a scribble reads as single letters and signs, a name written by hand does not."""


def without_noise(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words without lines of doubtful letters, and without doubtful signs at the ends of lines."""
    return tuple(
        word
        for _line, line in groupby(words, key=lambda word: word.line)
        if not _is_noise(printed := _without_signs(list(line)))
        for word in printed
    )


def _is_noise(line: Sequence[Word]) -> bool:
    letters = sum(len(word.text) for word in line)
    weighed = sum(word.confidence * len(word.text) for word in line)
    return weighed < _NOISE_BELOW * letters and letters < _NOISE_LETTERS * len(line)


def _without_signs(line: list[Word]) -> list[Word]:
    first = next(_places(line), len(line))
    last = next(_places(line[::-1]), 0)
    return line[first : len(line) - last]


def _places(line: Sequence[Word]) -> Iterator[int]:
    """Yield where words stand that are more than a doubtful sign."""
    for place, word in enumerate(line):
        if word.confidence >= _NOISE_BELOW or any(letter.isalnum() for letter in word.text):
            yield place
