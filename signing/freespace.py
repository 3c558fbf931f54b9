"""Where a page is empty: so that a signature covers nothing that somebody has to read."""

import math
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from signing.placement import Rectangle

Size = tuple[float, float]
"""Width and height in points."""
Point = tuple[float, float]
"""Points from the left and from the bottom of the page as people see it."""
Cells = np.ndarray[Any, np.dtype[np.bool_]]
_Counts = np.ndarray[Any, np.dtype[np.int64]]

_PIXELS = 2
"""To the side of a cell: the finest line of print is still seen."""
_MOST_PIXELS = 6_000_000
_LOCAL, _GLOBAL = 32, 80
"""Grey levels (of 255) by which ink differs from the paper around it, and from the page's paper."""
_NEIGHBOURHOOD = 32
_PADDING_POINTS = 2.0
MARGIN_POINTS = 8.5
"""3 mm at the edges stay empty: printers do not reach them."""


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """Which cells of a page hold ink, as people see it; row 0 is at the top.

    Attributes:
        size: of the page as shown.
        cell: side of a cell, points; 1 unless the page is enormous.
    """

    size: Size
    cell: float
    inked: Cells = field(repr=False)

    @classmethod
    def of(cls, page: Any) -> Self:
        """Look at a page of PDFium, turned and cropped as viewers do, with what its fields show."""
        width, height = page.get_size()
        scale = min(float(_PIXELS), (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
        try:
            greys = np.array(bitmap.to_numpy(), np.int16).reshape(bitmap.height, bitmap.width)
        finally:
            bitmap.close()
        return cls((width, height), _PIXELS / scale, _pooled(_ink(greys)))

    def without(self, box: Rectangle) -> "FreeSpace":
        """Return the space that is left when a box is taken."""
        inked = self.inked.copy()
        rows, columns = self._span(box)
        inked[rows, columns] = True
        return FreeSpace(self.size, self.cell, inked)

    def ink_in(self, box: Rectangle) -> int:
        """Return how many cells of a box hold ink."""
        rows, columns = self._span(box)
        return int(self.inked[rows, columns].sum())

    def ink_in_disc(self, box: Rectangle) -> int:
        """Return how many cells of the disc in a box hold ink."""
        rows, columns = self._span(box)
        cells = self.inked[rows, columns]
        high, wide = (max(1, length) for length in cells.shape)
        down, right = np.ogrid[0.5 : cells.shape[0], 0.5 : cells.shape[1]]
        inside = (2 * down / high - 1) ** 2 + (2 * right / wide - 1) ** 2 <= 1
        return int((cells & inside).sum())

    def nearest(self, size: Size, centre: Point) -> Rectangle | None:
        """Return the empty box of a size whose centre is nearest to a point, None when there is none."""
        counts = self._counts(size)
        return None if counts is None else self._best(counts, size, centre, most=0)

    def emptiest(self, size: Size, centre: Point) -> Rectangle | None:
        """Return the box with the least ink, the nearest of them; None when the page is too small."""
        counts = self._counts(size)
        return None if counts is None else self._best(counts, size, centre, most=int(counts.min()))

    def _span(self, box: Rectangle) -> tuple[slice, slice]:
        left, bottom, right, top = box
        height = self.size[1]
        rows = slice(
            max(0, int((height - top) / self.cell)), max(0, math.ceil((height - bottom) / self.cell))
        )
        return rows, slice(max(0, int(left / self.cell)), max(0, math.ceil(right / self.cell)))

    def _counts(self, size: Size) -> _Counts | None:
        """Return the ink of every box of a size by its top left cell, the padding around it included."""
        edge = math.ceil((MARGIN_POINTS - _PADDING_POINTS) / self.cell)
        cells = self.inked[edge:-edge, edge:-edge]
        wide, high = (math.ceil((side + 2 * _PADDING_POINTS) / self.cell) for side in size)
        if high > cells.shape[0] or wide > cells.shape[1]:
            return None
        sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), np.int64)
        sums[1:, 1:] = cells.cumsum(0).cumsum(1)
        return sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]

    def _best(self, counts: _Counts, size: Size, centre: Point, *, most: int) -> Rectangle | None:
        rows, columns = np.nonzero(counts <= most)
        if not len(rows):
            return None
        edge = math.ceil((MARGIN_POINTS - _PADDING_POINTS) / self.cell)
        lefts = (columns + edge) * self.cell + _PADDING_POINTS
        tops = self.size[1] - (rows + edge) * self.cell - _PADDING_POINTS
        far = np.hypot(lefts + size[0] / 2 - centre[0], tops - size[1] / 2 - centre[1])
        best = int(far.argmin())
        left, top = float(lefts[best]), float(tops[best])
        return (left, top - size[1], left + size[0], top)


def distance(box: Rectangle, point: Point) -> float:
    """Return how far the centre of a box is from a point."""
    return math.hypot((box[0] + box[2]) / 2 - point[0], (box[1] + box[3]) / 2 - point[1])


def _ink(greys: np.ndarray[Any, np.dtype[np.int16]]) -> Cells:
    """Tell ink from paper: by the paper around it, because scans are darker at their edges."""
    side = _NEIGHBOURHOOD * _PIXELS
    paper = np.empty_like(greys)
    for top in range(0, greys.shape[0], side):
        for left in range(0, greys.shape[1], side):
            block = np.s_[top : top + side, left : left + side]
            paper[block] = np.median(greys[block])
    strange = np.abs(greys - np.int16(np.median(paper))) > _GLOBAL
    ink: Cells = (np.abs(greys - paper) > _LOCAL) | strange
    return ink


def _pooled(ink: Cells) -> Cells:
    """Return one cell for each square of pixels: inked if one of them is."""
    high, wide = (-(-side // _PIXELS) for side in ink.shape)
    whole = np.zeros((high * _PIXELS, wide * _PIXELS), np.bool_)
    whole[: ink.shape[0], : ink.shape[1]] = ink
    pooled: Cells = np.logical_or.reduce(whole.reshape(high, _PIXELS, wide, _PIXELS), axis=(1, 3))
    return pooled
