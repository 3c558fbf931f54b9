"""Whether two revisions look the same: a second opinion, by another reader of PDF than the first one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

from signing.changes.model import Rectangle

_SCALE = 96 / 72
_MOST_PIXELS = 6_000_000
"""A page that would be larger is drawn smaller."""
_DIFFERENT = 48
"""Grey levels (of 255) from which a pixel counts as changed; drawing itself is exact."""
_DARK, _LIGHT = 128, 208
_HIDDEN_PIXELS = 12
"""A covered digit of 12 points has twice as many dark pixels at this scale."""
_BORDER_PIXELS = 2

Boxes = dict[int, list[Rectangle]]
"""By page, from 0: where a permitted change may draw, in the page's own coordinates."""

Greys = np.ndarray[Any, np.dtype[np.int16]]


def look_alike(older: Path, newer: Path, boxes: Boxes, *, printed: bool = False) -> bool:
    """Draw all pages of both files and compare them.

    Outside the boxes nothing may change; inside, nothing that was dark may have become light: a signature may
    be put on a page but may not cover what was signed. With ``printed`` as they come out on paper, where
    layers may be other ones than on the screen.

    Raises:
        pypdfium2.PdfiumError: one of them cannot be drawn.
    """
    with pypdfium2.PdfDocument(older) as before, pypdfium2.PdfDocument(newer) as after:
        if len(before) != len(after):
            return False
        before.init_forms()
        after.init_forms()
        return all(_alike(before[n], after[n], boxes.get(n, ()), printed) for n in range(len(after)))


def _alike(older: Any, newer: Any, boxes: Iterable[Rectangle], printed: bool) -> bool:
    try:
        return older.get_size() == newer.get_size() and _same_pixels(older, newer, boxes, printed)
    finally:
        older.close()
        newer.close()


def _same_pixels(older: Any, newer: Any, boxes: Iterable[Rectangle], printed: bool) -> bool:
    width, height = newer.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    before, after = _drawn(older, scale, printed), _drawn(newer, scale, printed)
    if before.shape != after.shape:
        return False
    inside = np.zeros(after.shape, bool)
    for box in boxes:
        left, top, right, bottom = _pixels(newer, box, scale)
        inside[top:bottom, left:right] = True
    changed = np.abs(after - before) > _DIFFERENT
    hidden = inside & (before < _DARK) & (after > _LIGHT)
    return not bool((changed & ~inside).any()) and int(hidden.sum()) < _HIDDEN_PIXELS


def _drawn(page: Any, scale: float, printed: bool) -> Greys:
    mode = "print" if printed else None
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True, optimize_mode=mode)
    try:
        return np.array(bitmap.to_numpy(), np.int16).reshape(bitmap.height, bitmap.width)
    finally:
        bitmap.close()


def _pixels(page: Any, box: Rectangle, scale: float) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom in pixels of the drawn page, turned and cropped as it is."""
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    wide, high = right - left, top - bottom
    turned = {
        0: (x0, high - y1, x1, high - y0),
        90: (y0, x0, y1, x1),
        180: (wide - x1, y0, wide - x0, y1),
        270: (high - y1, wide - x1, high - y0, wide - x0),
    }[page.get_rotation()]
    x, y, u, v = (number * scale for number in turned)
    return (
        max(0, int(x) - _BORDER_PIXELS),
        max(0, int(y) - _BORDER_PIXELS),
        max(0, int(u) + 1 + _BORDER_PIXELS),
        max(0, int(v) + 1 + _BORDER_PIXELS),
    )
