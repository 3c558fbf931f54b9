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
from scanning.model import Colour, PageImage
from scanning.pipeline import read_page
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


def card_on_glass(degrees: float) -> PageImage:
    pixels = np.full((1169, 827, 3), 248, np.uint8)
    box = cv2.boxPoints(((400, 450), (337, 212.5), degrees)).astype(np.int32)
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


def test_a_card_among_writing_and_a_block_of_print_stay_whole() -> None:
    written = card_on_glass(0)
    written.pixels[800:830, 200:600] = 30
    assert find_paper(written) is None
    printed = PageImage(np.full((1169, 827, 3), 248, np.uint8), 100)
    for line in range(12):
        for word in range(14):
            left, top = 100 + 44 * word, 300 + 18 * line
            printed.pixels[top : top + 10, left : left + 38] = 40
    assert find_paper(printed) is None


SMALL_PAPERS = {"A5": (148, 210), "A6": (105, 148), "receipt": (80, 190)}


def small_paper(size: str, degrees: float, lid: int, paper: int, *, in_corner: bool = False) -> PageImage:
    """Return a small written paper on an A4 glass at 100 dpi."""
    width, height = (side / 25.4 * 100 for side in SMALL_PAPERS[size])
    pixels = np.full((1169, 827, 3), lid, np.uint8)
    middle = (width / 2, height / 2) if in_corner else (410.0, 570.0)
    box = cv2.boxPoints((middle, (width, height), degrees)).astype(np.int32)
    cv2.fillPoly(pixels, [box], (paper, paper, paper - 6))
    left, top = round(middle[0] - width / 3), round(middle[1] - height / 4)
    for line in range(4):
        cv2.putText(
            pixels, "PHIEU THU", (left, top + 40 * line), cv2.FONT_HERSHEY_COMPLEX, 0.7, (30, 30, 30), 1
        )
    return PageImage(pixels, 100)


@pytest.mark.parametrize(("lid", "paper"), [(12, 246), (250, 232)])
@pytest.mark.parametrize("size", SMALL_PAPERS)
@pytest.mark.parametrize("degrees", [0.0, -7.0, 4.0])
def test_a_small_paper_on_the_glass_is_cut_out_at_its_true_size(
    size: str, degrees: float, lid: int, paper: int
) -> None:
    glass = small_paper(size, degrees, lid, paper)
    found = find_paper(glass)
    assert found is not None
    sheet = cut_out(glass, found)
    millimetres = (sheet.width / sheet.dpi * 25.4, sheet.height / sheet.dpi * 25.4)
    assert sorted(millimetres) == pytest.approx(sorted(SMALL_PAPERS[size]), abs=2)


def test_a_small_paper_in_the_corner_of_a_black_lid_is_cut_out() -> None:
    glass = small_paper("A5", 0.0, 12, 246, in_corner=True)
    found = find_paper(glass)
    assert found is not None
    sheet = cut_out(glass, found)
    assert (sheet.width, sheet.height) == pytest.approx((583, 827), abs=6)


def test_a_plain_scan_and_empty_sheets_stay_whole() -> None:
    assert find_paper(sample_page(0)) is None
    for level in (0, 128, 250):
        assert find_paper(PageImage(np.full((1169, 827), level, np.uint8), 100)) is None


def test_no_scan_of_an_office_is_taken_for_a_photo_or_a_card(shared_data: Path) -> None:
    files = [file for file in page_files(shared_data / "pages") if file.suffix != ".pdf"]
    assert [file.name for file in files if find_paper(open_image(file))] == []


def test_curled_corners_of_a_photographed_sheet_do_not_keep_it_from_being_cut_out() -> None:
    photo = photographed(sample_page(0), 0.02)
    cut = photo.pixels.copy()
    cv2.fillPoly(cut, [np.array([[120, 160], [190, 160], [120, 240]], np.int32)], DESK)
    found = find_paper(PageImage(cut, photo.dpi))
    assert found is not None
    assert found.corners == pytest.approx(find_paper(photo).corners, abs=0.03)  # type: ignore[union-attr]


@pytest.mark.parametrize("degrees", [0.0, 90.0, 3.0])
def test_a_card_keeps_its_colours_and_lies_across(degrees: float) -> None:
    read = read_page(card_on_glass(degrees), reader=lambda _page: ())
    assert read.findings.colour is Colour.COLOUR
    assert (read.image.width, read.image.height) == pytest.approx((337, 212), abs=6)
    assert np.median(read.image.pixels, axis=(0, 1)) == pytest.approx((190, 215, 205), abs=2)
