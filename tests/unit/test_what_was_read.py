"""What a reader gave is told apart: cards, dossiers, procedures, and what is nothing of ours."""

import pytest

from clerk_app.workflow.what_was_read import DossierRead, ProcedureRead, UnknownRead, what_was_read
from scanning.extract.citizen_card import CitizenCard
from scanning.separate.codes import sheet_text
from storage.model import DossierCode

CARD = "092194005678|362456789|Lê Thị Hồng Nhung|02091994|Nữ|12 Nguyễn Trãi, An Bình, Cần Thơ|15032022"
CODE = DossierCode("H92.01.13-261126-0001")


@pytest.mark.parametrize("text", [CARD, f"  {CARD}\n", f"{CARD}||Lê Văn An|Trần Thị Bé|extra"])
def test_a_citizen_card_is_told_whatever_generation_it_is_of(text: str) -> None:
    card = what_was_read(text)
    assert isinstance(card, CitizenCard)
    assert (card.id_number, card.full_name) == ("092194005678", "Lê Thị Hồng Nhung")


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        sheet_text(CODE, "TP01"),
        f"https://portal.example.vn/look-up?code={CODE}&lang=vi",
        f"https://portal.example.vn/dossiers/{CODE}",
    ],
)
def test_a_dossier_is_told_from_receipts_sheets_and_addresses(text: str) -> None:
    assert what_was_read(text) == DossierRead(CODE)


@pytest.mark.parametrize("text", ["1.001193", "1.001193.000.00.00.H92"])
def test_a_procedure_is_told_with_and_without_its_province(text: str) -> None:
    assert what_was_read(text) == ProcedureRead("1.001193")


@pytest.mark.parametrize("text", ["https://example.vn/menu", "a|b|c", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"])
def test_a_strange_code_is_known_for_a_code(text: str) -> None:
    assert what_was_read(text) == UnknownRead(is_code=True)


@pytest.mark.parametrize("text", ["khai sinh", "092194005678", "0903 000 123", "Nguyễn Trãi", ""])
def test_what_a_person_may_type_is_no_code(text: str) -> None:
    assert what_was_read(text) == UnknownRead(is_code=False)


def test_a_code_within_a_longer_word_is_no_dossier() -> None:
    assert isinstance(what_was_read(f"X{CODE}9"), UnknownRead)


def test_two_dossiers_in_one_text_are_none() -> None:
    assert isinstance(what_was_read(f"{CODE} H92.01.13-261126-0002"), UnknownRead)


def test_a_card_shows_nothing_of_itself_in_a_log() -> None:
    assert "Nhung" not in repr(what_was_read(CARD))
