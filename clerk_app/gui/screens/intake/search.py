"""Find a procedure by a few letters, with or without diacritics."""

import unicodedata
from collections.abc import Sequence

from clerk_app.workflow.procedures import Procedure


def folded(text: str) -> str:
    """Return text in small letters without diacritics: `Đăng ký` becomes `dang ky`."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def found(query: str, procedures: Sequence[Procedure]) -> tuple[Procedure, ...]:
    """Return the procedures whose code or name has every word of the query, the rest left out."""
    words = folded(query).split()
    return tuple(
        each for each in procedures if all(word in folded(f"{each.code} {each.name}") for word in words)
    )
