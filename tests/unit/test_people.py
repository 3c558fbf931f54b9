"""Persons on paper and on citizen cards: ids, names, birthdays, and where they contradict each other."""

from datetime import date

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from scanning.extract.card_codes import cards_on
from scanning.extract.citizen_card import (
    CardDoubt,
    CitizenCard,
    Sex,
    doubts,
    read_card,
    sex_of,
    year_of_birth,
)
from scanning.extract.model import FieldName
from scanning.extract.people import PersonRead, differences, find_people
from scanning.model import PageImage
from tests.unit.test_extract import line

CODE = "001190000123|012345678|Nguyễn Thị An|05031990|Nữ|Thôn 1, An Bình, Cần Thơ|10052021"
TODAY = date(2026, 11, 2)


def card(text: str = CODE) -> CitizenCard:
    found = read_card(text)
    assert found is not None
    return found


def only_person(*words: list) -> PersonRead:  # type: ignore[type-arg]
    [person] = find_people([word for each in words for word in each])
    return person


def test_a_card_says_who_it_belongs_to() -> None:
    found = card()
    assert (found.id_number, found.old_number, found.full_name) == (
        "001190000123",
        "012345678",
        "Nguyễn Thị An",
    )
    assert (found.born, found.sex, found.issued) == (date(1990, 3, 5), Sex.FEMALE, date(2021, 5, 10))
    assert not doubts(found, TODAY)


def test_a_card_of_2024_may_say_more() -> None:
    assert card(CODE + "|Nguyễn Văn Bình|Trần Thị Cúc").more == ("Nguyễn Văn Bình", "Trần Thị Cúc")
    assert card(CODE.replace("|012345678|", "||")).old_number == ""


@pytest.mark.parametrize(
    "text",
    ["", "https://example.vn", "001190000123", CODE.replace("001190", "1190"), CODE.rsplit("|", 1)[0]],
)
def test_other_codes_are_no_cards(text: str) -> None:
    assert read_card(text) is None


@pytest.mark.parametrize(
    ("wrong", "doubt"),
    [
        (CODE.replace("05031990", "05031991"), CardDoubt.YEAR),
        (CODE.replace("|Nữ|", "|Nam|"), CardDoubt.SEX),
        (CODE.replace("10052021", "31022021"), CardDoubt.DATES),
        (CODE.replace("10052021", "10051989"), CardDoubt.DATES),
        (CODE.replace("10052021", "03112026"), CardDoubt.DATES),
    ],
)
def test_a_card_that_contradicts_itself_is_doubted(wrong: str, doubt: CardDoubt) -> None:
    assert doubts(card(wrong), TODAY) == (doubt,)


@given(born=st.dates(date(1900, 1, 1), date(2099, 12, 31)), sex=st.sampled_from(Sex))
def test_an_id_made_by_the_rule_says_year_and_sex(born: date, sex: Sex) -> None:
    fourth = 2 * (born.year // 100 - 19) + (sex is Sex.FEMALE)
    number = f"092{fourth}{born.year % 100:02}004711"
    assert (year_of_birth(number), sex_of(number)) == (born.year, sex)


@given(st.text())
def test_any_text_is_a_card_or_none(text: str) -> None:
    found = read_card(text)
    assert found is None or len(found.id_number) == 12


def test_a_card_never_shows_in_a_repr() -> None:
    assert "An" not in repr(card())
    assert "0011" not in repr(card())


@pytest.mark.parametrize("quarters", range(4))
def test_the_code_is_found_on_a_page_whichever_way_it_lies(quarters: int) -> None:
    code = np.asarray(zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    pixels = np.full((2480, 1754, 3), 255, np.uint8)
    pixels[300 : 300 + len(code), 900 : 900 + len(code)] = code[..., None]
    assert cards_on(PageImage(np.rot90(pixels, quarters).copy(), 300)) == (card(),)


def test_a_form_says_who_it_speaks_of() -> None:
    person = only_person(
        line("Họ và tên: NGUYỄN THỊ AN Giới tính: Nữ", 500, number=1),
        line("Ngày, tháng, năm sinh: 05/03/1990", 600, number=2),
        line("Số định danh cá nhân: 001 190 000 123", 700, number=3),
    )
    assert person.id_number.value == "001190000123"
    assert person.full_name is not None
    assert person.full_name.value == "NGUYỄN THỊ AN"
    assert person.born is not None
    assert person.born.value == "1990-03-05"
    assert person.sex is not None
    assert person.sex.value == "Nữ"
    assert not person.doubts()


def test_a_card_has_its_values_under_the_labels() -> None:
    person = only_person(
        line("Số / No.: 001190000123", 500, number=1),
        line("Họ và tên / Full name:", 600, number=2),
        line("NGUYỄN THỊ AN", 700, number=3),
    )
    assert person.full_name is not None
    assert person.full_name.value == "NGUYỄN THỊ AN"


def test_dotted_lines_before_a_name_are_passed_over() -> None:
    person = only_person(
        line("Tôi tên là: ……… Nguyễn Văn Bình ……… CCCD số 001090000124", 500, number=1),
    )
    assert person.full_name is not None
    assert person.full_name.value == "Nguyễn Văn Bình"


def test_a_sentence_ends_a_name() -> None:
    person = only_person(
        line("Họ, chữ đệm, tên người yêu cầu: Lê Thị Hồng Nhung. Giấy tờ tùy thân: 092194005678", 500),
    )
    assert person.full_name is not None
    assert person.full_name.value == "Lê Thị Hồng Nhung"


def test_each_person_has_the_name_that_stands_near() -> None:
    bride = [
        *line("Họ, chữ đệm, tên: TRẦN THỊ CÚC", 500, number=1),
        *line("Số CCCD: 092195000001", 600, number=2),
    ]
    groom = [
        *line("Họ, chữ đệm, tên: LÊ VĂN DŨNG", 1500, number=20),
        *line("Số CCCD: 092094000002", 1600, number=21),
    ]
    between = [word for n in range(5) for word in line("và cùng nhau khai rằng", 800 + 100 * n, number=5 + n)]
    people = find_people([*bride, *between, *groom])
    names = [each.full_name.value for each in people if each.full_name]
    assert names == ["TRẦN THỊ CÚC", "LÊ VĂN DŨNG"]


def test_the_birthday_behind_the_next_name_is_the_next_persons() -> None:
    mother = only_person(
        line(
            "Họ, chữ đệm, tên người yêu cầu: Lê Thị Hồng Nhung. Thẻ căn cước số 092194005678.", 500, number=1
        ),
        line(
            "khai sinh cho: Họ, chữ đệm, tên: Trần Lê Gia Hân. Ngày, tháng, năm sinh: 05/11/2026",
            600,
            number=2,
        ),
        line("Giới tính: Nữ.", 700, number=3),
    )
    assert mother.full_name is not None
    assert mother.full_name.value == "Lê Thị Hồng Nhung"
    assert (mother.born, mother.sex) == (None, None)
    assert not mother.doubts()


def test_a_card_in_two_languages_is_one_person() -> None:
    person = only_person(
        line("Số / No.: 001190000123", 500, number=1),
        line("Họ và tên / Full name: NGUYỄN THỊ AN", 600, number=2),
        line("Ngày sinh / Date of birth: 05/03/1990", 700, number=3),
    )
    assert person.born is not None
    assert person.born.value == "1990-03-05"


def test_numbers_of_other_lengths_are_no_ids() -> None:
    assert not find_people(line("Điện thoại 0912345678, tài khoản 1234567890123", 500))


def test_an_id_that_contradicts_the_birthday_is_doubted() -> None:
    person = only_person(
        line("Sinh ngày: 05/03/1991 Giới tính: Nam", 500, number=1),
        line("CCCD: 001190000123", 600, number=2),
    )
    assert person.doubts() == (CardDoubt.YEAR, CardDoubt.SEX)


def test_what_the_page_says_otherwise_than_the_card_is_shown() -> None:
    people = find_people(
        [
            *line("Họ và tên: NGUYỄN THỊ ÁN Giới tính: Nữ", 500, number=1),
            *line("Sinh ngày: 05/03/1990 CCCD: 001190000128", 600, number=2),
        ]
    )
    found = {each.name: (each.on_card, each.read.value) for each in differences(card(), people)}
    assert found == {
        FieldName.ID_NUMBER: ("001190000123", "001190000128"),
        FieldName.FULL_NAME: ("Nguyễn Thị An", "NGUYỄN THỊ ÁN"),
    }


def test_a_page_about_somebody_else_is_not_compared() -> None:
    people = find_people(line("Họ và tên: LÊ VĂN DŨNG CCCD: 092094000002", 500, number=1))
    assert differences(card(), people) == ()
