"""The fields of a paper: what was read, and what a person put in its place."""

from clerk_app.workflow.paper_fields import PAPER_FIELDS, paper_fields, put_right
from scanning.extract.model import Field, FieldName
from scanning.model import Box, Word
from storage.model import ContentId, DossierCode, Page

BOX = Box(10, 10, 90, 30)


def page(number: int = 1, **typed: str) -> Page:
    findings = {"width_px": 1000, "height_px": 1400, "fields": typed}
    code, original = DossierCode("H92.01.13-261126-0001"), ContentId("a" * 64)
    return Page(number, code, "TP01", "batch", number, original, 300, number, findings=findings)


def test_every_field_is_listed_found_or_not() -> None:
    words = (Word("TỜ", 95.0, Box(400, 200, 440, 230), 0), Word("KHAI", 95.0, Box(450, 200, 520, 230), 0))
    found = paper_fields([page()], [words])
    assert [each.name for each in found] == list(PAPER_FIELDS)
    assert all(each.page is None for each in found if not each.value)


def test_what_a_person_typed_stands_over_what_was_read() -> None:
    read = (Field(FieldName.SUBJECT, "về viec", 70.0, BOX), Field(FieldName.CODE_NUMBER, "12", 90.0, BOX))
    typed = page(subject="Về việc cấp giấy", signer="Nguyễn Văn Hải")
    right = {each.name: each.value for each in put_right(read, [typed])}
    assert right == {
        FieldName.SUBJECT: "Về việc cấp giấy",
        FieldName.CODE_NUMBER: "12",
        FieldName.SIGNER: "Nguyễn Văn Hải",
    }


def test_a_field_that_a_person_emptied_is_left_out() -> None:
    read = (Field(FieldName.CODE_NUMBER, "12", 90.0, BOX),)
    assert put_right(read, [page(code_number="")]) == ()


def test_the_first_page_has_the_word_when_papers_were_joined() -> None:
    right = put_right((), [page(1, subject="one"), page(2, subject="two")])
    assert [each.value for each in right] == ["one"]
