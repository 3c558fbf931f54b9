"""The arithmetic of the benchmark."""

import pytest

from clerk_app.benchmark.accuracy import block_errors, character_errors, distance, normal, word_errors


@pytest.mark.parametrize(
    ("truth", "found", "expected"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "", 3),
        ("", "ab", 2),
        ("kitten", "sitting", 3),
        ("ab", "ba", 2),
    ],
)
def test_the_distance_counts_insertions_deletions_and_replacements(
    truth: str, found: str, expected: int
) -> None:
    assert distance(truth, found) == expected


def test_dotted_leaders_white_space_and_the_form_of_letters_do_not_count() -> None:
    assert normal("Ho\u0323 tên:........\n  Lan…… ") == "H\u1ecd tên: Lan"
    assert character_errors("Số: 12", "Số:\n\n12 ......") == 0


def test_a_wrong_tone_is_one_letter_and_one_word() -> None:
    assert character_errors("thẩm tra", "thấm tra") == pytest.approx(1 / 8)
    assert word_errors("thẩm tra", "thấm tra") == pytest.approx(1 / 2)


def test_nothing_to_find_is_no_error() -> None:
    assert (character_errors(" ", "x"), word_errors("", "x")) == (0.0, 0.0)


def test_by_block_the_order_is_free_and_handwriting_costs_nothing() -> None:
    assert block_errors("Nơi nhận:\nKT. CỤC TRƯỞNG", "KT. CỤC TRƯỞNG ~~ Nơi nhận: zq") == 0
    assert block_errors("Nơi nhận:\nKính gửi:", "Nơi nhạn: Kính gửi:") == pytest.approx(1 / 18)
