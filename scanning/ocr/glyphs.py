"""Read signs that Vietnamese office print does not have as those that look like them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanning.model import Word

_NO_VIETNAMESE_LETTER = str.maketrans("ïîÏÎÿŸ", "iiIIýÝ")
"""No Vietnamese vowel bears a diaeresis, and only a, e and o bear the hat that î is read with."""

_FIGURE = re.compile(r"(?=..)[\W_\dh]*§[\W_\dh§]*")
"""A number, an hour (8h30) or the number of a list: vie reads their 8 as § (8 times in 3 office scans).

Paragraphs are cited as "Điều", "khoản" and "điểm" (Decree 30/2020/NĐ-CP, Appendix I), never by this sign.
"""

_SPECKS = frozenset("`\\")
"""Nothing printed on its own reads so."""

_DASH, _WAVE = "-", "~"
_STILL_DOUBTED = 85.0
"""Under the limit from which nobody looks at a word."""


def printed(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words with the signs that were printed; specks are left out, and guesses are still doubted.

    A lone wave is the dash before an item, unless a number follows it that it makes approximate.
    """
    texts = (*(word.text for word in words), "")
    for word, follower in zip(words, texts[1:], strict=True):
        if word.text in _SPECKS:
            continue
        text = _DASH if word.text == _WAVE and not follower[:1].isdigit() else _letters(word.text)
        changed = text != word.text
        yield replace(word, text=text, confidence=min(word.confidence, _STILL_DOUBTED)) if changed else word


def _letters(text: str) -> str:
    known = text.translate(_NO_VIETNAMESE_LETTER)
    return known.replace("§", "8") if _FIGURE.fullmatch(known) else known
