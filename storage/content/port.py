"""What a store of files does, wherever it keeps them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol

from storage.model import ContentId


class ContentStore(Protocol):
    """Keeps bytes under their SHA-256; what is in it is whole, and stays what it was."""

    def put(self, source: bytes | Path | BinaryIO) -> ContentId:
        """Keep the bytes of `source` and return their name; the same bytes are kept once.

        When this returns, the content survives a power cut. A damaged copy already there is replaced.

        Raises:
            DiskFull, ServerGone, StoreUnusable: nothing was kept.
        """

    def path(self, content: ContentId) -> Path:
        """Return a local file with the bytes; to be read, never written.

        Raises:
            UnknownContent: nothing is kept under this name.
            DamagedContent: what the server holds under this name is something else.
        """

    def verify(self, content: ContentId) -> None:
        """Read the kept bytes again and compare their digest with their name.

        Raises:
            UnknownContent: nothing is kept under this name.
            DamagedContent: the bytes are not the ones that were put.
        """

    def remove(self, content: ContentId) -> None:
        """Remove the bytes; nothing happens if they are not there."""
