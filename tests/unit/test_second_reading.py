"""Two readings of one page become one, and nothing that was read is lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanning.model import Box, PageImage, Word
from scanning.ocr.second import doubtful_lines, only_lines, reconciled, reconciled_lines


def line(*words: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(
        Word(text, confidence, Box(100 * place, 0, 100 * place + 80, 40), 0)
        for place, (text, confidence) in enumerate(words)
    )


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_the_surer_reading_of_a_word_is_believed() -> None:
    first = line(("cơ", 96), ("thâm", 60), ("quyền", 95))
    second = line(("cơ", 91), ("thẩm", 93), ("quyền", 97))
    assert texts(reconciled(first, second)) == ["cơ", "thẩm", "quyền"]
    assert texts(reconciled(second, first)) == ["cơ", "thẩm", "quyền"]


def test_words_run_together_are_parted_where_the_second_reading_parts_them() -> None:
    first = line(("một", 95), ("hạngnhỏ;", 50), ("và", 95))
    second = line(("một", 95), ("hạng", 92), ("nhỏ;", 90), ("và", 95))
    assert texts(reconciled(first, second)) == ["một", "hạng", "nhỏ;", "và"]


def test_what_speaks_of_something_else_is_not_believed_however_sure() -> None:
    first = line(("số", 95), ("điêu", 60), ("này", 95))
    second = line(("số", 95), ("XZQ", 99), ("này", 95))
    assert texts(reconciled(first, second)) == ["số", "điêu", "này"]


def test_noise_of_the_second_reading_is_left_out() -> None:
    first = line(("Nơi", 95), ("nhận", 95))
    second = line(("Nơi", 95), ("~", 40), ("nhận", 95))
    assert texts(reconciled(first, second)) == ["Nơi", "nhận"]


TWO_LINES = (
    Word("Căn", 95.0, Box(0, 0, 80, 40), 0),
    Word("cứ", 95.0, Box(100, 0, 180, 40), 0),
    Word("tô", 50.0, Box(0, 100, 80, 140), 1),
    Word("chức", 95.0, Box(100, 100, 180, 140), 1),
)


def test_only_the_line_that_doubts_is_read_again_and_stands_where_it_stood() -> None:
    lines = doubtful_lines(TWO_LINES)
    assert lines == {1}
    again = only_lines(PageImage(np.zeros((200, 200), np.uint8), 100), TWO_LINES, lines)
    assert again.pixels[:80].min() == 255
    assert again.pixels[100:140, :180].max() == 0
    second = (Word("tổ", 92.0, Box(0, 100, 80, 140), 0), Word("chức", 96.0, Box(100, 100, 180, 140), 0))
    assert texts(reconciled_lines(TWO_LINES, second, lines)) == ["Căn", "cứ", "tổ", "chức"]


WORDS = st.lists(st.tuples(st.sampled_from(["tổ", "tô", "chức", "chúc", "và"]), st.integers(0, 100)))


@given(WORDS)
def test_a_reading_agrees_with_itself(words: list[tuple[str, float]]) -> None:
    once = line(*words)
    assert reconciled(once, once) == once


@given(WORDS)
def test_without_a_second_reading_the_first_stays(words: list[tuple[str, float]]) -> None:
    once = line(*words)
    assert reconciled(once, ()) == once
