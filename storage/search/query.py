"""What a person typed, as terms to be found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.folding import folded

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases that must all occur, each a run of folded words.

    With `open_end` nothing stands behind the last word: somebody may still be typing it.

    A code such as `H92.01.13-261125-0001` is several words to an index, and therefore a phrase.
    """

    phrases: tuple[tuple[str, ...], ...]
    open_end: bool

    @property
    def first(self) -> str:
        """The first word, to show where it was found."""
        return self.phrases[0][0]


def parsed(words: str) -> Query | None:
    """Return the query, None if there is nothing to look for; what stands between quotes is a phrase."""
    parts = folded(words).split('"')
    terms: list[str] = []
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1
        terms += [part] if quoted else part.split()
    phrases = tuple(tuple(words_in(term)) for term in terms)
    kept = tuple(phrase for phrase in phrases if phrase)
    return Query(kept, words[-1:].isalnum()) if kept else None


def words_in(folded_text: str) -> list[str]:
    """Return the words of a folded text: runs of letters and digits, as FTS5's `unicode61` takes them."""
    return _WORD.findall(folded_text)
