"""The centre's procedures: what is published, how rows become papers, how a few letters find one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.workflow.errors import ProcedureDamaged, UnknownProcedure
from clerk_app.workflow.procedures import catalogue, domains, procedure
from clerk_app.workflow.procedures.cleaning import PaperRow, clean_name, sort_rows
from clerk_app.workflow.procedures.record import as_data, from_data
from clerk_app.workflow.procedures.search import found

NOT_A_WARDS = ("Hải quan", "Thuế", "Hàng hải và đường thủy nội địa")


def test_the_demonstration_centre_publishes_260_procedures_in_12_domains() -> None:
    assert len(catalogue()) == 260
    assert len({each.code for each in catalogue()}) == 260
    assert {each.domain for each in catalogue()} == {domain.id for domain in domains()}
    assert len(domains()) == 12


def test_every_procedure_belongs_to_a_national_field_of_its_domain_and_to_a_ward() -> None:
    fields = {domain.id: domain.fields for domain in domains()}
    for each in catalogue():
        assert each.field in fields[each.domain], each.code
        assert each.field not in NOT_A_WARDS


def test_every_procedure_asks_for_papers_and_has_a_limit() -> None:
    for each in catalogue():
        assert each.components, each.code
        assert each.limit.amount > 0 or each.limit.unit == "same_day", each.code


def test_no_paper_is_a_scrap_or_carries_the_name_of_an_attached_file() -> None:
    for each in catalogue():
        for part in each.components:
            assert clean_name(part.name) == part.name, (each.code, part.name)
            assert not part.name.lower().endswith((".doc", ".docx", ".pdf", ":"))


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("+ Bản sao hộ chiếu;", "Bản sao hộ chiếu"),
        ("(1) Thông báo thay đổi nội dung đăng ký;", "Thông báo thay đổi nội dung đăng ký"),
        ("a) Giấy đề nghị tất toán.", "Giấy đề nghị tất toán"),
        ("Đơn đề nghị theo quy địnhMauDon (2).docx", "Đơn đề nghị theo quy định"),
        (
            "Tờ khai (Mẫu CT01 kèm theo Thông tư số 53/2025/TT-BCA).1.MuCT01.doc",
            "Tờ khai (Mẫu CT01 kèm theo Thông tư số 53/2025/TT-BCA)",
        ),
        ("tờ  khai   thuế", "Tờ khai thuế"),
    ],
)
def test_a_papers_name_is_cleaned(row: str, name: str) -> None:
    assert clean_name(row) == name


@given(st.text(max_size=120))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once) == once


def test_explanations_become_notes_and_scraps_are_told() -> None:
    rows = [
        PaperRow("Tờ khai đăng ký khai tử theo mẫu", 1, 0),
        PaperRow("Trường hợp gửi trực tuyến thì nộp bản điện tử", 1, 0),
        PaperRow("Giấy tờ tùy thân, không kèm theo", 0, 0),
        PaperRow("Xuất trình thẻ căn cước", 1, 0),
        PaperRow(",", 0, 1),
        PaperRow("+ Tờ khai đăng ký khai tử theo mẫu;", 1, 0),
    ]
    found_rows = sort_rows(rows)
    assert [(part.code, part.name, part.shown_only) for part in found_rows.components] == [
        ("TP01", "Tờ khai đăng ký khai tử theo mẫu", False),
        ("TP02", "Xuất trình thẻ căn cước", True),
    ]
    assert len(found_rows.notes) == 2
    assert found_rows.dropped == (",",)


def test_a_procedure_survives_the_way_through_its_data() -> None:
    for each in catalogue():
        assert from_data(as_data(each)) == each


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"code": "abc"}, "code"),
        ({"limit": {"amount": -1, "unit": "day"}}, "limit"),
        ({"limit": {"amount": 1, "unit": "year"}}, "limit"),
        ({"components": [{"code": "TP01"}]}, "components"),
        ({"colour": "red"}, "colour"),
        ({"fees": ["free"]}, "fees"),
    ],
)
def test_a_damaged_entry_is_refused_by_the_name_of_what_is_wrong(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ProcedureDamaged) as caught:
        from_data(as_data(procedure("1.001193")) | change)
    assert caught.value.field == field


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownProcedure):
        procedure("9.999999")


@pytest.mark.parametrize(
    "query", ["khai sinh", "KHAI SINH", "dang ky khai", "1.001193", "khai sihn", "dnag ky khai"]
)
def test_a_few_letters_find_a_procedure(query: str) -> None:
    assert "1.001193" in {each.code for each in found(query, catalogue())}


def test_the_plainest_name_comes_first() -> None:
    assert found("khai sinh", catalogue())[0].code == "1.001193"
    assert found("khai tu", catalogue())[0].code == "1.000656"


def test_nonsense_finds_nothing() -> None:
    assert found("qqqqqq", catalogue()) == ()
