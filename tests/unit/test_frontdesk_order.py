"""Who is called next: fair to everybody, for any hall that can be."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.workflow.frontdesk.order import MOST_AHEAD, Choice, calling_order, next_ticket
from storage.tickets import Ticket, TicketState
from tests.fakes.clock import START

MINUTE = timedelta(minutes=1)


def ticket(number: int, came: int, priority: str = "", appointed: int | None = None) -> Ticket:
    """Return a ticket given `came` minutes before now; an appointment is in `appointed` minutes."""
    return Ticket(
        id=number,
        day=date(2026, 10, 8),
        series="A",
        number=number,
        service="A",
        secret=str(number),
        priority=priority,
        appointed_at=None if appointed is None else START + appointed * MINUTE,
        state=TicketState.WAITING,
        issued_at=START - came * MINUTE,
        counter="",
        called_at=None,
        ended_at=None,
    )


@st.composite
def halls(draw: st.DrawFn) -> list[Ticket]:
    kinds = draw(
        st.lists(
            st.tuples(
                st.integers(0, 2000),
                st.sampled_from(("", "", "elderly", "pregnant")),
                st.one_of(st.none(), st.integers(-60, 60)),
            ),
            max_size=40,
        )
    )
    return [ticket(number, *kind) for number, kind in enumerate(kinds, 1)]


def is_ordinary(each: Ticket) -> bool:
    return not each.priority and each.appointed_at is None


def order(hall: list[Ticket], in_a_row: int = 0, now: datetime = START) -> list[Choice]:
    return list(calling_order(hall, in_a_row, now))


@given(halls(), st.integers(0, 5))
def test_everybody_is_called_once(hall: list[Ticket], in_a_row: int) -> None:
    called = [choice.ticket.id for choice in order(hall, in_a_row)]
    assert sorted(called) == [each.id for each in hall]


@given(halls())
def test_who_came_in_the_ordinary_way_is_called_in_the_order_they_came(hall: list[Ticket]) -> None:
    called = [choice.ticket for choice in order(hall) if is_ordinary(choice.ticket)]
    assert called == sorted(called, key=lambda each: (each.issued_at, each.id))


@given(halls(), st.integers(0, 5))
def test_never_more_than_three_go_ahead_of_somebody_who_waits(hall: list[Ticket], in_a_row: int) -> None:
    ahead, left = min(in_a_row, MOST_AHEAD), sum(map(is_ordinary, hall))
    for choice in order(hall, in_a_row):
        if is_ordinary(choice.ticket):
            ahead, left = 0, left - 1
        elif left:
            ahead += 1
            assert ahead <= MOST_AHEAD


@given(halls())
def test_an_appointment_whose_time_has_come_goes_before_everybody_who_is_favoured(hall: list[Ticket]) -> None:
    called = [choice.ticket for choice in order(hall)]
    due = [n for n, each in enumerate(called) if each.appointed_at and each.appointed_at <= START]
    favoured = [n for n, each in enumerate(called) if each.priority and each.appointed_at is None]
    assert not due or not favoured or max(due) < min(favoured)


@given(halls())
def test_who_comes_before_an_appointment_goes_when_nobody_else_waits(hall: list[Ticket]) -> None:
    early = [each.appointed_at is not None and each.appointed_at > START for each in hall]
    called = [choice.ticket for choice in order(hall)]
    tail = called[len(called) - sum(early) :]
    assert all(each.appointed_at is not None and each.appointed_at > START for each in tail)


def test_an_ordinary_person_goes_after_three_who_went_ahead() -> None:
    hall = [ticket(1, 30), *(ticket(number, 20 - number, "elderly") for number in range(2, 8))]
    assert [choice.ticket.id for choice in order(hall)] == [2, 3, 4, 1, 5, 6, 7]
    assert order(hall, MOST_AHEAD)[0].ticket.id == 1


def test_who_waited_over_night_goes_before_who_came_today() -> None:
    choice = next_ticket([ticket(1, 10), ticket(2, 16 * 60)], 0, START)
    assert choice == Choice(ticket(2, 16 * 60), is_ahead=False)


def test_nobody_is_called_where_nobody_waits() -> None:
    assert next_ticket([], 0, START) is None
