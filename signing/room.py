"""The room on a page where a person moves signatures by hand: its edges, its ink, the other signatures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Self

from signing.fields import field_places
from signing.freespace import MARGIN_POINTS, FreeSpace, Size
from signing.layout import drawn
from signing.model import Role
from signing.placement import FieldBox, Rectangle
from signing.writing import opened

_BELONG_TOGETHER = frozenset({Role.LEADER.value, Role.SEAL.value})
"""The seal covers a third of the leader's signature, as it has to (NĐ 30/2020)."""


class Overlap(Enum):
    """What a signature would cover."""

    NONE = "none"
    TEXT = "text"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class PageRoom:
    """One page as people see it; boxes are in points from its bottom left corner.

    ``number`` counts from 0.
    """

    number: int
    size: Size
    space: FreeSpace = field(repr=False)

    @classmethod
    def of(cls, source: Path, page: int) -> Self:
        """Look at a page.

        Raises:
            UnreadablePdf: it cannot be drawn.
        """
        with drawn(source) as document:
            space = FreeSpace.of(document[page])
        return cls(page, space.size, space)

    def inside(self, box: Rectangle) -> Rectangle:
        """Return the box moved onto the page, and off the edges that printers do not reach."""
        left = _within(box[0], box[2] - box[0], self.size[0])
        bottom = _within(box[1], box[3] - box[1], self.size[1])
        return (left, bottom, left + box[2] - box[0], bottom + box[3] - box[1])

    def overlap(self, name: str, boxes: Mapping[str, Rectangle]) -> Overlap:
        """Tell what a signature would cover where it is now.

        Args:
            name: whose.
            boxes: what all signatures of this page draw on by name, its own among them.
        """
        box = boxes[name]
        for other, taken in boxes.items():
            if other != name and {name, other} != _BELONG_TOGETHER and _meet(box, taken):
                return Overlap.SIGNATURE
        inked = self.space.ink_in_disc(box) if name == Role.SEAL.value else self.space.ink_in(box)
        return Overlap.TEXT if inked else Overlap.NONE


def field_boxes(source: Path) -> dict[str, FieldBox]:
    """Return where the signature fields of a document are, empty or signed.

    Raises:
        UnreadablePdf: it cannot be read.
        OSError: it cannot be opened.
    """
    with opened(source) as document:
        return {
            name: FieldBox(place.page, *place.shape.to_shown(place.box))
            for name, place in field_places(document.reader).items()
        }


def _within(place: float, side: float, whole: float) -> float:
    edge = min(MARGIN_POINTS, max(0.0, (whole - side) / 2))
    return min(max(place, edge), max(edge, whole - side - edge))


def _meet(one: Rectangle, other: Rectangle) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]
