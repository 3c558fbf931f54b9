"""Where a box on the page as people see it lies in the page's own coordinates."""

from dataclasses import dataclass

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.rw_common import PdfHandler

from signing.errors import UnreadablePdf

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

_HAIR = 1.0
"""Points by which readers differ about where a page ends."""
_A4: Rectangle = (0.0, 0.0, 595.276, 841.89)


@dataclass(frozen=True, slots=True)
class PageShape:
    """The visible part of a page: its crop box in the page's own coordinates, and how viewers turn it.

    ``turned`` is clockwise, 0, 90, 180 or 270 degrees.
    """

    crop: Rectangle
    turned: int

    @property
    def width(self) -> float:
        """Width as shown, points."""
        left, bottom, right, top = self.crop
        return right - left if self.turned % 180 == 0 else top - bottom

    @property
    def height(self) -> float:
        """Height as shown, points."""
        left, bottom, right, top = self.crop
        return top - bottom if self.turned % 180 == 0 else right - left

    def holds(self, shown: Rectangle) -> bool:
        """Tell whether a rectangle lies on the page as shown, and is one."""
        left, bottom, right, top = shown
        across = -_HAIR <= left < right <= self.width + _HAIR
        return across and -_HAIR <= bottom < top <= self.height + _HAIR

    def to_page(self, shown: Rectangle) -> Rectangle:
        """Return a rectangle of the shown page (origin bottom left) in the page's own coordinates."""
        (x0, y0), (x1, y1) = self._point(shown[0], shown[1]), self._point(shown[2], shown[3])
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def to_shown(self, box: Rectangle) -> Rectangle:
        """Return a rectangle of the page's own coordinates on the shown page; the reverse of `to_page`."""
        (x0, y0), (x1, y1) = self._shown_point(box[0], box[1]), self._shown_point(box[2], box[3])
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _shown_point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.crop
        if self.turned == 90:
            return y - bottom, right - x
        if self.turned == 180:
            return right - x, top - y
        if self.turned == 270:
            return top - y, x - left
        return x - left, y - bottom

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.crop
        if self.turned == 90:
            return right - y, bottom + x
        if self.turned == 180:
            return right - x, top - y
        if self.turned == 270:
            return left + y, top - x
        return left + x, bottom + y


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a signature goes, on the page as people see it: points from its bottom left corner.

    ``page`` counts from 0; a negative number counts from the last page.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def rectangle(self) -> Rectangle:
        """The box without its page."""
        return (self.left, self.bottom, self.right, self.top)


def page_shape(document: PdfHandler, page: int) -> PageShape:
    """Read the shape of a page, 0 = first.

    Raises:
        UnreadablePdf: there is no such page.
    """
    try:
        reference, _ = document.find_page_for_modification(page)  # type: ignore[no-untyped-call]
        node = reference.get_object()
    except (PdfReadError, KeyError, IndexError, ValueError) as cause:
        raise UnreadablePdf("no_such_page") from cause
    media = _box(_inherited(node, "/MediaBox")) or _A4
    crop = _overlap(_box(_inherited(node, "/CropBox")) or media, media)
    turned = _inherited(node, "/Rotate")
    return PageShape(crop, int(turned) % 360 if isinstance(turned, int) else 0)


def _inherited(node: DictionaryObject, key: str) -> object:
    for _ in range(64):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _box(value: object) -> Rectangle | None:
    if not isinstance(value, ArrayObject) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(number) for number in value)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _overlap(box: Rectangle, media: Rectangle) -> Rectangle:
    """Viewers show no more than the media box; a crop box beside it counts as absent."""
    left, bottom = max(box[0], media[0]), max(box[1], media[1])
    right, top = min(box[2], media[2]), min(box[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media
