"""Two readings of one page become one, and nothing that was read is lost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanning.model import Box, PageImage, Word
from scanning.ocr.second import only_words, reconciled, worth_reading_again


def line(*words: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(
        Word(text, confidence, Box(100 * place, 0, 100 * place + 80, 40), 0)
        for place, (text, confidence) in enumerate(words)
    )


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def believed(first: tuple[Word, ...], second: tuple[Word, ...]) -> list[str]:
    return texts(reconciled(first, second, worth_reading_again))


def test_the_surer_reading_of_a_doubted_word_is_believed() -> None:
    first = line(("cơ", 96), ("thảm", 60), ("quyền", 95))
    assert believed(first, line(("cơ", 91), ("thẩm", 93), ("quyền", 97))) == ["cơ", "thẩm", "quyền"]
    assert believed(first, line(("cơ", 91), ("thẩm", 55), ("quyền", 97))) == ["cơ", "thảm", "quyền"]


@pytest.mark.parametrize(
    ("lost", "whole"), [("thâm", "thẩm"), ("quyên", "quyền"), ("tô", "tổ"), ("BĂNG", "BẰNG")]
)
def test_a_tone_mark_that_was_lost_surely_is_put_back(lost: str, whole: str) -> None:
    assert believed(line((lost, 96)), line((whole, 85))) == [whole]


def test_a_tone_mark_is_never_taken_away_by_a_less_sure_reading() -> None:
    assert believed(line(("thẩm", 79)), line(("thâm", 60))) == ["thẩm"]


def test_words_run_together_are_parted_where_the_second_reading_parts_them() -> None:
    first = (Word("hạngnhỏ;", 50.0, Box(0, 0, 200, 40), 3),)
    second = (Word("hạng", 92.0, Box(0, 0, 100, 40), 0), Word("nhỏ;", 90.0, Box(110, 0, 200, 40), 0))
    assert believed(first, second) == ["hạng", "nhỏ;"]
    assert {word.line for word in reconciled(first, second, worth_reading_again)} == {3}


def test_what_speaks_of_something_else_is_not_believed_however_sure() -> None:
    assert believed(line(("điêu", 60)), line(("XZQ", 99))) == ["điêu"]


def test_noise_of_the_second_reading_is_left_out() -> None:
    noise = Word("~", 99.0, Box(500, 300, 520, 320), 7)
    assert believed(line(("Nơi", 95), ("nhậm", 70)), (*line(("Nơi", 95)), noise)) == ["Nơi", "nhậm"]


def test_only_the_word_that_doubts_is_read_again_and_stands_where_it_stood() -> None:
    words = line(("Căn", 95), ("cu", 50), ("khoan", 95))
    doubting = tuple(replace(word, text=word.text.replace("ă", "a")) for word in words)
    page = PageImage(np.zeros((200, 300), np.uint8), 100)
    again = only_words(page, doubting, worth_reading_again)
    assert again.pixels[:40, 100:180].max() == 0
    assert again.pixels[:, :85].min() == 255
    assert again.pixels[:, 195:].min() == 255
    assert again.pixels[60:].min() == 255


WORDS = st.lists(st.tuples(st.sampled_from(["tổ", "tô", "chức", "chúc", "và"]), st.integers(0, 100)))


@given(WORDS)
def test_a_reading_agrees_with_itself(words: list[tuple[str, float]]) -> None:
    once = line(*words)
    assert reconciled(once, once, worth_reading_again) == once


@given(WORDS)
def test_without_a_second_reading_the_first_stays(words: list[tuple[str, float]]) -> None:
    once = line(*words)
    assert reconciled(once, (), worth_reading_again) == once
