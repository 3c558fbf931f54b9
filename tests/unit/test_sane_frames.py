"""Lines as SANE sends them become pixels, and a small picture while they come."""

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanning.device.sane.frames import Frame
from scanning.device.sane.preview import Preview
from scanning.model import Pixels


def frame(form: str, width: int, depth: int, padding: int) -> Frame:
    samples = width * (3 if form == "color" else 1)
    return Frame(form, True, width, 0, depth, -(-samples * depth // 8) + padding)


@given(
    st.sampled_from(["gray", "color"]), st.integers(1, 40), st.integers(1, 9), st.integers(0, 5), st.data()
)
def test_eight_bits_come_out_as_they_were_without_padding(
    form: str, width: int, lines: int, padding: int, data: st.DataObject
) -> None:
    each = frame(form, width, 8, padding)
    sent = np.frombuffer(
        data.draw(st.binary(min_size=lines * each.bytes_per_line, max_size=lines * each.bytes_per_line)),
        np.uint8,
    )
    pixels = each.pixels(sent.tobytes())
    rows = sent.reshape(lines, -1)[:, : each.bytes_per_line - padding]
    assert pixels.shape == ((lines, width, 3) if form == "color" else (lines, width))
    assert np.array_equal(pixels.reshape(lines, -1), rows)


@given(st.lists(st.integers(0, 65_535), min_size=1, max_size=20), st.integers(0, 3))
def test_sixteen_bits_keep_their_upper_half(values: list[int], padding: int) -> None:
    each = frame("gray", len(values), 16, padding * 2)
    line = np.array(values + [0] * padding, np.uint16).tobytes()
    assert each.pixels(line + line).tolist() == [[value >> 8 for value in values]] * 2


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_one_bit_is_black_where_it_is_set(ink: list[bool]) -> None:
    each = frame("gray", len(ink), 1, 0)
    line = np.packbits(np.array(ink)).tobytes()
    assert each.pixels(line).tolist() == [[0 if inked else 255 for inked in ink]]


def shown(picture: bytes) -> Pixels:
    return np.asarray(cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=8))
def test_a_preview_is_the_same_however_its_lines_arrive(chunks: list[int]) -> None:
    lines = np.linspace(0, 255, sum(chunks)).astype(np.uint8)
    page = np.repeat(lines[:, None], 1200, axis=1)
    whole, pieces, start = Preview(len(page)), Preview(len(page)), 0
    whole.add(page)
    for chunk in chunks:
        pieces.add(page[start : start + chunk])
        pieces.picture()
        start += chunk
    assert pieces.picture() == whole.picture()


def test_what_has_not_come_yet_is_grey_below_what_has() -> None:
    preview = Preview(1600)
    preview.add(np.zeros((800, 1200), np.uint8))
    picture = shown(preview.picture())
    assert picture.shape == (533, 400)
    assert picture[:260].max() < 10
    assert picture[275:].min() > 200
