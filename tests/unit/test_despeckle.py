"""Specks go; every dot and every tone mark stays."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from resources import resource
from scanning.cleanup.analysis import survey
from scanning.cleanup.despeckle import find_specks, without_specks
from scanning.model import PageImage

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
ALPHABET = LETTERS + LETTERS.upper() + "đĐbcghij.,:;'-·…!?\"0123456789 "
FONTS = ("Tinos-Regular.ttf", "Arimo-Regular.ttf")


def printed(lines: list[str], *, font: str, points: int, dpi: int) -> PageImage:
    """Return text as a bilevel scanner sees it, a strip of A4 as wide as the paper."""
    size = points * dpi / 72
    face = ImageFont.truetype(str(resource("fonts", font)), size)
    image = Image.new("L", (round(8.27 * dpi), round(size * 1.6 * (len(lines) + 2))), 255)
    draw = ImageDraw.Draw(image)
    for number, text in enumerate(lines):
        draw.text((0.6 * dpi, size * 1.6 * (number + 0.7)), text, font=face, fill=0)
    return PageImage(np.where(np.asarray(image) < 128, 0, 255).astype(np.uint8), dpi)


def cleaned(page: PageImage) -> PageImage:
    return without_specks(page, find_specks(survey(page)))


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(st.text(ALPHABET, min_size=1, max_size=30), min_size=1, max_size=4),
    font=st.sampled_from(FONTS),
    points=st.integers(8, 16),
    dpi=st.sampled_from((150, 200, 240, 300, 400)),
)
def test_no_pixel_of_any_vietnamese_text_goes(words: list[str], font: str, points: int, dpi: int) -> None:
    lines = [f"Người {word} ạ" for word in words]
    page = printed(lines, font=font, points=points, dpi=dpi)
    assert np.array_equal(cleaned(page).pixels, page.pixels)


@pytest.mark.parametrize("dpi", [200, 300])
def test_a_line_of_dots_to_write_on_stays(dpi: int) -> None:
    page = printed(["." * 60, ". " * 40, "Họ và tên:" + "." * 30], font=FONTS[0], points=11, dpi=dpi)
    assert np.array_equal(cleaned(page).pixels, page.pixels)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), dpi=st.sampled_from((200, 300)))
def test_specks_on_empty_paper_go_and_the_text_beside_them_stays(seed: int, dpi: int) -> None:
    text = printed(["Độc lập - Tự do - Hạnh phúc", "ngày . tháng . năm"], font=FONTS[0], points=13, dpi=dpi)
    page = PageImage(np.full((4 * dpi, text.width), 255, np.uint8), dpi)
    page.pixels[: text.height] = text.pixels
    chance = np.random.default_rng(seed)
    step = dpi // 4
    places = [
        (y, x) for y in range(2 * dpi, 4 * dpi - step, step) for x in range(step, page.width - step, step)
    ]
    for y, x in places:
        side = int(chance.integers(1, max(2, dpi // 100) + 1))
        page.pixels[y : y + side, x : x + side] = 0
    found = cleaned(page).pixels
    assert np.array_equal(found[: text.height], text.pixels)
    assert (found[text.height :] == 255).all()


def test_a_clean_page_is_returned_as_it_is() -> None:
    page = PageImage(np.full((500, 400), 255, np.uint8), 200)
    assert cleaned(page) is page
