"""The words of a page."""

import unicodedata
from collections.abc import Callable, Sequence

from scanning.model import Box, PageImage, Word
from scanning.ocr.glyphs import printed
from scanning.ocr.noise import without_noise
from scanning.ocr.prepare import FIRST, SECOND, Recipe, prepared
from scanning.ocr.second import only_words, reconciled, worth_reading_again
from scanning.ocr.syllables import with_tone
from scanning.ocr.tesseract import Recognised, Recogniser, probe, recognise

DOUBTFUL_BELOW = 90.0
"""Measured: flags 2.3 % of the words and catches 60 % of the errors."""

LEGIBLE_FROM = 55.0
"""Upright print reads at a mean confidence over 80, faint print over 60; upside down under 45 (measured)."""

LANGUAGES = "vie"
"""`vie+eng` reads Vietnamese worse than `vie` alone (measured)."""

_LARGER_MODEL = "Vietnamese"
"""Slower, and wrong on other words than `vie`: 0.49 % of letters with it, 0.53 % with `vie` (35 readings)."""

_ETH_IS_DYET = ("\N{LATIN CAPITAL LETTER ETH}", "\N{LATIN CAPITAL LETTER D WITH STROKE}")
"""They look the same; Vietnamese has only the latter."""

Reader = Callable[[PageImage], tuple[Word, ...]]


def read_words(
    page: PageImage,
    *,
    languages: str = LANGUAGES,
    again: bool = True,
    recognise: Recogniser = recognise,
) -> tuple[Word, ...]:
    """Return the words of a page in reading order, in NFC, with boxes in its pixels.

    Args:
        page: upright and straight.
        languages: as Tesseract calls them, joined by "+".
        again: read the doubtful words of a legible page a second time, from a picture prepared otherwise.
        recognise: how Tesseract is run; many pages are read faster with a `TesseractPool`.

    Raises:
        ToolMissing, ReadingFailed: see `Recogniser`.
    """

    def read(picture: PageImage, recipe: Recipe, languages: str) -> tuple[Word, ...]:
        small = prepared(picture, recipe)
        found = recognise(small.pixels, small.dpi, languages)
        return _words(found, picture.width / small.width, picture.height / small.height)

    words = read(page, FIRST, languages)
    doubted = again and any(worth_reading_again(word) for word in words)
    if doubted and mean_confidence(words) >= LEGIBLE_FROM:
        second = read(only_words(page, words, worth_reading_again), SECOND, second_model(languages))
        words = reconciled(words, second, worth_reading_again)
    return tuple(with_tone(word) for word in printed(without_noise(words)))


def second_model(languages: str) -> str:
    """Return who reads doubtful words again: for Vietnamese the larger model, where it is installed."""
    has_larger = languages == LANGUAGES and _LARGER_MODEL in probe().languages
    return _LARGER_MODEL if has_larger else languages


def _words(found: Sequence[Recognised], across: float, down: float) -> tuple[Word, ...]:
    """Return the words, their boxes enlarged by two factors from the picture read to the page shown."""
    lines: dict[tuple[int, int, int], int] = {}
    words = []
    for each in found:
        text = unicodedata.normalize("NFC", each.text.strip()).replace(*_ETH_IS_DYET)
        if not text or each.confidence < 0:
            continue
        number = lines.setdefault(each.place, len(lines))
        words.append(Word(text, each.confidence, _box(each, across, down), number))
    return tuple(words)


def _box(each: Recognised, across: float, down: float) -> Box:
    right, bottom = each.left + each.width, each.top + each.height
    return Box(round(each.left * across), round(each.top * down), round(right * across), round(bottom * down))


def mean_confidence(words: tuple[Word, ...]) -> float:
    """Return the mean confidence over letters, 0 to 100; 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def doubtful(words: tuple[Word, ...]) -> int:
    """Return how many words a person should look at."""
    return sum(word.confidence < DOUBTFUL_BELOW for word in words)
