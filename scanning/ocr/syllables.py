"""Restore the tone of a syllable that Vietnamese does not have without one."""

import re
import unicodedata
from dataclasses import replace

from scanning.model import Word

_TONELESS_STOP = re.compile(r"(\W*[^\W\d_]*)([âêôăÂÊÔĂ])(ch|[cptCPT]|CH)(\W*)")
"""Syllables that end in c, ch, p or t have the tone sắc or nặng, always."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STILL_DOUBTED = 85.0
"""Under the limit from which nobody looks at a word: a person may say that it was nặng."""

_SAC = "\N{COMBINING ACUTE ACCENT}"


def with_tone(word: Word) -> Word:
    """Return a word like "câp" as "cấp", less sure than before.

    Sắc stands over the hat, where readings lose it; nặng stands under the letter and is not lost there.
    """
    found = _TONELESS_STOP.fullmatch(word.text)
    if found is None or _has_mark_before(found.group(1)):
        return word
    vowel = unicodedata.normalize("NFC", found.group(2) + _SAC)
    text = found.group(1) + vowel + found.group(3) + found.group(4)
    return replace(word, text=text, confidence=min(word.confidence, _STILL_DOUBTED))


def _has_mark_before(letters: str) -> bool:
    """Return whether a vowel before has a tone already: then it is no syllable, or not a Vietnamese one."""
    return any(mark in _TONES for mark in unicodedata.normalize("NFD", letters))
