"""Nothing leaves this room unless every signature in it still holds."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from signing.errors import OutputRefused, UnreadablePdf
from signing.model import ChangesAfter, Covers
from signing.readings import DocumentReading, Reading, read_document

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """A file that passed: as it was read back, its digest and its size in bytes."""

    document: DocumentReading
    sha256: str
    size: int


@contextmanager
def published(target: Path) -> Iterator[BinaryIO]:
    """Lend a temporary file beside the target that takes its place if the block ends well, else vanishes.

    Raises:
        OSError: disk full, no permission; the target is as it was.
    """
    part = target.parent / f".{target.name}.{secrets.token_hex(6)}.part"
    try:
        with part.open("x+b") as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def publish_signed(
    before: DocumentReading, target: Path, field: str, write: Callable[[BinaryIO], None]
) -> Published:
    """Write a signed file, read it back, and publish it if it is no worse than its source.

    Args:
        before: the source as it was read before signing.
        target: where the signed file goes; may be the source itself.
        field: the name of the new signature's field.
        write: writes the whole signed file.

    Raises:
        OutputRefused: an earlier signature got worse, or the new one does not hold; nothing was published.
    """

    def accept(after: DocumentReading) -> None:
        _refuse_harm(before, after)
        _refuse_unsound(after.signature(field))

    return _checked(target, write, accept)


def publish_unharmed(before: DocumentReading, target: Path, write: Callable[[BinaryIO], None]) -> Published:
    """Do the same for a file that got no new signature of a person.

    Raises:
        OutputRefused: a signature got worse; nothing was published.
    """
    return _checked(target, write, lambda after: _refuse_harm(before, after))


def accept_signed(before: Path, after: Path, field: str) -> None:
    """Judge a signed file against its source, as is done before one is published.

    Raises:
        UnreadablePdf: the source cannot be read.
        OutputRefused: an earlier signature got worse, or the new one does not hold.
    """
    with before.open("rb") as older, after.open("rb") as newer:
        made = _read_back(newer)
        _refuse_harm(read_document(older), made)
        _refuse_unsound(made.signature(field))
        _digest(newer)


def copied_into(output: BinaryIO, source: BinaryIO) -> None:
    """Copy a whole stream, in chunks."""
    source.seek(0)
    shutil.copyfileobj(source, output, _CHUNK_BYTES)


def _checked(
    target: Path, write: Callable[[BinaryIO], None], accept: Callable[[DocumentReading], None]
) -> Published:
    with published(target) as output:
        write(output)
        output.flush()
        # the disk writes while we read: on a slow one it takes longer than the signature
        with ThreadPoolExecutor(1) as beside:
            on_disk = beside.submit(os.fsync, output.fileno())
            after = _read_back(output)
            accept(after)
            digest = _digest(output)
            size = output.seek(0, os.SEEK_END)
        on_disk.result()
    return Published(after, digest, size)


def _read_back(output: BinaryIO) -> DocumentReading:
    try:
        return read_document(output)
    except UnreadablePdf as cause:
        raise OutputRefused(f"unreadable: {cause.reason}") from cause


def _refuse_harm(before: DocumentReading, after: DocumentReading) -> None:
    for old in before.signatures:
        new = after.signature(old.field)
        if new is None or _is_worse(old, new):
            raise OutputRefused(f"harms {old.field}")


def _refuse_unsound(made: Reading | None) -> None:
    if made is None:
        raise OutputRefused("signature missing")
    if not made.intact or made.covers is Covers.PART or made.changes_after is ChangesAfter.FORBIDDEN:
        raise OutputRefused(f"new signature does not hold: {made.reason or made.changes_after.value}")


def _is_worse(old: Reading, new: Reading) -> bool:
    if old.byte_range != new.byte_range or old.certificate != new.certificate:
        return True
    changed = new.changes_after is ChangesAfter.FORBIDDEN and old.changes_after is not ChangesAfter.FORBIDDEN
    return (old.intact and not new.intact) or changed


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _flush_folder(folder: Path) -> None:
    """Make the rename survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
