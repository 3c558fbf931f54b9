"""The paper is cut out of a larger picture, and nothing is cut off a scan."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.cleanup.crop import cut_out, find_paper
from scanning.intake.documents import page_files
from scanning.intake.images import open_image
from scanning.model import PageImage
from tests.papers import sample_page

DESK = (70, 90, 110)


def photographed(page: PageImage, shift: float) -> PageImage:
    """Return a page seen askew on a desk, its corners moved by parts of the picture."""
    size = (1200, 1600)
    source = np.array([[0, 0], [page.width, 0], [page.width, page.height], [0, page.height]], np.float32)
    seen = np.array(
        [[0.1 + shift, 0.1], [0.9, 0.1 + shift], [0.92 - shift / 2, 0.9], [0.08, 0.92 - shift]], np.float32
    ) * np.array(size, np.float32)
    matrix = cv2.getPerspectiveTransform(source, seen)
    pixels = cv2.warpPerspective(page.pixels, matrix, size, flags=cv2.INTER_AREA, borderValue=DESK)
    return PageImage(np.asarray(pixels, np.uint8), 96)


def card_on_glass(degrees: float, *, inches: tuple[float, float] = (3.37, 2.125)) -> PageImage:
    pixels = np.full((1169, 827, 3), 248, np.uint8)
    box = cv2.boxPoints(((400, 450), (inches[0] * 100, inches[1] * 100), degrees)).astype(np.int32)
    cv2.fillPoly(pixels, [box], (190, 215, 205))
    cv2.rectangle(pixels, (340, 400), (380, 460), (60, 50, 50), cv2.FILLED)
    return PageImage(pixels, 100)


@settings(max_examples=8, deadline=None)
@given(shift=st.floats(0.0, 0.06))
def test_a_photographed_sheet_becomes_a_page_of_its_own_shape(shift: float) -> None:
    page = sample_page(0)
    photo = photographed(page, shift)
    paper = find_paper(photo)
    assert paper is not None
    sheet = cut_out(photo, paper)
    small = cv2.resize(page.pixels, (60, 85), interpolation=cv2.INTER_AREA).astype(int)
    found = cv2.resize(sheet.pixels, (60, 85), interpolation=cv2.INTER_AREA).astype(int)
    assert abs(small - found)[2:-2, 2:-2].mean() < 8


def test_the_resolution_of_a_photographed_sheet_is_that_of_a4() -> None:
    photo = photographed(sample_page(0), 0.0)
    paper = find_paper(photo)
    assert paper is not None
    assert paper.dpi == pytest.approx(cut_out(photo, paper).height / 11.69, abs=1)


@settings(max_examples=8, deadline=None)
@given(degrees=st.floats(-20.0, 20.0))
def test_a_card_on_the_glass_is_cut_out_straight(degrees: float) -> None:
    glass = card_on_glass(degrees)
    paper = find_paper(glass)
    assert paper is not None
    card = cut_out(glass, paper)
    assert (card.width, card.height) == pytest.approx((337, 212), abs=6)


def test_what_is_no_card_by_its_size_and_a_card_among_writing_stay_whole() -> None:
    assert find_paper(card_on_glass(0, inches=(4.4, 2.125))) is None
    written = card_on_glass(0)
    written.pixels[800:830, 200:600] = 30
    assert find_paper(written) is None


def test_a_plain_scan_and_empty_sheets_stay_whole() -> None:
    assert find_paper(sample_page(0)) is None
    for level in (0, 128, 250):
        assert find_paper(PageImage(np.full((1169, 827), level, np.uint8), 100)) is None


def test_no_scan_of_an_office_is_taken_for_a_photo_or_a_card(shared_data: Path) -> None:
    files = [file for file in page_files(shared_data / "pages") if file.suffix != ".pdf"]
    assert [file.name for file in files if find_paper(open_image(file))] == []
