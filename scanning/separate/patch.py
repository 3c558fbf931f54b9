"""Recognise Patch T, the bars by which document scanners separate (Kodak A-61599)."""

from collections.abc import Iterator

import numpy as np

from scanning.cleanup.analysis import ANALYSIS_DPI, small_grey
from scanning.model import PageImage, Pixels

_DARK = 128
_BARS = 4
_NARROW_INCHES, _WIDE_INCHES = 0.08, 0.2
_TOLERANCE = 0.35
"""Of a width: copies, scaled prints and a skew of 10 degrees stay within."""

_PROBES = 40
_LEAST_SHARE = 0.25
"""Of the probes: the bars run over half a side; a table's frame or a bar code is crossed by no quarter."""


def has_patch_t(page: PageImage) -> bool:
    """Return whether bars narrow, wide, narrow, wide cross a page, from any side."""
    small = small_grey(page)
    scale = min(ANALYSIS_DPI, page.dpi)
    return any(_share(lines, scale) >= _LEAST_SHARE for lines in (_probes(small.T), _probes(small)))


def _probes(small: Pixels) -> list[Pixels]:
    step = max(1, len(small) // _PROBES)
    return [small[place] < _DARK for place in range(step // 2, len(small), step)]


def _share(lines: list[Pixels], dpi: int) -> float:
    return sum(any(_is_patch(runs, dpi) for runs in _four_bars(line)) for line in lines) / max(1, len(lines))


def _four_bars(line: Pixels) -> Iterator[Pixels]:
    """Yield bar, gap, bar, gap, bar, gap, bar, in pixels, of every four bars that follow each other."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
    lengths = np.diff(edges)
    for first in range(0, len(lengths) - 2 * (_BARS - 1), 2):
        yield lengths[first : first + 2 * _BARS - 1]


def _is_patch(runs: Pixels, dpi: int) -> bool:
    narrow, wide = _NARROW_INCHES * dpi, _WIDE_INCHES * dpi
    wanted = np.array([narrow, narrow, wide, narrow, narrow, narrow, wide])
    return any(bool((abs(runs - order) <= _TOLERANCE * order).all()) for order in (wanted, wanted[::-1]))
