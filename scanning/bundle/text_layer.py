"""The invisible text of a page: every word on its place, real spaces, copies right."""

import io
from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Final, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace
from reportlab.pdfgen.canvas import Canvas

from resources import resource
from scanning.bundle.picture import POINTS_PER_INCH, paper_points
from scanning.model import BundlePage, Word

_FONT = "ClerkText"
_INVISIBLE: Final = 3
_ASCENT, _DESCENT = 0.891, 0.216
"""Tinos, in parts of the font size: what a reader's selection covers."""

_LEAST_GAP = 0.16
"""Of the font size: poppler ignores written spaces and joins words that stand closer than 0.1."""

_LEVEL_WITHIN = 1.35
"""Of the tallest word: as much do letters that reach up in one word and down in another make of a line."""

_LEAST_SHARE = 0.5
"""Of a word's own width, kept even where the next one overlaps it."""


class TextLayer:
    """A PDF with one page of invisible text per page read, at the size of the paper."""

    def __init__(self) -> None:
        _register_font()
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pageCompression=1, invariant=1, initialFontName=_FONT)  # type: ignore[arg-type]

    def add(self, page: BundlePage) -> None:
        """Draw the text of the next page."""
        size = (paper_points(page.width_px, page.dpi), paper_points(page.height_px, page.dpi))
        self._canvas.setPageSize(size)
        for _line, words in groupby(page.words, key=lambda word: word.line):
            _draw_line(self._canvas, page, tuple(words))
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """Return the PDF; nothing can be added after."""
        self._canvas.save()
        return self._out.getvalue()


def points(pixels: float, page: BundlePage) -> float:
    """Return a length of a page's pixels in PDF points."""
    return pixels * POINTS_PER_INCH / page.dpi


def _register_font() -> None:
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(resource("fonts", "Tinos-Regular.ttf"))))


def _face() -> TTFontFace:
    font = pdfmetrics.getFont(_FONT)
    return cast(TTFont, font).face


def _draw_line(canvas: Canvas, page: BundlePage, words: Sequence[Word]) -> None:
    """Draw one line: one size, if it is level one baseline, each word stretched to its own box."""
    height, is_level = _height(words)
    lowest = max(word.box.bottom for word in words)
    size = max(1.0, points(height, page) / (_ASCENT + _DESCENT))
    text = canvas.beginText()
    text.setTextRenderMode(_INVISIBLE)
    text.setFont(_FONT, size)
    for word, following in zip_longest(words, words[1:]):
        drawable = _drawable(word.text)
        natural = pdfmetrics.stringWidth(drawable, _FONT, size)
        wanted = points(word.box.right - word.box.left, page)
        if following is not None:
            room = points(following.box.left - word.box.left, page) - _LEAST_GAP * size
            wanted = max(min(wanted, room), wanted * _LEAST_SHARE)
        text.setHorizScale(max(1.0, 100.0 * wanted / natural))
        bottom = lowest if is_level else (word.box.top + word.box.bottom + height) / 2
        baseline = points(page.height_px - bottom, page) + size * _DESCENT
        text.setTextOrigin(points(word.box.left, page), baseline)
        text.textOut(drawable + " ")
    canvas.drawText(text)


def _height(words: Sequence[Word]) -> tuple[float, bool]:
    """Return the height of a line in pixels, and whether it is level; as scanned, lines may climb."""
    whole = max(word.box.bottom for word in words) - min(word.box.top for word in words)
    tallest = max(word.box.bottom - word.box.top for word in words)
    is_level = whole <= _LEVEL_WITHIN * tallest
    return (whole, True) if is_level else (tallest, False)


def _drawable(text: str) -> str:
    """Replace what the font has no letter for: a missing glyph is no PDF/A (ISO 19005-2, 6.2.11.8)."""
    known = _face().charToGlyph
    return "".join(letter if ord(letter) in known else "?" for letter in text)
