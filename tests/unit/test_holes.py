"""Punch holes are painted over; seals, letters and lone discs are not."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.cleanup.analysis import survey
from scanning.cleanup.holes import find_holes, painted_holes
from scanning.cleanup.turn import turned
from scanning.model import PageImage, Pixels
from tests.papers import sample_page

DPI = 200
PAPER = 236


def mm(length: float) -> int:
    return round(length / 25.4 * DPI)


def sheet(*discs: tuple[float, float, float]) -> PageImage:
    """Return grey A4 paper with dark discs: x, y and diameter in millimetres."""
    pixels: Pixels = np.full((mm(297), mm(210)), PAPER, np.uint8)
    for x, y, diameter in discs:
        cv2.circle(pixels, (mm(x), mm(y)), mm(diameter) // 2, 20, cv2.FILLED, cv2.LINE_AA)
    cv2.putText(pixels, "GIAY KHAI SINH", (mm(60), mm(60)), cv2.FONT_HERSHEY_COMPLEX, 2, 10, 5)
    return PageImage(pixels, DPI)


def cleaned(page: PageImage) -> PageImage:
    return painted_holes(page, find_holes(survey(page)))


@settings(max_examples=12, deadline=None)
@given(
    middle=st.floats(130, 165),
    edge=st.floats(8, 15),
    diameter=st.floats(5.2, 7.4),
    turn=st.sampled_from((0, 90, 180, 270)),
)
def test_two_holes_in_any_margin_become_paper(middle: float, edge: float, diameter: float, turn: int) -> None:
    page = turned(sheet((edge, middle - 40, diameter), (edge, middle + 40, diameter)), turn)
    clean = cleaned(page).pixels
    assert np.array_equal(clean, turned(sheet(), turn).pixels)


def test_four_holes_become_paper() -> None:
    page = sheet(*((12, 148.5 + 80 * number, 6) for number in (-1.5, -0.5, 0.5, 1.5)))
    assert len(find_holes(survey(page))) == 4
    assert np.array_equal(cleaned(page).pixels, sheet().pixels)


@pytest.mark.parametrize(
    "discs",
    [
        [(12, 148, 6)],  # alone
        [(12, 120, 6), (12, 170, 6)],  # no punch is so narrow
        [(12, 108, 6), (19, 188, 6)],  # not in a line with the edge
        [(105, 108, 6), (105, 188, 6)],  # in the middle of the page
        [(12, 108, 3), (12, 188, 3)],  # bullets
        [(20, 108, 30), (20, 188, 30)],  # seals
    ],
)
def test_other_discs_stay(discs: list[tuple[float, float, float]]) -> None:
    page = sheet(*discs)
    assert cleaned(page) is page


def test_rings_and_letters_as_far_apart_stay() -> None:
    page = sheet()
    for y in (108, 188):
        cv2.circle(page.pixels, (mm(12), mm(y)), mm(3), 20, mm(0.8))
    for x in (40, 120):
        cv2.putText(page.pixels, "O", (mm(x), mm(14)), cv2.FONT_HERSHEY_TRIPLEX, 2, 10, 5)
    assert cleaned(page) is page


def test_a_coloured_page_gets_the_colour_of_its_paper() -> None:
    page = sample_page(2)
    punched = PageImage(page.pixels.copy(), page.dpi)
    for y in (108, 188):
        place = (round(12 / 25.4 * page.dpi), round(y / 25.4 * page.dpi))
        cv2.circle(punched.pixels, place, round(3 / 25.4 * page.dpi), (15, 15, 15), cv2.FILLED)
    clean = cleaned(punched)
    assert np.abs(clean.pixels.astype(int) - page.pixels).max() < 60
    assert np.abs(clean.pixels.astype(int) - page.pixels).mean() < 0.2
