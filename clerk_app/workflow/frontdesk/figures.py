"""How long people waited and were served, and what they thought of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import mean, median

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.services import Service, services_of
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.rights import Right, require
from storage.tickets import Ticket, TicketState


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Of one service by the numbers' own letter; times in seconds, None where nobody was called yet."""

    service: Service
    given: int
    served: int
    skipped: int
    waiting: int
    median_wait: float | None
    longest_wait: float | None
    median_service: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some days; `score` is the mean of the ratings (1 to 5), None without any."""

    first: date
    last: date
    services: tuple[ServiceFigures, ...]
    ratings: int
    score: float | None


def figures(desk: Desk, first: date, last: date) -> Figures:
    """Count what happened in the hall from `first` to `last`, both included.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    agency = desk.settings.agency.code
    with desk.storage.unit_of_work(read_only=True) as work:
        tickets = work.tickets.issued_on(agency, first, last)
        scores = work.tickets.ratings(agency, _start(first), _start(last + timedelta(days=1)))
    counted = tuple(
        _of(each, [ticket for ticket in tickets if ticket.series == each.letter])
        for each in services_of(desk.settings.frontdesk)
    )
    return Figures(first, last, counted, len(scores), mean(scores) if scores else None)


def rate(desk: Desk, score: int) -> None:
    """Keep a rating from 1 (bad) to 5 (very good); nobody is asked for a name.

    Raises:
        ValueError: it is none.
    """
    if score not in range(1, 6):
        raise ValueError(score)
    with desk.storage.unit_of_work() as work:
        work.tickets.rate(desk.settings.agency.code, score, desk.clock.now())
        work.commit()


def _of(service: Service, tickets: Sequence[Ticket]) -> ServiceFigures:
    waits = [
        (each.called_at - each.waits_since(each.called_at)).total_seconds()
        for each in tickets
        if each.called_at
    ]
    served = [each for each in tickets if each.state is TicketState.FINISHED]
    times = [
        (each.ended_at - each.called_at).total_seconds()
        for each in served
        if each.ended_at and each.called_at
    ]
    return ServiceFigures(
        service=service,
        given=len(tickets),
        served=len(served),
        skipped=sum(each.state is TicketState.SKIPPED for each in tickets),
        waiting=sum(each.state is TicketState.WAITING for each in tickets),
        median_wait=median(waits) if waits else None,
        longest_wait=max(waits, default=None),
        median_service=median(times) if times else None,
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
