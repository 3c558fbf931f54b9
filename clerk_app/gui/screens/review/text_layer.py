"""The text of a page at the places of its words: what lies under the pointer, and what is chosen of it."""

from collections.abc import Sequence

from scanning.model import Box, Word


class TextLayer:
    """The words of one page in reading order; some that follow each other may be chosen."""

    def __init__(self, words: Sequence[Word] = ()) -> None:
        self.words = tuple(words)
        self.boxes = _as_high_as_their_lines(self.words)
        self._begin: int | None = None
        self._end: int | None = None

    @property
    def chosen(self) -> range:
        """Places of the chosen words."""
        if self._begin is None or self._end is None:
            return range(0)
        first, last = sorted((self._begin, self._end))
        return range(first, last + 1)

    @property
    def text(self) -> str:
        """The chosen words, or all of them; each line of the page on a line of its own."""
        places = self.chosen or range(len(self.words))
        parts: list[str] = []
        for place in places:
            word = self.words[place]
            is_new = place > places.start and word.line != self.words[place - 1].line
            parts.append(f"{'' if not parts else chr(10) if is_new else ' '}{word.text}")
        return "".join(parts)

    def begin(self, x: float, y: float) -> None:
        """Begin to choose at a point, in pixels of the page; beside every word, none is chosen."""
        self._begin = self._end = self._at(x, y)

    def go_on(self, x: float, y: float) -> None:
        """Choose up to the word that is nearest to a point."""
        if self.words:
            nearest = min(range(len(self.words)), key=lambda place: self._distance(place, x, y))
            self._begin = nearest if self._begin is None else self._begin
            self._end = nearest

    def _at(self, x: float, y: float) -> int | None:
        return next((place for place in range(len(self.words)) if not self._distance(place, x, y)), None)

    def _distance(self, place: int, x: float, y: float) -> float:
        """Return how far a point is from a word; lines count more than columns, as a reader goes by lines."""
        box = self.words[place].box
        across = max(box.left - x, 0, x - box.right)
        down = max(box.top - y, 0, y - box.bottom)
        return across + 8 * down


def _as_high_as_their_lines(words: Sequence[Word]) -> tuple[Box, ...]:
    """Return where each word is written, all of one line at one height."""
    lines: dict[int, tuple[int, int]] = {}
    for word in words:
        top, bottom = lines.get(word.line, (word.box.top, word.box.bottom))
        lines[word.line] = (min(top, word.box.top), max(bottom, word.box.bottom))
    return tuple(
        Box(word.box.left, lines[word.line][0], word.box.right, lines[word.line][1]) for word in words
    )
