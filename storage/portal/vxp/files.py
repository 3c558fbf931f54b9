"""Bring files to the service from which a portal fetches them; their addresses tell nothing of anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from storage.portal.pace import Pace
from storage.portal.port import SubmissionFile
from storage.portal.profile import FileTransfer
from storage.portal.tus import REFUSALS, upload
from storage.portal.wire import Wire, WireAnswer

Moved = Callable[[int], None]


class FileCourier:
    """Brings files over `wire`, at its `pace`."""

    def __init__(self, wire: Wire, transfer: FileTransfer, pace: Pace) -> None:
        self._wire = wire
        self._transfer = transfer
        self._pace = pace

    def bring(self, file: SubmissionFile, key: str, moved: Moved) -> str | WireAnswer:
        """Bring `file` and return the address to fetch it from, or the answer that refuses it.

        Raises:
            PortalUnreachable, PortalProtocol.
        """
        if self._transfer is FileTransfer.TUS:
            place = upload(self._wire, file, key, moved, self._pace, target="")
        else:
            place = self._put(file, key, moved)
        return place if isinstance(place, WireAnswer) else f"{self._wire.url}{place}"

    def _put(self, file: SubmissionFile, key: str, moved: Moved) -> str | WireAnswer:
        place = f"/{_secret_name(file, key)}.pdf"
        headers = {"Content-Type": file.media_type, "Content-Length": str(file.bytes)}
        answer = self._wire.exchange("PUT", place, headers=headers, content=self._chunks(file, moved))
        answer.require(200, 201, 204, *REFUSALS)
        return answer if answer.status in REFUSALS else place

    def _chunks(self, file: SubmissionFile, moved: Moved) -> Iterator[bytes]:
        sent = 0
        moved(sent)
        with file.path.open("rb") as source:
            while chunk := source.read(self._pace.chunk_bytes):
                self._pace.take(len(chunk))
                yield chunk
                sent += len(chunk)
                moved(sent)


def _secret_name(file: SubmissionFile, key: str) -> str:
    """Return a name that nobody can guess who has not the signed file; the same for each try."""
    return hashlib.sha256(f"{key}/{file.sha256}".encode()).hexdigest()
