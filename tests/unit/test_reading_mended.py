"""What is done to the words of a reading: noise goes, impossible syllables get their tone."""

import pytest

from scanning.model import Box, Word
from scanning.ocr.glyphs import printed
from scanning.ocr.noise import without_noise
from scanning.ocr.syllables import with_tone


def line(*words: tuple[str, float], number: int = 0) -> tuple[Word, ...]:
    return tuple(
        Word(text, confidence, Box(40 * place, 0, 40 * place + 30, 20), number)
        for place, (text, confidence) in enumerate(words)
    )


def test_a_scribble_that_reads_as_single_letters_is_dropped() -> None:
    scribble = line(("Á", 53), ("£", 40), ("xÃ", 60), ("^", 27), ("R", 50), number=1)
    print_ = line(("Điều", 95), ("3.", 92))
    assert without_noise(print_ + scribble) == print_


def test_faint_print_and_a_name_by_hand_are_kept() -> None:
    faint = line(("Nguyễn", 52), ("Văn", 48), ("Bình", 50))
    short = line(("a)", 88), ("b)", 90), number=1)
    assert without_noise(faint + short) == faint + short


def test_doubtful_signs_at_the_ends_of_a_line_are_dropped_and_inside_kept() -> None:
    words = line(("|", 30), ("số", 96), ("-", 40), ("12", 95), ("_", 20), ("'", 10))
    assert without_noise(words) == words[1:4]


def test_a_line_of_signs_alone_leaves_nothing() -> None:
    assert without_noise(line(("|", 30), ("_", 20))) == ()


@pytest.mark.parametrize(
    ("read", "meant"),
    [("câp", "cấp"), ("tôc,", "tốc,"), ("THIÊT", "THIẾT"), ("(xêp", "(xếp"), ("thích", "thích")],
)
def test_a_syllable_that_ends_in_a_stop_has_a_tone(read: str, meant: str) -> None:
    assert with_tone(line((read, 95))[0]).text == meant


@pytest.mark.parametrize("read", ["việc", "tân", "gôm", "cấp", "Internet", "HĐTĐ-ÂT1"])
def test_what_may_be_right_is_left_alone(read: str) -> None:
    word = line((read, 95))[0]
    assert with_tone(word) is word


def test_a_restored_tone_is_shown_to_a_person() -> None:
    assert with_tone(line(("câp", 97))[0]).confidence < 90


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("§h30", "8h30"),
        ("-§h45", "-8h45"),
        ("§.", "8."),
        ("§9,23", "89,23"),
        ("ïn.", "in."),
        ("ÿ", "ý"),
        ("§ố", "§ố"),
        ("§", "§"),
    ],
)
def test_a_sign_that_office_print_does_not_have_is_read_as_its_likeness(read: str, meant: str) -> None:
    assert [word.text for word in printed(line((read, 95)))] == [meant]


def test_a_sign_read_otherwise_is_shown_to_a_person() -> None:
    assert next(printed(line(("§h30", 97)))).confidence < 90


def test_the_wave_before_an_item_is_a_dash_and_before_a_number_it_stays() -> None:
    words = line(("~", 90), ("Như", 95), ("trên;", 95), ("~", 90), ("5", 95))
    assert [word.text for word in printed(words)] == ["-", "Như", "trên;", "~", "5"]


def test_specks_between_words_are_left_out_and_other_words_are_untouched() -> None:
    words = line(("nêu", 96), ("\\", 61), ("trên", 96), ("`", 92))
    assert tuple(printed(words)) == (words[0], words[2])
    assert tuple(printed(())) == ()
