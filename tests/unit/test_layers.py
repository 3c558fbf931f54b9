"""Layers: small, with every stroke on its pixels and seals in their colour."""

import io

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.bundle.encode import encoded
from scanning.bundle.group4 import group4
from scanning.bundle.layers import layers
from scanning.bundle.picture import layered_picture, paper_points
from scanning.model import PageImage, Pixels
from scanning.pipeline import read_page
from tests.papers import sample_page

DPI = 200
RED, BLUE, PAPER = (200, 30, 40), (40, 50, 160), (244, 243, 238)


def letter() -> PageImage:
    """Half an A4 page with print, a red seal over some of it, and a blue stroke."""
    pixels = np.full((1169, 1654, 3), PAPER, np.uint8)
    for line in range(6):
        place = (150, 150 + 120 * line)
        cv2.putText(pixels, "CONG HOA XA HOI CHU NGHIA", place, cv2.FONT_HERSHEY_COMPLEX, 2, (20, 20, 20), 4)
    cv2.circle(pixels, (1300, 850), 140, RED, 6)
    cv2.line(pixels, (200, 1000), (900, 900), BLUE, 5)
    return PageImage(pixels, DPI)


def shown(picture: bytes, dpi: int = DPI) -> Pixels:
    with pypdfium2.PdfDocument(io.BytesIO(picture)) as document:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("RGB"))


@pytest.fixture(scope="module")
def page() -> PageImage:
    return letter()


@pytest.fixture(scope="module")
def drawn(page: PageImage) -> Pixels:
    return shown(layered_picture(layers(page), page.width, page.height, page.dpi))


def test_a_viewer_draws_the_page_at_its_own_size(page: PageImage, drawn: Pixels) -> None:
    assert drawn.shape == page.pixels.shape


@pytest.mark.parametrize("ink", [RED, BLUE, (20, 20, 20), PAPER])
def test_each_colour_comes_back(page: PageImage, drawn: Pixels, ink: tuple[int, int, int]) -> None:
    where = (page.pixels == ink).all(axis=2)
    assert drawn[where].mean(axis=0) == pytest.approx(ink, abs=20)


def test_no_stroke_moves_grows_or_goes(page: PageImage) -> None:
    split = layers(page)
    strokes = np.maximum.reduce([ink.mask for ink in split.inks]) > 0
    written = page.pixels.min(axis=2) < 155
    assert (strokes != written).mean() < 0.001
    assert not split.has_pictures


def test_print_under_a_seal_keeps_its_own_colour(page: PageImage) -> None:
    neutral, coloured = layers(page).inks
    assert (np.ptp(neutral.tint.astype(int), axis=2) < 25).all()
    assert coloured.mask[850 - 140, 1300] == 255


def test_the_strokes_of_a_dark_blue_pen_are_not_torn_between_print_and_pen() -> None:
    pixels = np.full((600, 900, 3), PAPER, np.uint8)
    for line in range(5):
        places = np.array(
            [[100 + 10 * x, 100 + 90 * line + round(30 * np.sin(x))] for x in range(70)], np.int32
        )
        cv2.polylines(pixels, [places], isClosed=False, color=(35, 40, 105), thickness=5)
    noise = np.random.default_rng(2).normal(0, 12, pixels.shape)
    split = layers(PageImage((pixels + noise).clip(0, 255).astype(np.uint8), DPI))
    drawn = sum(int((ink.mask > 0).sum()) for ink in split.inks)
    assert (split.inks[-1].mask > 0).sum() > 0.97 * drawn


def test_a_pale_note_stays_in_the_paper() -> None:
    pixels = np.full((1169, 1654), 245, np.uint8)
    cv2.putText(pixels, "cho xem lai", (300, 500), cv2.FONT_HERSHEY_COMPLEX, 3, 190, 6)
    page = PageImage(pixels, DPI)
    split = layers(page)
    assert split.inks == ()
    drawn = shown(layered_picture(split, page.width, page.height, DPI))
    assert drawn[pixels == 190].mean() < 215


def test_a_photo_is_no_ink() -> None:
    pixels = np.full((1169, 1654, 3), PAPER, np.uint8)
    grades = np.linspace(30, 200, 300, dtype=np.uint8)
    pixels[200:600, 200:500] = grades[None, :, None]
    split = layers(PageImage(pixels, DPI))
    assert split.has_pictures
    assert all(not ink.mask[230:570, 230:400].any() for ink in split.inks)


def test_a_seal_on_a_page_costs_less_than_45_kilobytes() -> None:
    page = encoded(read_page(sample_page(2), reader=lambda _image: ()))
    assert len(page.picture) < 45_000


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 70), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_group_4_is_lossless(width: int, height: int, seed: int) -> None:
    ink = (np.random.default_rng(seed).random((height, width)) < 0.3).astype(np.uint8) * 255
    document = pikepdf.new()
    image = pikepdf.Stream(
        document,
        group4(ink),
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=1,
        ColorSpace=pikepdf.Name.DeviceGray,
        Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=pikepdf.Dictionary(K=-1, Columns=width, Rows=height),
    )
    shown = pikepdf.PdfImage(image).as_pil_image().convert("L")
    assert np.array_equal(np.asarray(shown), 255 - ink)


@given(st.integers(1, 20000), st.integers(50, 1200))
def test_a_renderer_at_the_pages_resolution_makes_its_pixels(pixels: int, dpi: int) -> None:
    assert pixels - 0.5 < paper_points(pixels, dpi) * dpi / 72 < pixels


def test_one_page_of_any_content_is_split() -> None:
    for shade in (0, 128, 255):
        split = layers(PageImage(np.full((30, 20), shade, np.uint8), DPI))
        assert split.paper.size > 0
