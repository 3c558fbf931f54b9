"""Resumable upload of one file: tus 1.0.0 (https://tus.io/protocols/resumable-upload)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from storage.errors import PortalUnreachable
from storage.portal.pace import Pace
from storage.portal.port import SubmissionFile
from storage.portal.wire import Wire, WireAnswer

_INTERRUPTIONS = 3
_VERSION = {"Tus-Resumable": "1.0.0"}
_CONTENT = {"Content-Type": "application/offset+octet-stream"}
REFUSALS = (413, 415, 422)


def upload(
    wire: Wire,
    file: SubmissionFile,
    key: str,
    moved: Callable[[int], None],
    pace: Pace,
    *,
    target: str = "/files",
) -> str | WireAnswer:
    """Bring `file` to the portal's `target` at its `pace`; `moved` is told how many bytes are there.

    The portal finds an upload again by `key` and digest, so that also another process goes on at the byte
    after a cut, and a file that is already there is not sent again.

    Returns:
        Where the file is, a path under the portal's address, when it is there whole; the portal's answer when
        it does not take such a file.

    Raises:
        PortalUnreachable: the connection was cut more than three times.
    """
    created = _create(wire, file, key, target, first=_first_chunk(wire, file, target, pace))
    if created.status in REFUSALS:
        return created
    place = wire.path_of(created.headers.get("Location", ""))
    offset = _offset(created, file) if "Upload-Offset" in created.headers else _asked(wire, place, file)
    return _send(wire, file, place, offset, moved, pace) or place


def _first_chunk(wire: Wire, file: SubmissionFile, target: str, pace: Pace) -> bytes:
    """Return a file that is no longer than a chunk, to travel with its creation where the server can that."""
    if file.bytes > pace.chunk_bytes or not _takes_bytes_at_once(wire, target):
        return b""
    pace.take(file.bytes)
    return file.path.read_bytes()


def _takes_bytes_at_once(wire: Wire, target: str) -> bool:
    """Ask once for each connection what the server can (tus: creation-with-upload)."""
    known = wire.remembered.get(target)
    if known is None:
        said = wire.exchange("OPTIONS", target, headers=_VERSION)
        known = wire.remembered[target] = said.headers.get("Tus-Extension", "")
    return "creation-with-upload" in known.replace(" ", "").split(",")


def _create(wire: Wire, file: SubmissionFile, key: str, target: str, *, first: bytes) -> WireAnswer:
    facts = {"filename": file.name, "filetype": file.media_type, "sha256": file.sha256}
    metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in facts.items())
    headers = {
        **_VERSION,
        "Upload-Length": str(file.bytes),
        "Upload-Metadata": metadata,
        "Idempotency-Key": key,
        **(_CONTENT if first else {}),
    }
    answer = wire.exchange("POST", target, headers=headers, content=first)
    return answer.require(200, 201, *REFUSALS)


def _send(
    wire: Wire, file: SubmissionFile, target: str, offset: int, moved: Callable[[int], None], pace: Pace
) -> WireAnswer | None:
    """Send what is missing from `offset` on; an answer is a refusal that the server thought of only now."""
    interruptions = 0
    moved(offset)
    with file.path.open("rb") as source:
        while offset < file.bytes:
            source.seek(offset)
            chunk = source.read(pace.chunk_bytes)
            pace.take(len(chunk))
            try:
                answer = _patch(wire, target, offset, chunk)
                if answer.status in REFUSALS:
                    return answer
                offset = _moved_to(answer, file, offset, len(chunk))
            except PortalUnreachable:
                interruptions += 1
                if interruptions > _INTERRUPTIONS:
                    raise
                offset = _asked(wire, target, file)
            moved(offset)
    return None


def _asked(wire: Wire, target: str, file: SubmissionFile) -> int:
    return _offset(wire.exchange("HEAD", target, headers=_VERSION), file)


def _patch(wire: Wire, target: str, offset: int, chunk: bytes) -> WireAnswer:
    headers = {
        **_VERSION,
        "Upload-Offset": str(offset),
        **_CONTENT,
    }
    return wire.exchange("PATCH", target, headers=headers, content=chunk)


def _moved_to(answer: WireAnswer, file: SubmissionFile, offset: int, sent: int) -> int:
    after = _offset(answer, file)
    if not offset < after <= offset + sent:
        raise answer.nonsense("Upload-Offset")
    return after


def _offset(answer: WireAnswer, file: SubmissionFile) -> int:
    if answer.status in (404, 410):  # the portal forgot the upload: creating it anew later will do
        raise PortalUnreachable(answer.request)
    text = answer.require(200, 201, 204).headers.get("Upload-Offset", "")
    if not text.isascii() or not text.isdigit() or int(text) > file.bytes:
        raise answer.nonsense("Upload-Offset")
    return int(text)
