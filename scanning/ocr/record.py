"""The words of a page as bytes, for the store."""

import json
from collections.abc import Sequence

from scanning.model import Box, Word


def words_to_bytes(words: Sequence[Word]) -> bytes:
    """Return words as JSON rows: text, confidence, left, top, right, bottom, line."""
    rows = [
        [word.text, word.confidence, word.box.left, word.box.top, word.box.right, word.box.bottom, word.line]
        for word in words
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def words_from_bytes(data: bytes) -> tuple[Word, ...]:
    """Return what `words_to_bytes` wrote."""
    return tuple(Word(text, confidence, Box(*box), line) for text, confidence, *box, line in json.loads(data))
