"""Call people to a counter: the next one, again, past, on to another service, and done."""

from collections.abc import Collection
from dataclasses import dataclass

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NobodyCalled
from clerk_app.workflow.frontdesk.order import MOST_AHEAD, next_ticket, streak
from clerk_app.workflow.frontdesk.services import Service, service_named, services_of
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require
from storage.errors import TicketMoved
from storage.tickets import Call, Ticket, TicketEvent, TicketState
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall as a counter sees it.

    Attributes:
        current: who is at the counter, None if nobody.
        waiting: for each service of the centre, who waits for it.
        serves: the letters the counter serves.
    """

    current: Ticket | None
    waiting: tuple[tuple[Service, tuple[Ticket, ...]], ...]
    serves: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many wait for this counter."""
        return sum(len(tickets) for service, tickets in self.waiting if service.letter in self.serves)


def call_next(desk: Desk, counter: str) -> Ticket | None:
    """Finish with who is at the counter and call the next one, in one transaction; None if nobody waits.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCEPT)
    agency, now, who = desk.settings.agency.code, desk.clock.now(), desk.actor.name
    with desk.storage.unit_of_work() as work:
        tickets = work.tickets
        tickets.lock(agency)
        for done in tickets.at_counter(agency, counter):
            tickets.end(done, TicketEvent.FINISHED, now, who)
        services = tickets.served_by(agency, counter)
        in_a_row = streak(tickets.was_ahead(agency, services, MOST_AHEAD))
        choice = next_ticket(tickets.waiting(agency, local(now).date(), services), in_a_row, now)
        called = None
        if choice is not None:
            called = tickets.call(choice.ticket, counter, now, who, is_ahead=choice.is_ahead)
        work.commit()
    return called


def recall(desk: Desk, counter: str, label: str = "") -> Ticket:
    """Call again who is at the counter, or somebody who was skipped or is called elsewhere, by its label.

    Raises:
        RightMissing, NobodyCalled, UnknownTicket.
        TicketMoved: it waits, or is finished.
    """
    require(desk.actor, Right.ACCEPT)
    now, who = desk.clock.now(), desk.actor.name
    with desk.storage.unit_of_work() as work:
        work.tickets.lock(desk.settings.agency.code)
        ticket = _named(desk, work, counter, label)
        if ticket.state not in (TicketState.CALLED, TicketState.SKIPPED):
            raise TicketMoved(ticket.label)
        called = work.tickets.recall(ticket, counter, now, who)
        work.commit()
    return called


def skip(desk: Desk, counter: str) -> Ticket:
    """Pass over who did not come; `recall` brings it back.

    Raises:
        RightMissing, NobodyCalled.
    """
    return _end(desk, counter, TicketEvent.SKIPPED)


def finish(desk: Desk, counter: str) -> Ticket:
    """Be done with who is at the counter.

    Raises:
        RightMissing, NobodyCalled.
    """
    return _end(desk, counter, TicketEvent.FINISHED)


def transfer(desk: Desk, counter: str, letter: str) -> Ticket:
    """Send who is at the counter on to another service, where it waits as long as it has waited already.

    Raises:
        RightMissing, NobodyCalled, UnknownService.
    """
    require(desk.actor, Right.ACCEPT)
    service, now = service_named(desk.settings.frontdesk, letter), desk.clock.now()
    with desk.storage.unit_of_work() as work:
        work.tickets.lock(desk.settings.agency.code)
        ticket = _named(desk, work, counter)
        moved = work.tickets.transfer(ticket, service.letter, now, desk.actor.name)
        work.commit()
    return moved


def choose_services(desk: Desk, counter: str, letters: Collection[str]) -> None:
    """Let a counter serve these services only; none means all.

    Raises:
        RightMissing, UnknownService.
    """
    require(desk.actor, Right.ACCEPT)
    chosen = [service_named(desk.settings.frontdesk, each).letter for each in letters]
    with desk.storage.unit_of_work() as work:
        work.tickets.serve(desk.settings.agency.code, counter, chosen)
        work.commit()


def hall(desk: Desk, counter: str) -> Hall:
    """Return the hall as a counter sees it.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCEPT)
    agency, services = desk.settings.agency.code, services_of(desk.settings.frontdesk)
    with desk.storage.unit_of_work(read_only=True) as work:
        waiting = work.tickets.waiting(agency, local(desk.clock.now()).date())
        current = work.tickets.at_counter(agency, counter)
        serves = work.tickets.served_by(agency, counter)
    lines = tuple(
        (each, tuple(ticket for ticket in waiting if ticket.service == each.letter)) for each in services
    )
    letters = serves or tuple(each.letter for each in services)
    return Hall(current[0] if current else None, lines, letters)


def last_calls(desk: Desk, limit: int) -> tuple[Call, ...]:
    """Return the newest calls, the newest first: what a public display shows."""
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.tickets.calls(desk.settings.agency.code, limit)


def _end(desk: Desk, counter: str, event: TicketEvent) -> Ticket:
    require(desk.actor, Right.ACCEPT)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        work.tickets.lock(desk.settings.agency.code)
        ended = work.tickets.end(_named(desk, work, counter), event, now, desk.actor.name)
        work.commit()
    return ended


def _named(desk: Desk, work: UnitOfWork, counter: str, label: str = "") -> Ticket:
    agency = desk.settings.agency.code
    if label:
        return work.tickets.named(agency, local(desk.clock.now()).date(), label.upper())
    current = work.tickets.at_counter(agency, counter)
    if not current:
        raise NobodyCalled(counter)
    return current[0]
