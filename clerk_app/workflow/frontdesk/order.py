"""Who is called next.

First whose appointment has come, then elderly, disabled and pregnant people and those with a small child,
then everybody as they came. After three who went ahead, one goes who did not: nobody waits for ever. Who
comes before an appointment waits for it, unless nobody else is there. Who is left from the day before came
earlier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from storage.tickets import Ticket

MOST_AHEAD = 3
"""So many go ahead in a row of somebody who waits as they came."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is next; `is_ahead` tells that somebody who came in the ordinary way waits on."""

    ticket: Ticket
    is_ahead: bool


def streak(was_ahead: Sequence[bool]) -> int:
    """Return how many went ahead in a row, of the last calls, the newest first."""
    return len(list(takewhile(bool, was_ahead)))


def next_ticket(waiting: Sequence[Ticket], in_a_row: int, now: datetime) -> Choice | None:
    """Return who of those waiting is called next after `in_a_row` went ahead; None if nobody waits."""
    ahead = _ahead(waiting, now)
    ordinary = sorted((each for each in waiting if _is_ordinary(each)), key=_came)
    if ahead and (in_a_row < MOST_AHEAD or not ordinary):
        return Choice(ahead[0], bool(ordinary))
    if ordinary:
        return Choice(ordinary[0], is_ahead=False)
    early = sorted(waiting, key=_appointed)
    return Choice(early[0], is_ahead=False) if early else None


def calling_order(waiting: Sequence[Ticket], in_a_row: int, now: datetime) -> Iterator[Choice]:
    """Yield everybody in the order in which one counter would call them now."""
    left = list(waiting)
    while (choice := next_ticket(left, in_a_row, now)) is not None:
        yield choice
        left.remove(choice.ticket)
        in_a_row = in_a_row + 1 if choice.is_ahead else 0


def _ahead(waiting: Sequence[Ticket], now: datetime) -> list[Ticket]:
    due = [each for each in waiting if each.appointed_at is not None and each.appointed_at <= now]
    favoured = [each for each in waiting if each.priority and each.appointed_at is None]
    return sorted(due, key=_appointed) + sorted(favoured, key=_came)


def _is_ordinary(ticket: Ticket) -> bool:
    return not ticket.priority and ticket.appointed_at is None


def _came(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.issued_at, ticket.id


def _appointed(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.appointed_at or ticket.issued_at, ticket.id
