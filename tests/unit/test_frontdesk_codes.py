"""What a public screen understands and says: only ours, nothing personal, whatever is held before it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.settings import FrontdeskSettings, UnknownSetting
from clerk_app.workflow.errors import UnknownService
from clerk_app.workflow.frontdesk.announcing import announcement
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.masking import masked_name, masked_number
from clerk_app.workflow.frontdesk.services import Service, service_named, services_of
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.what_was_read import (
    DossierRead,
    ProcedureRead,
    Read,
    TicketRead,
    UnknownRead,
    what_was_read,
)
from scanning.extract.citizen_card import CitizenCard
from storage.model import DossierCode
from tests.unit.test_frontdesk_order import ticket


@pytest.mark.parametrize("page", ["javascript:alert(1)", "http://portal.example.vn", "https://a@b.vn/"])
def test_a_code_leads_nowhere_that_people_may_not_be_sent_to(page: str) -> None:
    assert ticket_code(ticket(1, 1), page) == ticket_code(ticket(1, 1))


CARD = "092194005678|331234567|Lê Thị Hồng Nhung|12031994|Nữ|Cần Thơ|01062021"


CODE = DossierCode("H92.01.13-261126-0001")
TICKET = "Q261126-A012-ABCDEFGHIJK27"
SECRET = "ABCDEFGHIJK27"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CODE, DossierRead(CODE)),
        (f" {CODE.lower()}\n", DossierRead(CODE)),
        (f"{CODE}.{SECRET}", DossierRead(CODE, SECRET)),
        (f"{CODE}.{SECRET.lower()}", DossierRead(CODE, SECRET)),
        (TICKET, TicketRead(SECRET)),
        (f"https://portal.example.vn/so-thu-tu/{TICKET}", TicketRead(SECRET)),
        ("1.001193", ProcedureRead("1.001193")),
    ],
)
def test_our_own_codes_are_told_apart(text: str, expected: Read) -> None:
    assert what_was_read(text) == expected


@pytest.mark.parametrize(
    "cut", ["", ".", f".{SECRET[:-1]}", f".{SECRET}A", ".0000000000000", f".{SECRET}.{SECRET}"]
)
def test_a_receipt_that_is_cut_or_forged_is_read_as_the_code_alone(cut: str) -> None:
    assert what_was_read(CODE + cut) == DossierRead(CODE)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "https://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        f"{CODE}' OR 1=1 --",
        f"{CODE}\x1b[2J",
        "WIFI:S:free;T:WPA;P:x;;",
        "Q261126-A012-" + "A" * 12,
        f"{TICKET}A",
        f"javascript://x/{TICKET}",
        f"https://example.com/{TICKET}/more",
        "A" * 100_000,
        CODE + "/" * 100_000,
        "|" * 50,
        f"<b>{CODE}</b>",
        f"\u202e{CODE}",
    ],
)
def test_anything_else_is_nothing(hostile: str) -> None:
    assert isinstance(what_was_read(hostile), UnknownRead)


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_stumble(text: str) -> None:
    assert isinstance(what_was_read(text), Read)


@pytest.mark.parametrize(
    "page", ["", "https://portal.example.vn/so-thu-tu", "http://127.0.0.1:8080/so-thu-tu/"]
)
def test_the_code_of_a_ticket_names_that_ticket(page: str) -> None:
    paper = replace(ticket(12, 0), secret=SECRET)
    code = ticket_code(paper, page)
    assert code.endswith(f"Q261008-A012-{SECRET}")
    assert code.startswith(page.rstrip("/"))
    assert what_was_read(code) == TicketRead(SECRET)


@pytest.mark.parametrize("text", [CARD, TICKET, f"{CODE}.{SECRET}"])
def test_what_was_shown_is_in_no_log(text: str) -> None:
    said = repr(what_was_read(text))
    assert all(each not in said for each in ("092194005678", "Nhung", SECRET))


def test_a_card_is_told_with_its_holder() -> None:
    card = what_was_read(CARD)
    assert isinstance(card, CitizenCard)
    assert (card.id_number, card.full_name) == ("092194005678", "Lê Thị Hồng Nhung")


def test_names_and_numbers_are_masked() -> None:
    assert masked_name("Lê Thị Hồng Nhung") == "L• T•• H••• N••••"
    assert masked_name("An") == "A•"
    assert masked_name("Y") == "Y•"
    assert masked_number("092194005678") == "•••••••••678"
    assert masked_number("12345") == "•••••"


@given(st.text(st.characters(categories=["L"]), min_size=2, max_size=30))
def test_of_a_word_only_its_first_letter_stays(word: str) -> None:
    assert set(masked_name(word)[1:]) == {"•"}


def test_a_number_is_spoken_digit_by_digit() -> None:
    assert announcement(ticket(12, 0), "3") == "Mời số a không một hai, đến quầy số ba."


def test_every_domain_has_its_service_and_results_are_fetched_too() -> None:
    services = services_of(FrontdeskSettings())
    assert len({each.letter for each in services}) == len(services) == len(domains()) + 1
    assert [each.domains[0] for each in services if each.domains] == [each.id for each in domains()]


def test_a_centre_makes_groups_of_its_own() -> None:
    settings = FrontdeskSettings(groups=("A = Hộ tịch: civil-status, authentication", "B = Nhận kết quả"))
    assert services_of(settings) == (
        Service("A", "Hộ tịch", ("civil-status", "authentication")),
        Service("B", "Nhận kết quả", ()),
    )
    with pytest.raises(UnknownService):
        service_named(settings, "Z")


def test_a_group_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnknownSetting):
        services_of(FrontdeskSettings(groups=("civil-status",)))
