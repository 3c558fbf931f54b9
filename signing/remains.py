"""What a file holds of signatures, whether its form names them or not."""

import mmap
from pathlib import Path
from typing import Any

import pikepdf

_HEAD_BYTES = 1024
"""Within so many bytes a PDF has to say that it is one (ISO 32000-1, annex H)."""


def signed_ranges(path: Path) -> frozenset[tuple[int, ...]]:
    """Return the byte range of every signature dictionary in a file.

    Raises:
        Exception: pikepdf's: no PDF, or a password is needed.
    """
    with pikepdf.open(path) as document:
        return frozenset(_range(each) for each in document.objects if _is_signature(each))


def seems_signed(path: Path) -> bool:
    """Tell whether a file begins as a PDF without a password and mentions a signature, however damaged it is.

    Raises:
        OSError: it cannot be read.
    """
    if path.stat().st_size == 0:
        return False
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        begins = content.find(b"%PDF-", 0, _HEAD_BYTES) >= 0
        return begins and content.find(b"/Encrypt") < 0 <= content.find(b"/ByteRange")


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
