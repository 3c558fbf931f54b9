"""ZIP archives that others made: nothing is unpacked where they say, and what is made to harm is refused."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath

from storage.errors import AnswerRefused

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What Python's reader raises for archives that are damaged or made to harm."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def require_harmless(entries: Sequence[zipfile.ZipInfo], *, most_entries: int, most_bytes: int) -> None:
    """Do nothing if an archive holds plain files of such a number and length in all.

    Raises:
        AnswerRefused: it is too large, holds a name twice, a path that leads out, a link or a locked file.
    """
    names = [entry.filename for entry in entries]
    if len(entries) > most_entries or sum(entry.file_size for entry in entries) > most_bytes:
        raise AnswerRefused("size")
    if len({name.casefold() for name in names}) != len(names):
        raise AnswerRefused("duplicate")
    for entry in entries:
        if _leads_out(entry.filename):
            raise AnswerRefused("path")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise AnswerRefused("link")
        if entry.flag_bits & 1 or entry.compress_type not in _PACKINGS:
            raise AnswerRefused("encrypted")


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name
