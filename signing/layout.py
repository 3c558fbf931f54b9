"""Where signatures go (NĐ 30/2020, Annex I): near the signer's name or where it is usual, over no ink."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdfium2

from signing.anchors import first_words, last_line
from signing.appearance import SEAL_DIAMETER, CornerText, corner_text_size
from signing.errors import UnreadablePdf
from signing.freespace import MARGIN_POINTS, FreeSpace, Point, Size, distance
from signing.model import Role
from signing.placement import FieldBox, PageShape, Rectangle, page_shape
from signing.prepare import FIELDS
from signing.readings import DocumentReading
from signing.writing import opened

_MM = 72 / 25.4
_A4_WIDTH = 210 * _MM
_AT_THE_BOTTOM = {Role.OFFICIAL: (30, 62, 95, 84), Role.LEADER: (120, 62, 180, 84)}
"""Left, bottom, right, top in millimetres from the bottom left corner of a sheet of A4's width."""
_NEAR_THE_HEAD = {Role.NUMBER: (45, 42, 80, 35), Role.DATE: (125, 42, 190, 35)}
"""The same, with heights in millimetres below the top."""
_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4)
_NUMBER_SCALES = (1.0, 0.7, 0.5, 0.35, 0.25)
_REACH = 25 * _MM
"""A signature that finds no room so near to its place gets smaller before it goes farther away."""
_SEAL_STEPS_MM = (0, 2, -2, 4, -4, 6, -6)
_MOST_PAGES = 50
_NUMBER_WORD = "Số:"
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_WIDEST_COPY = 0.45
"""Share of the page's width that the text of a copy may take, so that it stays in its corner."""


def usual_boxes(source: Path, names: Mapping[str, str] = _NO_NAMES) -> dict[str, FieldBox]:
    """Return a box for every field: where it usually goes, or near the signer's name, over no ink.

    Args:
        source: a PDF that will be prepared.
        names: of official and leader by field, as they are printed under their signatures.

    Raises:
        UnreadablePdf: the source cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document, drawn(source) as pages:
        sheet = _Sheets(document, pages)
        boxes = {role.value: sheet.person(role, names.get(role.value, "")) for role in _AT_THE_BOTTOM}
        boxes |= {role.value: sheet.head(role) for role in _NEAR_THE_HEAD}
        boxes[Role.SEAL.value] = sheet.seal(boxes[Role.LEADER.value])
    return {name: boxes[name] for name in FIELDS}


def corner_box(source: Path, text: CornerText, moment: datetime) -> FieldBox:
    """Return the free space nearest to the top right corner of page 1, for a copy's or an attachment's text.

    Raises:
        UnreadablePdf: the source cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document, drawn(source) as pages:
        sheet = _Sheets(document, pages).sheet(0)
    width, height = sheet.space.size
    largest = (width * _WIDEST_COPY, max(height - 2 * MARGIN_POINTS, height / 2))
    natural = corner_text_size(text, moment, largest)
    sizes = [corner_text_size(text, moment, (largest[0], natural[1] * scale)) for scale in _SCALES]
    corner = (width - MARGIN_POINTS, height - MARGIN_POINTS)
    wanted = [(size, (corner[0] - size[0] / 2, corner[1] - size[1] / 2)) for size in sizes]
    return FieldBox(0, *_fitted(sheet.space, wanted))


def is_prepared(source: Path) -> bool:
    """Tell whether a document has a field of `FIELDS`, empty or signed.

    Raises:
        UnreadablePdf: it cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document:
        names = document.empty_fields | {reading.field for reading in document.signatures}
    return bool(names & set(FIELDS))


def has_signature_fields(source: Path) -> bool:
    """Tell whether a document has any signature field, empty or signed.

    Raises:
        UnreadablePdf: it cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document:
        return bool(document.signatures or document.empty_fields)


@dataclass(slots=True)
class _Sheet:
    """A page: its number, its shape, what is drawn on it, and the space that is left."""

    number: int
    shape: PageShape
    page: Any
    space: FreeSpace


class _Sheets:
    """The pages of a document, each looked at once; every box that is given away is taken."""

    def __init__(self, document: DocumentReading, drawn: Any) -> None:
        self._document = document
        self._drawn = drawn
        self._seen: dict[int, _Sheet] = {}

    def sheet(self, number: int) -> _Sheet:
        """Return a page; a negative number counts from the last."""
        number %= len(self._drawn)
        if number not in self._seen:
            page = self._drawn[number]
            shape = page_shape(self._document.reader, number)
            self._seen[number] = _Sheet(number, shape, page, FreeSpace.of(page))
        return self._seen[number]

    def person(self, role: Role, name: str) -> FieldBox:
        """Place a person's signature above the name, else where it usually is on the last page."""
        left, bottom, right, top = (side * _MM for side in _AT_THE_BOTTOM[role])
        size = right - left, top - bottom
        named = self._named(name) if name else None
        if named is not None:
            number, line = named
            foot = ((line[0] + line[2]) / 2, line[3] + _MM)
            return self._give(self.sheet(number), size, foot)
        sheet = self.sheet(-1)
        scale = sheet.space.size[0] / _A4_WIDTH
        return self._give(sheet, (size[0] * scale, size[1]), ((left + right) / 2 * scale, bottom))

    def head(self, role: Role) -> FieldBox:
        """Place number and date near the head of the first page, the number behind its word."""
        sheet = self.sheet(0)
        left, low, right, high = (side * _MM for side in _NEAR_THE_HEAD[role])
        scale = sheet.space.size[0] / _A4_WIDTH
        size = (right - left) * scale, low - high
        word = first_words(sheet.page, sheet.shape, _NUMBER_WORD) if role is Role.NUMBER else None
        if word is None:
            foot = ((left + right) / 2 * scale, sheet.space.size[1] - low)
            return self._give(sheet, size, foot)
        middle = (word[1] + word[3]) / 2
        wanted = [
            ((size[0] * part, size[1] * part**0.5), (word[2] + _MM + size[0] * part / 2, middle))
            for part in _NUMBER_SCALES
        ]
        return self._take(sheet, _fitted(sheet.space, wanted, reach=2 * _MM))

    def seal(self, leader: FieldBox) -> FieldBox:
        """Place the seal in real size over the left third of the leader's signature (NĐ 30/2020)."""
        sheet = self.sheet(leader.page)
        width, height = sheet.space.size
        side = min(SEAL_DIAMETER, width - 2 * MARGIN_POINTS, height - 2 * MARGIN_POINTS)
        left = _within(leader.left + (leader.right - leader.left) / 3 - side, width - side)
        middle = (leader.bottom + leader.top) / 2

        def at(step: float) -> Rectangle:
            bottom = _within(middle - side / 2 + step * _MM, height - side)
            return (left, bottom, left + side, bottom + side)

        # the signature's own box is empty, and shall be covered
        empty = FreeSpace.of(sheet.page)
        best = min(_SEAL_STEPS_MM, key=lambda step: (empty.ink_in_disc(at(step)), abs(step)))
        return FieldBox(sheet.number, *at(best))

    def _named(self, name: str) -> tuple[int, Rectangle] | None:
        """Find the line of a name, on the last page that has it."""
        count = len(self._drawn)
        for number in range(count - 1, max(-1, count - 1 - _MOST_PAGES), -1):
            page = self._drawn[number]
            line = last_line(page, page_shape(self._document.reader, number), name)
            if line is not None:
                return number, line
        return None

    def _give(self, sheet: _Sheet, size: Size, foot: Point) -> FieldBox:
        """Take the free space of a size that stands nearest on a point."""
        wanted = [
            ((size[0] * scale, size[1] * scale), (foot[0], foot[1] + size[1] * scale / 2))
            for scale in _SCALES
        ]
        return self._take(sheet, _fitted(sheet.space, wanted))

    def _take(self, sheet: _Sheet, box: Rectangle) -> FieldBox:
        sheet.space = sheet.space.without(box)
        return FieldBox(sheet.number, *box)


def _fitted(space: FreeSpace, wanted: list[tuple[Size, Point]], *, reach: float = _REACH) -> Rectangle:
    """Return the first size that has room within reach of its place; else the nearest of all.

    On a page without any room it is the emptiest box of the smallest size, and on one that is smaller than
    that, the whole page.
    """
    closest: tuple[float, Rectangle] | None = None
    for size, centre in wanted:
        box = space.nearest(size, centre)
        if box is None:
            continue
        far = distance(box, centre)
        if far <= reach:
            return box
        if closest is None or far < closest[0]:
            closest = far, box
    if closest is not None:
        return closest[1]
    size, centre = wanted[-1]
    return space.emptiest(size, centre) or (0.0, 0.0, *space.size)


def _within(place: float, most: float) -> float:
    """Keep a box of which ``most`` is the highest place on the page, off its edges where there is room."""
    edge = min(MARGIN_POINTS, max(0.0, most / 2))
    return min(max(place, edge), most - edge)


def drawn(source: Path) -> Any:
    """Open a document for drawing, for PDFium; it closes itself as a context.

    Raises:
        UnreadablePdf: PDFium cannot.
    """
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as cause:
        raise UnreadablePdf("not_drawable") from cause
    document.init_forms()
    return document
