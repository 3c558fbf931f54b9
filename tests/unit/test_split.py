"""Papers too large for a portal: where they are cut, and how a page gets smaller."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanning.bundle.encode import encoded
from scanning.bundle.shrink import shrunk
from scanning.bundle.split import parts
from scanning.model import Box, BundlePage, Colour, Findings, PageImage, ReadPage, Word
from storage.model import part_code, whole_component

WORD = Word("nhân", 95.0, Box(300, 600, 450, 660), 0)


@given(st.lists(st.integers(1, 100), max_size=40), st.integers(1, 200))
def test_parts_hold_every_page_once_in_order_and_as_many_as_go_in(sizes: list[int], most: int) -> None:
    found = parts(sizes, most)
    assert [number for part in found for number in part] == list(range(len(sizes)))
    assert all(found)
    for part in found:
        assert len(part) == 1 or sum(sizes[number] for number in part) <= most
    for before, after in pairwise(found):
        assert sum(sizes[number] for number in before) + sizes[after[0]] > most


def _page(colour: Colour, dpi: int = 300) -> BundlePage:
    rng = np.random.default_rng(1)
    pixels = np.full((3300, 2550), 255, np.uint8)
    for top in range(200, 3000, 60):
        pixels[top : top + 30, 300:2200][:, rng.integers(0, 2, 1900).repeat(6)[:1900] > 0] = 0
    image = PageImage(np.dstack([pixels] * 3) if colour is Colour.COLOUR else pixels, dpi)
    findings = Findings(image.width, image.height, dpi, 0, 0.0, cropped=False, blank=False, colour=colour)
    return encoded(ReadPage(image, (WORD,), findings))


@pytest.mark.parametrize("colour", [Colour.BILEVEL, Colour.COLOUR])
def test_a_page_gets_smaller_and_keeps_its_paper_and_words(colour: Colour) -> None:
    page = _page(colour)
    small = shrunk(page)
    assert len(small.picture) < len(page.picture)
    assert (small.dpi, small.width_px, small.height_px) == (200, 1700, 2200)
    assert small.words == (Word("nhân", 95.0, Box(200, 400, 300, 440), 0),)
    with pypdfium2.PdfDocument(page.picture) as before, pypdfium2.PdfDocument(small.picture) as after:
        assert after[0].get_size() == pytest.approx(before[0].get_size(), abs=1)
    with pikepdf.open(io.BytesIO(small.picture)) as document:
        kinds = [image.BitsPerComponent for image in document.pages[0].resources.XObject.values()]
        assert (set(kinds) == {1}) == (colour is Colour.BILEVEL)


def test_a_page_that_is_small_already_stays_as_it_is() -> None:
    page = _page(Colour.BILEVEL, dpi=200)
    assert shrunk(page) is page


def test_a_part_knows_its_paper() -> None:
    assert whole_component(part_code("TP01", 12)) == "TP01"
    assert whole_component("TP01") == "TP01"
