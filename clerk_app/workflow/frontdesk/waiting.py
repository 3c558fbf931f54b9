"""Take a number, and ask how long the line before it is."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import AppointmentClosed, AppointmentPast
from clerk_app.workflow.frontdesk.order import calling_order, streak
from clerk_app.workflow.frontdesk.services import Priority, Service, service_named, services_of
from clerk_app.workflow.office import Office, local
from storage.tickets import NewTicket, Ticket, TicketState
from storage.unit_of_work import UnitOfWork

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_SECRET_LETTERS = 13
"""65 bits: nobody guesses the paper of somebody else."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, what it is for, and how it stands.

    Attributes:
        before: how many are called before it on its day, 0 when it waits no more.
        is_later: its day is still to come.
    """

    ticket: Ticket
    service: Service
    before: int
    is_later: bool


def take_ticket(
    desk: Desk, letter: str, priority: Priority | None = None, appointed_at: datetime | None = None
) -> Standing:
    """Give the next number of a service; everybody in the hall may take one.

    Args:
        desk: the workstation.
        letter: of the service.
        priority: why the person goes ahead.
        appointed_at: an aware time; on a later day it counts among the numbers of that day.

    Raises:
        UnknownService.
        AppointmentPast, AppointmentClosed: nobody would call at that time.
    """
    service, now = service_named(desk.settings.frontdesk, letter), desk.clock.now()
    if appointed_at is not None:
        _require_possible(desk, appointed_at, now)
    new = NewTicket(
        agency_code=desk.settings.agency.code,
        day=local(appointed_at or now).date(),
        service=service.letter,
        secret="".join(secrets.choice(_ALPHABET) for _letter in range(_SECRET_LETTERS)),
        priority=priority.value if priority else "",
        issued_at=now,
        appointed_at=appointed_at,
    )
    with desk.storage.unit_of_work() as work:
        ticket = work.tickets.issue(new, desk.actor.name)
        found = _standing(desk, work, ticket)
        work.commit()
    return found


def standing_of(desk: Desk, secret: str) -> Standing:
    """Return how a ticket stands, for whoever holds its paper.

    Raises:
        UnknownTicket: nobody does.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        return _standing(desk, work, work.tickets.with_secret(secret))


def _require_possible(desk: Desk, appointed_at: datetime, now: datetime) -> None:
    """Today the hall is open or somebody knows why; of a later day only its office hours are known."""
    if appointed_at < now:
        raise AppointmentPast
    at = local(appointed_at)
    spans = Office.of(desk.settings.office).spans(at.date())
    if at.date() > local(now).date() and not any(start <= at.time() < end for start, end in spans):
        raise AppointmentClosed


def _standing(desk: Desk, work: UnitOfWork, ticket: Ticket) -> Standing:
    agency, services = desk.settings.agency.code, (ticket.service,)
    known = {each.letter: each for each in services_of(desk.settings.frontdesk)}
    service = known.get(ticket.service, Service(ticket.service, ticket.service, ()))
    before, now = 0, desk.clock.now()
    is_later = ticket.day > local(now).date()
    if ticket.state is TicketState.WAITING:
        in_a_row = 0 if is_later else streak(work.tickets.was_ahead(agency, services, 10))
        waiting = work.tickets.waiting(agency, max(ticket.day, local(now).date()), services)
        on_its_day = [each for each in waiting if each.day == ticket.day or not is_later]
        order = [each.ticket.id for each in calling_order(on_its_day, in_a_row, now)]
        before = order.index(ticket.id)
    return Standing(ticket, service, before, is_later)
