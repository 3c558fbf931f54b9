"""Take a number, and ask how long the line before it is."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import AppointmentPast
from clerk_app.workflow.frontdesk.order import calling_order, streak
from clerk_app.workflow.frontdesk.services import Priority, Service, service_named, services_of
from clerk_app.workflow.office import local
from storage.tickets import NewTicket, Ticket, TicketState
from storage.unit_of_work import UnitOfWork

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_SECRET_LETTERS = 13
"""65 bits: nobody guesses the paper of somebody else."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, what it is for, and how many are called before it (0 when it waits no more)."""

    ticket: Ticket
    service: Service
    before: int


def take_ticket(
    desk: Desk, letter: str, priority: Priority | None = None, appointed_at: datetime | None = None
) -> Standing:
    """Give the next number of a service; everybody in the hall may take one.

    Args:
        desk: the workstation.
        letter: of the service.
        priority: why the person goes ahead.
        appointed_at: an aware time of today or later.

    Raises:
        UnknownService, AppointmentPast.
    """
    service, now = service_named(desk.settings.frontdesk, letter), desk.clock.now()
    if appointed_at is not None and appointed_at < now:
        raise AppointmentPast
    new = NewTicket(
        agency_code=desk.settings.agency.code,
        day=local(now).date(),
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


def _standing(desk: Desk, work: UnitOfWork, ticket: Ticket) -> Standing:
    agency, services = desk.settings.agency.code, (ticket.service,)
    known = {each.letter: each for each in services_of(desk.settings.frontdesk)}
    service = known.get(ticket.service, Service(ticket.service, ticket.service, ()))
    before = 0
    if ticket.state is TicketState.WAITING:
        in_a_row = streak(work.tickets.was_ahead(agency, services, 10))
        waiting = work.tickets.waiting(agency, services)
        order = [each.ticket.id for each in calling_order(waiting, in_a_row, desk.clock.now())]
        before = order.index(ticket.id)
    return Standing(ticket, service, before)
