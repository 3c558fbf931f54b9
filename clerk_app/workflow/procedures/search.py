"""Find a procedure by its code or a few letters, without diacritics, small typos forgiven."""

import difflib
from collections.abc import Collection, Sequence
from functools import lru_cache

from clerk_app.workflow.procedures.model import Procedure
from storage.folding import folded

_CLOSE = 0.75
"""Ratio of difflib: one wrong letter in four is still the word."""
_SHORTEST_TYPO = 4


def found(query: str, procedures: Sequence[Procedure]) -> tuple[Procedure, ...]:
    """Return the procedures that have every word of the query in code or name, the plainest name first.

    Those that have the words side by side come before the others. A word that occurs nowhere stands for
    the words nearest to it. Without a word, all are returned in their order.
    """
    wanted = " ".join(folded(query).split())
    texts = [_text(each) for each in procedures]
    meant = [_meant(word, texts) for word in wanted.split()]
    matching = [
        each
        for each, text in zip(procedures, texts, strict=True)
        if all(any(word in text for word in words) for words in meant)
    ]
    if wanted:
        matching.sort(key=lambda each: (wanted not in _text(each), len(each.name)))
    return tuple(matching)


def _meant(word: str, texts: Sequence[str]) -> Collection[str]:
    if len(word) < _SHORTEST_TYPO or any(word in text for text in texts):
        return (word,)
    vocabulary = {each for text in texts for each in text.split()}
    return difflib.get_close_matches(word, vocabulary, n=5, cutoff=_CLOSE) or (word,)


@lru_cache(maxsize=4096)
def _text(procedure: Procedure) -> str:
    return folded(f"{procedure.code} {procedure.name}")
