"""What has to be scanned again is said, and nothing else is."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from resources import resource
from scanning.cleanup.analysis import survey
from scanning.cleanup.flaws import Flaw, flaws_of
from scanning.model import PageImage

DPI = 300
_BLUR_MM = 0.25


def page() -> PageImage:
    """Return a page of text in 12 points with margins of 20 mm."""
    picture = Image.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(picture)
    with resource("fonts", "Tinos-Regular.ttf").open("rb") as file:
        font = ImageFont.truetype(file, 50)
    for line in range(40):
        pen.text(
            (236, 236 + 75 * line), "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6", 0, font
        )
    return PageImage(np.asarray(picture, np.uint8), DPI)


def cut(source: PageImage, left: float, top: float, right: float, bottom: float) -> PageImage:
    height, width = source.pixels.shape[:2]
    part = source.pixels[
        round(height * top) : round(height * bottom), round(width * left) : round(width * right)
    ]
    return PageImage(np.ascontiguousarray(part), source.dpi)


def blurred(source: PageImage, mm: float) -> PageImage:
    soft = cv2.GaussianBlur(source.pixels, (0, 0), mm / 25.4 * source.dpi)
    return PageImage(np.asarray(soft, np.uint8), source.dpi)


def flaws(source: PageImage) -> tuple[Flaw, ...]:
    return flaws_of(survey(source))


def test_a_good_page_has_no_flaw() -> None:
    assert flaws(page()) == ()


def test_a_blurred_page_is_said() -> None:
    assert flaws(blurred(page(), _BLUR_MM)) == (Flaw.BLURRED,)


@pytest.mark.parametrize("part", [(0.2, 0, 1, 1), (0, 0, 0.6, 1), (0, 0.0742, 1, 1), (0, 0, 1, 0.5)])
def test_a_page_whose_letters_end_in_an_edge_is_said(part: tuple[float, float, float, float]) -> None:
    assert Flaw.CUT_OFF in flaws(cut(page(), *part))


def test_black_borders_and_rules_that_run_out_are_no_letters() -> None:
    pixels = page().pixels.copy()
    pixels[:, :30] = 0
    pixels[-25:, :] = 10
    for row in range(400, 3000, 300):
        pixels[row : row + 4, 1000:] = 0
    assert flaws(PageImage(pixels, DPI)) == ()


def test_a_joint_seal_at_the_edge_is_no_flaw() -> None:
    pixels = page().pixels.copy()
    cv2.circle(pixels, (2480, 1500), 210, 90, 6)
    for step in range(7):
        cv2.putText(pixels, "E", (2462, 1340 + 55 * step), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 80, 4)
    assert flaws(PageImage(pixels, DPI)) == ()


def test_an_empty_page_has_no_flaw() -> None:
    assert flaws(PageImage(np.full((3508, 2480), 250, np.uint8), DPI)) == ()


def test_office_scans_have_none_and_blurred_they_do(shared_data: Path) -> None:
    """The 21 pages of real office scans: no false alarm, and each is found once it is blurred."""
    for file in sorted((shared_data / "pages").glob("*.[jp][pn]g")):
        found = PageImage(
            np.asarray(Image.open(file).convert("L"), np.uint8), 227 if "nd96" in file.name else 200
        )
        assert flaws(found) == (), file.name
        assert flaws(blurred(found, _BLUR_MM)) == (Flaw.BLURRED,), file.name
