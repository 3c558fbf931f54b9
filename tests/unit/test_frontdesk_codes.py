"""What a public screen understands and says: only ours, nothing personal, whatever is held before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.settings import FrontdeskSettings, UnknownSetting
from clerk_app.workflow.errors import UnknownService
from clerk_app.workflow.frontdesk.announcing import announcement
from clerk_app.workflow.frontdesk.codes import NOTHING, Seen, Shown, seen, ticket_code
from clerk_app.workflow.frontdesk.masking import masked_name, masked_number
from clerk_app.workflow.frontdesk.services import Service, service_named, services_of
from clerk_app.workflow.procedures import domains
from tests.unit.test_frontdesk_order import ticket

CARD = "092194005678|331234567|Lê Thị Hồng Nhung|12031994|Nữ|Cần Thơ|01062021"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H92.01.13-261126-0001", Seen(Shown.DOSSIER, "H92.01.13-261126-0001")),
        (" h92.01.13-261126-0001\n", Seen(Shown.DOSSIER, "H92.01.13-261126-0001")),
        ("Q261126-A012-ABCDEFGHIJK27", Seen(Shown.TICKET, "ABCDEFGHIJK27")),
        (CARD, Seen(Shown.CARD, "092194005678", "Lê Thị Hồng Nhung")),
        ("1.001193", Seen(Shown.PROCEDURE, "1.001193")),
    ],
)
def test_our_own_codes_are_told_apart(text: str, expected: Seen) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "https://example.com/H92.01.13-261126-0001",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "H92.01.13-261126-0001' OR 1=1 --",
        "H92.01.13-261126-0001\x1b[2J",
        "WIFI:S:free;T:WPA;P:x;;",
        "Q261126-A012-" + "A" * 12,
        "A" * 100_000,
        "|" * 50,
        "<b>H92.01.13-261126-0001</b>",
        "\u202eH92.01.13-261126-0001",
    ],
)
def test_anything_else_is_nothing(hostile: str) -> None:
    assert seen(hostile) == NOTHING


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_stumble(text: str) -> None:
    assert seen(text).what in Shown


def test_the_code_of_a_ticket_names_that_ticket() -> None:
    paper = ticket(12, 0)
    code = ticket_code(paper).replace("-12", "-ABCDEFGHIJK27")
    assert code == "Q261008-A012-ABCDEFGHIJK27"
    assert seen(code).what is Shown.TICKET


def test_what_was_shown_is_in_no_log() -> None:
    assert "092194005678" not in repr(seen(CARD))
    assert "Nhung" not in repr(seen(CARD))


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
