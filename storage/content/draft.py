"""A file being written: invisible until whole, swept when its writer died."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.disk import flush_folder


class Draft:
    """A temporary file, locked by its writer so that a sweep can tell the living from the dead."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    @contextmanager
    def create(cls, folder: Path) -> Iterator[Draft]:
        """Yield a new draft in `folder`; it is gone at the end unless it was published."""
        path, descriptor = _create_locked(folder)
        try:
            yield cls(path, descriptor)
        finally:
            with suppress(FileNotFoundError):
                path.unlink()
            os.close(descriptor)

    def write(self, chunk: bytes) -> None:
        """Append `chunk` whole: the system may take it in parts."""
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def publish(self, place: Path) -> None:
        """Give the bytes their final name, on the disk before in the folder."""
        os.fsync(self._descriptor)
        self._path.replace(place)
        flush_folder(place.parent)


def sweep(folder: Path) -> None:
    """Remove the drafts whose writers are dead; those of living processes are locked and stay."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            _remove_if_abandoned(path)


def _create_locked(folder: Path) -> tuple[Path, int]:
    while True:
        path = folder / secrets.token_hex(16)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return path, descriptor
        os.close(descriptor)  # swept between its creation and its lock


def _remove_if_abandoned(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
