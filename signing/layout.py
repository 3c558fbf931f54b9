"""Where the five signatures of a decision usually go (NĐ 30/2020, Annex I)."""

from pathlib import Path

from signing.model import Role
from signing.placement import page_shape
from signing.prepare import FIELDS, FieldBox
from signing.readings import DocumentReading
from signing.writing import opened

_MM = 72 / 25.4
_AT_THE_BOTTOM = {
    Role.OFFICIAL.value: (30, 62, 95, 84),
    Role.LEADER.value: (120, 62, 180, 84),
    Role.SEAL.value: (104, 55, 140, 91),
}
"""Millimetres from the bottom left corner of the last page, for a sheet of A4's width."""
_NEAR_THE_HEAD = {Role.NUMBER.value: (45, 42, 80, 35), Role.DATE.value: (125, 42, 190, 35)}
"""Left, bottom, right, top; heights in millimetres below the top of the first page."""
_A4_WIDTH_MM = 210


def usual_boxes(source: Path) -> dict[str, FieldBox]:
    """Return the box of every field, fitted to the pages of a document.

    Raises:
        UnreadablePdf: the source cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document:
        boxes = _bottom(document) | _head(document)
    return {name: boxes[name] for name in FIELDS}


def is_prepared(source: Path) -> bool:
    """Tell whether a document has a field of `FIELDS`, empty or signed.

    Raises:
        UnreadablePdf: it cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document:
        names = document.empty_fields | {reading.field for reading in document.signatures}
    return bool(names & set(FIELDS))


def _bottom(document: DocumentReading) -> dict[str, FieldBox]:
    scale = page_shape(document.reader, -1).width / _A4_WIDTH_MM
    return {
        name: FieldBox(-1, left * scale, bottom * _MM, right * scale, top * _MM)
        for name, (left, bottom, right, top) in _AT_THE_BOTTOM.items()
    }


def _head(document: DocumentReading) -> dict[str, FieldBox]:
    shape = page_shape(document.reader, 0)
    scale = shape.width / _A4_WIDTH_MM
    return {
        name: FieldBox(0, left * scale, shape.height - low * _MM, right * scale, shape.height - high * _MM)
        for name, (left, low, right, high) in _NEAR_THE_HEAD.items()
    }
