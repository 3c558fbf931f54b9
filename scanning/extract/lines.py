"""Words as lines, with the two columns of a letterhead kept apart."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scanning.model import Box, Word

_COLUMN_GAP = 1.6
"""In heights of the line: wider than any space between words, narrower than between the columns of a head."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words that stand together on one line, in order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def plain(self) -> str:
        """The text as `plain` makes it."""
        return plain(self.text)

    @property
    def box(self) -> Box:
        """The smallest box around the words."""
        return Box(
            min(word.box.left for word in self.words),
            min(word.box.top for word in self.words),
            max(word.box.right for word in self.words),
            max(word.box.bottom for word in self.words),
        )

    @property
    def confidence(self) -> float:
        """Mean over letters, 0 to 100."""
        letters = sum(len(word.text) for word in self.words)
        return round(sum(word.confidence * len(word.text) for word in self.words) / letters, 1)

    def is_right_of(self, other: "TextLine") -> bool:
        """Return whether both stand at one height, this one further right."""
        same_height = self.box.top < other.box.bottom and other.box.top < self.box.bottom
        return same_height and self.box.left >= other.box.right

    def digits_believed_from(self, confidence: float) -> bool:
        """Return whether every word with a digit reads at least so surely.

        Pen-written digits read as other digits, but doubtfully.
        """
        numbered = [word for word in self.words if any(letter.isdigit() for letter in word.text)]
        return all(word.confidence >= confidence for word in numbered)


def plain(text: str) -> str:
    """Return the text in capitals without diacritics and single-spaced: what tone mistakes do not change."""
    decomposed = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.split())


def text_lines(words: Sequence[Word]) -> tuple[TextLine, ...]:
    """Return the lines of a page from top to bottom; a line over two columns becomes two."""
    lines = [
        part for _number, line in groupby(words, key=lambda word: word.line) for part in _columns(tuple(line))
    ]
    return tuple(sorted(lines, key=lambda line: (line.box.top, line.box.left)))


def _columns(words: tuple[Word, ...]) -> Iterator[TextLine]:
    """Cut a line where a gap is far wider than its words are high."""
    heights = sorted(word.box.bottom - word.box.top for word in words)
    widest = heights[len(heights) // 2] * _COLUMN_GAP
    start = 0
    for number in range(1, len(words)):
        if words[number].box.left - words[number - 1].box.right > widest:
            yield TextLine(words[start:number])
            start = number
    yield TextLine(words[start:])
