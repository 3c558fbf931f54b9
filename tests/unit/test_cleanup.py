"""Clean-up: what is found is right, and nothing written is lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.cleanup.blank import is_blank
from scanning.cleanup.colour import choose_colour
from scanning.cleanup.edges import black_edges, painted_over
from scanning.cleanup.straighten import skew_degrees, straightened
from scanning.cleanup.turn import lines_run_down, turned
from scanning.intake.images import open_image
from scanning.model import Colour, PageImage
from tests.papers import sample_page


def paper(height: int = 1169, width: int = 827, dpi: int = 100) -> PageImage:
    return PageImage(np.full((height, width), 250, np.uint8), dpi)


@settings(max_examples=12, deadline=None)
@given(degrees=st.floats(-13.0, 13.0))
def test_the_skew_of_a_page_is_found_within_a_tenth_of_a_degree(degrees: float) -> None:
    upright = straightened(sample_page(0), skew_degrees(sample_page(0)))
    askew = straightened(upright, -degrees)
    assert skew_degrees(askew) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
@pytest.mark.parametrize("number", [0, 2])
def test_a_page_on_its_side_is_recognised(number: int, quarter: int) -> None:
    assert lines_run_down(turned(sample_page(number), quarter)) == (quarter in (90, 270))


def test_broken_streaks_of_a_copier_in_the_margin_are_not_taken_for_lines() -> None:
    page = sample_page(0)
    pixels = np.ascontiguousarray(page.pixels[:, :, 1])
    pixels[1300:] = 245  # a few lines are left
    for x in (2290, 2320, 2345):
        for y in range(30, page.height - 40, 90):
            pixels[y : y + 70, x : x + 4] = 20
    assert not lines_run_down(PageImage(pixels, page.dpi))


def test_a_page_whose_halves_have_two_angles_gets_the_same_one_however_it_lies() -> None:
    page = straightened(sample_page(0), skew_degrees(sample_page(0)))
    grey = PageImage(np.ascontiguousarray(page.pixels[:, :, 1]), page.dpi)
    bent = PageImage(np.concatenate([grey.pixels[:1100], straightened(grey, -0.4).pixels[1100:]]), page.dpi)
    middle = skew_degrees(bent)
    assert 0.05 < middle < 0.35
    for degrees in (-12.3, -7.7, -3.1, 1.3, 5.0, 10.2):
        assert skew_degrees(straightened(bent, -degrees)) == pytest.approx(middle + degrees, abs=0.1)


def test_a_turn_goes_clockwise_and_four_of_them_change_nothing() -> None:
    page = paper()
    page.pixels[0, 0] = 0
    assert turned(page, 90).pixels[0, -1] == 0
    assert np.array_equal(turned(turned(page, 270), 90).pixels, page.pixels)


def test_a_black_edge_is_painted_over_and_the_text_stays() -> None:
    page = sample_page(0)
    edged = PageImage(page.pixels.copy(), page.dpi)
    edged.pixels[:, :60] = 10
    clean = painted_over(edged, black_edges(edged))
    assert clean.pixels[:, :60].min() == 255
    assert np.array_equal(clean.pixels[:, 120:], edged.pixels[:, 120:])


def test_a_page_without_black_edges_is_returned_as_it_is() -> None:
    page = sample_page(0)
    assert painted_over(page, black_edges(page)) is page


def test_an_empty_sheet_with_dust_is_blank_and_a_short_note_is_not() -> None:
    noise = np.random.default_rng(5).normal(245, 4, (1169, 827)).clip(0, 255).astype(np.uint8)
    noise[300:303, 400:403] = 60
    assert is_blank(PageImage(noise, 100))
    noted = noise.copy()
    noted[500:503, 200:320] = 150  # one faint pencil stroke of 3 cm
    assert not is_blank(PageImage(noted, 100))


def test_the_blank_pages_of_other_scanners_are_told_from_written_ones(shared_data: Path) -> None:
    folder = shared_data / "scans" / "naps2"
    assert is_blank(open_image(folder / "blank1.jpg"))
    assert not is_blank(open_image(folder / "notblank.jpg"))


def test_colour_is_kept_where_there_is_a_seal_and_grey_where_there_is_none() -> None:
    assert choose_colour(sample_page(2)) is Colour.COLOUR
    plain = sample_page(2)
    grey = np.repeat(plain.pixels.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    assert choose_colour(PageImage(grey, plain.dpi)) is Colour.GREY
