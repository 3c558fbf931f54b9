"""The sandbox's folder of files: bytes appended where the last connection ended."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from storage.disk import flush_folder, make_folder
from storage.portal.sandbox.model import Upload

_CHUNK_BYTES = 1 << 16


class WrongOffset(Exception):
    """The upload stands elsewhere, or somebody else is writing to it."""


class WrongBytes(Exception):
    """More bytes than announced, or a whole file that does not have the digest announced."""


class Intake:
    """Keeps uploads as files; a file's length is how far its upload has come."""

    def __init__(self, folder: Path, *, checks: bool = True) -> None:
        make_folder(folder)
        self._folder = folder
        self._checks = checks

    def path(self, upload: Upload) -> Path:
        """Return where the bytes of `upload` are or will be."""
        return self._folder / upload.id

    def offset(self, upload: Upload) -> int:
        """Return how many bytes of `upload` are here."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, upload: Upload, offset: int, read: Callable[[int], bytes]) -> int:
        """Append what `read` gives until it gives nothing; whatever it raises, the bytes so far are kept.

        Returns:
            The new offset.

        Raises:
            WrongOffset: the upload does not stand at `offset`.
            WrongBytes: the upload was removed and can begin anew.
        """
        path = self.path(upload)
        with path.open("ab", buffering=0) as target:
            _take(target.fileno(), offset)
            while chunk := read(_CHUNK_BYTES):
                target.write(chunk)
                offset += len(chunk)
            os.fsync(target.fileno())
        if offset > upload.bytes or (offset == upload.bytes and not self._is_right(upload)):
            path.unlink()
            raise WrongBytes
        flush_folder(self._folder)
        return offset

    def link(self, known: Upload, upload: Upload) -> None:
        """Let `upload` be whole at once, with the bytes of `known`, if it was not begun yet."""
        with suppress(FileExistsError):
            os.link(self.path(known), self.path(upload))

    def _is_right(self, upload: Upload) -> bool:
        if not self._checks:
            return True
        with self.path(upload).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == upload.sha256


def _take(descriptor: int, offset: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise WrongOffset from error
    if os.fstat(descriptor).st_size != offset:
        raise WrongOffset
