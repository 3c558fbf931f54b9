"""A folder of files named by their SHA-256: what is in it is whole, and stays what it was."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from storage.content.draft import Draft, sweep
from storage.disk import make_folder, space_on
from storage.errors import DamagedContent, UnknownContent
from storage.model import ContentId

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK_BYTES = 1 << 20


class FolderStore:
    """Keeps bytes under `root/ab/abcd...`.

    The 256 folders are made at the beginning: a folder made for a page costs a flush of its own.
    """

    def __init__(self, root: Path) -> None:
        """Open the folder, creating it if need be, and sweep what crashes left behind."""
        self._root = root
        self._drafts = root / "drafts"
        with space_on(root):
            self._make_folders()
        sweep(self._drafts)

    def put(self, source: bytes | Path | BinaryIO) -> ContentId:
        """Keep the bytes of `source` and return their name; the same bytes are kept once.

        When this returns, the content survives a power cut. A damaged copy already there is replaced.

        Raises:
            DiskFull: nothing was kept.
        """
        with space_on(self._root), _reading(source) as stream, Draft.create(self._drafts) as draft:
            content = _copy(stream, draft)
            place = self._place(content)
            make_folder(place.parent)  # one that is there costs nothing
            draft.publish(place)
        return content

    def path(self, content: ContentId) -> Path:
        """Return where the bytes lie; to be read, never written.

        Raises:
            UnknownContent: nothing is kept under this name.
        """
        require_digest(content)
        for place in (self._place(content), self._earlier_place(content)):
            if place.is_file():
                return place
        raise UnknownContent(content)

    def verify(self, content: ContentId) -> None:
        """Read the bytes again and compare their digest with their name.

        Raises:
            UnknownContent: nothing is kept under this name.
            DamagedContent: the bytes are not the ones that were put.
        """
        with self.path(content).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != content:
                raise DamagedContent(content)

    def remove(self, content: ContentId) -> None:
        """Remove the bytes; nothing happens if they are not there."""
        require_digest(content)
        for place in (self._place(content), self._earlier_place(content)):
            place.unlink(missing_ok=True)

    def _place(self, content: ContentId) -> Path:
        return self._root / content[:2] / content

    def _earlier_place(self, content: ContentId) -> Path:
        """Return where the first version of the program kept it."""
        return self._root / content[:2] / content[2:4] / content

    def _make_folders(self) -> None:
        if self._drafts.is_dir():
            return
        make_folder(self._root)
        for number in range(256):
            (self._root / f"{number:02x}").mkdir(mode=0o700, exist_ok=True)
        make_folder(self._drafts)  # last, so that it stands for all of them; flushes the root


def require_digest(content: ContentId) -> None:
    """Refuse what is no digest before it becomes part of a path.

    Raises:
        UnknownContent: nothing can be kept under this name.
    """
    if not _DIGEST.match(content):
        raise UnknownContent(content)


@contextmanager
def _reading(source: bytes | Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
    else:
        yield source


def _copy(stream: BinaryIO, draft: Draft) -> ContentId:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
        draft.write(chunk)
    return ContentId(digest.hexdigest())
