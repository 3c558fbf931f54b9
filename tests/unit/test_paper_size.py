"""The paper in the scanner's window."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanning.device.sane.paper import without_padding

WINDOW = (1276, 900)  # 432 x 305 mm at 75 dpi


@given(height=st.integers(1, WINDOW[0]), width=st.integers(1, WINDOW[1]))
def test_nothing_drawn_is_ever_cut_off(height: int, width: int) -> None:
    window = np.full(WINDOW, 255, np.uint8)
    window[height - 1, width - 1] = 0
    cut = without_padding(window, 75)
    assert cut.shape[0] >= height
    assert cut.shape[1] >= width
    assert cut[height - 1, width - 1] == 0


def test_a_page_drawn_inside_a4_is_a4() -> None:
    window = np.full((*WINDOW, 3), 255, np.uint8)
    window[20:800, 30:600] = 90
    assert without_padding(window, 75).shape == (877, 620, 3)


def test_a_page_a_little_longer_than_a4_is_cut_where_it_ends() -> None:
    window = np.full(WINDOW, 255, np.uint8)
    window[:888, :625] = 90
    assert without_padding(window, 75).shape == (888, 625)


def test_a_page_lying_down_is_a4_lying_down() -> None:
    window = np.full(WINDOW, 255, np.uint8)
    window[:600, :870] = 90
    assert without_padding(window, 75).shape == (620, 877)


def test_an_empty_page_is_a4() -> None:
    assert without_padding(np.full(WINDOW, 255, np.uint8), 75).shape == (877, 620)
