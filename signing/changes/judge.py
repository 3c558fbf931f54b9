"""Judges what was appended after a signature: by structure, by pictures, by what the signatures permit."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf

from signing.changes.model import Change, Kind
from signing.changes.pictures import Boxes, look_alike
from signing.changes.structure import changes_between
from signing.layers import has_layers
from signing.model import ChangesAfter

_CHUNK_BYTES = 1 << 20
_BLANKS = b" \t\r\n\x00\x0c"


@dataclass(frozen=True, slots=True)
class Permission:
    """What a signature lets happen afterwards.

    ``certified`` is the level of a certification (DocMDP): 1 nothing, 2 forms and signatures, 3 remarks too;
    None for a plain signature, after which others may sign and nothing else may change. ``locked`` tells of a
    field's name whether the signature locks it (FieldMDP).
    """

    certified: int | None = None
    locked: frozenset[str] = frozenset()
    locks_all_but: frozenset[str] | None = None

    def locks(self, field: str) -> bool:
        """Tell whether a field is locked."""
        if self.locks_all_but is not None:
            return field not in self.locks_all_but
        return field in self.locked

    def allows(self, change: Change) -> bool:
        """Tell whether a change is permitted; locks are about values of fields, not about new signatures."""
        if change.kind is Kind.FORBIDDEN or (
            change.kind is Kind.FORM and change.field is not None and self.locks(change.field)
        ):
            return False
        most = {None: Kind.SIGNATURE, 1: Kind.VALIDATION, 2: Kind.FORM, 3: Kind.COMMENT}
        return change.kind <= most.get(self.certified, Kind.VALIDATION)


def changes_since(stream: BinaryIO, end: int, permission: Permission, *, pictures: bool) -> ChangesAfter:
    """Judge what follows the first ``end`` bytes of a file.

    Args:
        stream: the file.
        end: where the signed revision ends.
        permission: what the signature permits.
        pictures: draw all pages too.

    Raises:
        Exception: of the readers, on damaged files; what cannot be compared is not proved harmless.
    """
    stream.seek(end)
    if not _says_something(stream):
        return ChangesAfter.NONE
    with _copied(stream, None) as newer, _copied(stream, end) as older:
        with pikepdf.open(older) as before, pikepdf.open(newer) as after:
            found = changes_between(before, after)
            ways = (False, True) if has_layers(before) or has_layers(after) else (False,)
        if not all(permission.allows(change) for change in found):
            return ChangesAfter.FORBIDDEN
        boxes = _boxes(found)
        if pictures and not all(look_alike(older, newer, boxes, printed=way) for way in ways):
            return ChangesAfter.FORBIDDEN
    return ChangesAfter.ALLOWED


def _boxes(changes: Iterable[Change]) -> Boxes:
    boxes: Boxes = {}
    for change in changes:
        if change.page is not None and change.box is not None:
            boxes.setdefault(change.page, []).append(change.box)
    return boxes


def _says_something(stream: BinaryIO) -> bool:
    """Tell whether anything but blanks and an end-of-file comment follows."""
    rest = stream.read(_CHUNK_BYTES)
    return bool(rest.replace(b"%%EOF", b"").strip(_BLANKS)) or bool(stream.read(1))


@contextmanager
def _copied(stream: BinaryIO, size: int | None) -> Iterator[Path]:
    """Copy the first bytes of a file, all of them without a size, for readers that want a path."""
    name = getattr(stream, "name", None)
    if size is None and isinstance(name, str | Path) and Path(name).is_file():
        yield Path(name)
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        stream.seek(0)
        if size is None:
            shutil.copyfileobj(stream, copy, _CHUNK_BYTES)
        while size is not None and size > 0 and (chunk := stream.read(min(size, _CHUNK_BYTES))):
            copy.write(chunk)
            size -= len(chunk)
        copy.flush()
        yield Path(copy.name)
