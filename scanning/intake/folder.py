"""A folder that a scanner writes into: which files in it are whole, and where they go afterwards."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TAKEN, REFUSED = "taken", "refused"
"""Folders inside the one that is watched."""

_TEMPORARY = (".part", ".tmp", ".temp", ".partial", ".crdownload", ".filepart", "~")
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_ENDS = {
    ".pdf": b"%%EOF",
    ".jpg": b"\xff\xd9",
    ".jpeg": b"\xff\xd9",
    ".png": b"IEND",
}
_TAIL_BYTES = 1024
_GIVEN_UP_SECONDS = 60.0
"""A file without its end that has not grown for so long will not: it is taken, and refused as damaged."""


@dataclass(frozen=True, slots=True)
class _Look:
    bytes: int
    changed_ns: int


class WatchedFolder:
    """Looks at one folder again and again; ready is what looks the same twice and is not being written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, _Look] = {}

    def ready(self) -> tuple[Path, ...]:
        """Return the files that are whole, by name, numbers in it by their value.

        A file that is still coming in holds back those behind it, so that the order stays.

        Raises:
            OSError: the folder cannot be read.
        """
        before, self._seen = self._seen, {file: _look(file) for file in self._files()}
        whole = []
        for file, look in self._seen.items():
            if before.get(file) != look or not _is_whole(file, look):
                break
            whole.append(file)
        return tuple(whole)

    def put_taken(self, file: Path) -> None:
        """Move a file that is safe elsewhere."""
        self._move(file, TAKEN)

    def put_refused(self, file: Path, sentence: str) -> None:
        """Move a file that could not be taken, and say why in a text beside it; gone ones are let go."""
        if not file.exists():
            return
        moved = self._move(file, REFUSED)
        moved.with_name(f"{moved.name}.txt").write_text(f"{sentence}\n", "utf-8")

    def _files(self) -> Iterator[Path]:
        for file in sorted(self.folder.iterdir(), key=_by_number):
            low = file.name.lower()
            ours = not (low.startswith((".", "~")) or low.endswith(_TEMPORARY) or low in _OF_THE_SYSTEM)
            if ours and file.is_file():
                yield file

    def _move(self, file: Path, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        target, number = folder / file.name, 1
        while target.exists():
            number += 1
            target = folder / f"{file.stem}-{number}{file.suffix}"
        return file.rename(target)


def _look(file: Path) -> _Look:
    try:
        found = file.stat()
    except FileNotFoundError:
        return _Look(-1, 0)
    return _Look(found.st_size, found.st_mtime_ns)


def _by_number(file: Path) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", file.name.lower())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _is_whole(file: Path, look: _Look) -> bool:
    if look.bytes < 0 or _is_being_written(file):
        return False
    end = _ENDS.get(file.suffix.lower())
    return end is None or end in _tail(file, look.bytes) or _is_given_up(look)


def _is_given_up(look: _Look) -> bool:
    return time.time() - look.changed_ns / 1e9 > _GIVEN_UP_SECONDS


def _tail(file: Path, size: int) -> bytes:
    with file.open("rb") as source:
        source.seek(max(0, size - _TAIL_BYTES))
        return source.read()


def _is_being_written(file: Path) -> bool:
    """Return whether somebody on this computer has the file open for writing: then it gives no lease to read.

    Elsewhere (a file that is not ours, a network file system) nobody can tell, and the other signs decide.
    """
    try:
        opened = os.open(file, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(opened)
    return False
