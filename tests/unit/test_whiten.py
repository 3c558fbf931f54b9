"""White paper: grey, yellowed or shaded paper becomes white, and nothing that is written goes with it."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.cleanup.whiten import white_of, whitened
from scanning.model import PageImage, Pixels
from tests.papers import sample_page

DPI = 150
PRINT, PENCIL, SEAL, PEN = (25, 25, 25), (188, 188, 186), (196, 44, 52), (40, 60, 170)
PLACES = {PRINT: (200, 300), PENCIL: (200, 500), SEAL: (800, 1000), PEN: (200, 1300)}


def sheet(paper: tuple[int, int, int] = (228, 225, 214), noise: float = 3.0) -> Pixels:
    """Return an A4 sheet with print, pencil, a seal and a pen stroke, shape (height, width, 3)."""
    pixels = np.full((1754, 1240, 3), paper, np.int16)
    drawn = np.ascontiguousarray(pixels.astype(np.uint8))
    for ink, (x, y) in PLACES.items():
        if ink == SEAL:
            cv2.circle(drawn, (x, y), 100, ink, 8)
        else:
            cv2.putText(drawn, "Cong hoa xa hoi", (x, y), cv2.FONT_HERSHEY_COMPLEX, 2, ink, 5)
    grain = np.random.default_rng(3).normal(0, noise, drawn.shape)
    return (drawn + grain).clip(0, 255).astype(np.uint8)


def where(ink: tuple[int, int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    clean = sheet(noise=0.0)
    return np.asarray((clean == ink).all(axis=2))


def white(pixels: Pixels) -> Pixels:
    page = PageImage(pixels, DPI)
    found = white_of(page)
    assert found is not None
    return whitened(page, found).pixels


@settings(max_examples=10, deadline=None)
@given(level=st.integers(185, 248), tint=st.integers(0, 25))
def test_grey_and_yellowed_paper_becomes_white(level: int, tint: int) -> None:
    clean = white(sheet((level, level, level - tint)))
    assert np.median(clean, axis=(0, 1)) == pytest.approx([255, 255, 255], abs=1)


@pytest.mark.parametrize("ink", PLACES)
def test_what_is_written_keeps_its_contrast_and_its_colour(ink: tuple[int, int, int]) -> None:
    before = sheet()
    was, after = before[where(ink)].mean(axis=0), white(before)[where(ink)].mean(axis=0)
    paper = np.median(before, axis=(0, 1))
    assert after / 255 == pytest.approx(was / paper, abs=0.04)


def test_a_shadow_across_the_page_goes_and_a_pencil_note_in_it_stays() -> None:
    pixels = sheet()
    shade = np.linspace(0.8, 1.0, pixels.shape[1])[None, :, None]
    clean = white((pixels * shade).astype(np.uint8))
    columns = np.median(clean, axis=(0, 2))
    assert columns[20:-20].min() >= 253
    assert clean[where(PENCIL)].mean() < 225


def test_paper_that_is_white_is_left_alone() -> None:
    assert white_of(PageImage(sheet((255, 255, 255), noise=0.5), DPI)) is None


def test_coloured_paper_keeps_its_colour_unless_a_person_wants_it_white() -> None:
    pink = PageImage(sheet((240, 190, 200)), DPI)
    assert white_of(pink) is None
    forced = white_of(pink, whatever_it_is=True)
    assert forced is not None
    assert np.median(whitened(pink, forced).pixels) == 255


def test_a_photo_is_left_alone() -> None:
    down, across = np.mgrid[0:1754, 0:1240]
    photo = (128 + 90 * np.sin(down / 200) * np.cos(across / 170)).astype(np.uint8)
    assert white_of(PageImage(np.dstack([photo, photo, photo // 2 + 60]), DPI)) is None
    assert white_of(PageImage(photo, DPI)) is None


def test_a_grey_page_is_whitened_as_well() -> None:
    grey = cv2.cvtColor(sheet(), cv2.COLOR_RGB2GRAY)
    assert np.median(white(np.asarray(grey, np.uint8))) == 255


@pytest.mark.parametrize("level", [0, 90])
def test_a_page_without_paper_is_left_alone(level: int) -> None:
    assert white_of(PageImage(np.full((300, 200), level, np.uint8), DPI)) is None


def test_a_worn_page_becomes_white_and_its_seal_stays_red() -> None:
    page = sample_page(2)
    clean = white(page.pixels)
    red = page.pixels.astype(int)
    seal = (red[:, :, 0] - red[:, :, 1] > 70) & (red[:, :, 0] > 120)
    assert np.median(clean) == 255
    assert seal.sum() > 2000
    assert np.median(clean[seal][:, 0].astype(int) - clean[seal][:, 1]) > 60
