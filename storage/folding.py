"""Text as search sees it: small letters without diacritics, letter for letter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def folded(text: str) -> str:
    """Return NFC text in small letters without diacritics: `Đăng ký` becomes `dang ky`.

    Each letter becomes one letter, so that a place in the folded text is the same place in the text.
    """
    return "".join(map(_bare, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    small = letter.lower()
    if small == "đ":
        return "d"
    base = unicodedata.normalize("NFD", small)[0]
    return letter if unicodedata.combining(base) else base
