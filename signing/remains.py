"""What a file holds of signatures, whether its form names them or not."""

from pathlib import Path
from typing import Any

import pikepdf


def signed_ranges(path: Path) -> frozenset[tuple[int, ...]]:
    """Return the byte range of every signature dictionary in a file.

    Raises:
        Exception: pikepdf's: no PDF, or a password is needed.
    """
    with pikepdf.open(path) as document:
        return frozenset(_range(each) for each in document.objects if _is_signature(each))


def _is_signature(each: Any) -> bool:
    return (
        isinstance(each, pikepdf.Dictionary)
        and not isinstance(each, pikepdf.Stream)
        and "/ByteRange" in each
        and "/Contents" in each
    )


def _range(signature: Any) -> tuple[int, ...]:
    numbers = signature["/ByteRange"]
    return tuple(int(each) for each in numbers) if isinstance(numbers, pikepdf.Array) else ()
