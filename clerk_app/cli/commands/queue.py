"""``clerk queue``: numbers for who waits, and the counters that call them."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import (
    call_next,
    choose_services,
    finish,
    hall,
    recall,
    skip,
    transfer,
)
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.figures import Figures, figures
from clerk_app.workflow.frontdesk.printing import print_ticket, ticket_pdf
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import Standing, take_ticket
from clerk_app.workflow.office import VIETNAM, local
from storage.tickets import Ticket

_Act = Callable[[Desk, argparse.Namespace], Ticket | None]


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("queue", parents=[common], help="queue numbers and counters")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    _add_ticket(actions, common)
    calling = _counter(actions, common, "call", "finish, and call the next one")
    calling.set_defaults(run=_acting(lambda desk, options: call_next(desk, options.counter)))
    again = _counter(actions, common, "recall", "call again, also who was skipped")
    again.add_argument("label", nargs="?", default="", help="a number such as A012")
    again.set_defaults(run=_acting(lambda desk, options: recall(desk, options.counter, options.label)))
    passing = _counter(actions, common, "skip", "pass over who did not come")
    passing.set_defaults(run=_acting(lambda desk, options: skip(desk, options.counter)))
    ending = _counter(actions, common, "finish", "be done with who is at the counter")
    ending.set_defaults(run=_acting(lambda desk, options: finish(desk, options.counter)))
    sending = _counter(actions, common, "transfer", "send on to another service")
    sending.add_argument("service", help="its letter")
    sending.set_defaults(run=_acting(lambda desk, options: transfer(desk, options.counter, options.service)))
    serving = _counter(actions, common, "serve", "choose the services of a counter")
    serving.add_argument("services", nargs="*", help="their letters; none for all")
    serving.set_defaults(run=_serve)
    listing = actions.add_parser("list", parents=[common], help="who waits for what")
    listing.add_argument("--counter", default="1")
    listing.set_defaults(run=_list)
    counting = actions.add_parser("statistics", parents=[common], help="waiting and service times")
    counting.add_argument("--from", dest="first", type=date.fromisoformat, help="today by default")
    counting.add_argument("--to", dest="last", type=date.fromisoformat)
    counting.set_defaults(run=_statistics)


def _add_ticket(actions: Any, common: argparse.ArgumentParser) -> None:
    taking = actions.add_parser("ticket", parents=[common], help="take a number")
    taking.add_argument("service", help="the letter of a service")
    taking.add_argument("--priority", choices=[each.value for each in Priority])
    taking.add_argument("--at", type=time.fromisoformat, help="an appointment, HH:MM")
    taking.add_argument("--on", type=date.fromisoformat, help="its day, today by default")
    taking.add_argument("--out", type=Path, help="the paper as PDF, 80 mm wide")
    taking.add_argument("--print", action="store_true", help="on the printer of the settings")
    taking.set_defaults(run=_ticket)


def _counter(actions: Any, common: argparse.ArgumentParser, name: str, what: str) -> argparse.ArgumentParser:
    made = actions.add_parser(name, parents=[common], help=what)
    made.add_argument("--counter", required=True, help="the counter's number or name")
    return made  # type: ignore[no-any-return]  # argparse's own type is private


def _ticket(settings: Settings, options: argparse.Namespace) -> ExitCode:
    """Give a number: anybody may, as at the kiosk."""
    with open_desk(settings) as (desk, _embedded):
        appointed = _appointed(desk, options.on, options.at)
        priority = Priority(options.priority) if options.priority else None
        standing = take_ticket(desk, options.service, priority, appointed)
        if options.out:
            options.out.write_bytes(ticket_pdf(desk, standing))
        printed = options.print and print_ticket(desk, standing)
    file = {"file": str(options.out.absolute())} if options.out else {}
    if options.json:
        answer({**_given(standing, settings.frontdesk.page), "printed": printed, **file})
    else:
        line(f"{standing.ticket.label}  {standing.service.name}  {standing.before}")
    return ExitCode.DONE


def _appointed(desk: Desk, on: date | None, at: time | None) -> datetime | None:
    """Return the appointment; a day without an hour begins when the centre opens."""
    if on is None and at is None:
        return None
    day = on or local(desk.clock.now()).date()
    return datetime.combine(day, at or time.fromisoformat(desk.settings.office.opens), VIETNAM)


def _acting(act: _Act) -> Callable[[Settings, argparse.Namespace], ExitCode]:
    """Return a command in which a counter does something with a ticket."""

    def run(settings: Settings, options: argparse.Namespace) -> ExitCode:
        with signed_in(settings, options) as desk:
            ticket = act(desk, options)
        if options.json:
            answer({"ticket": ticket and _as_data(ticket)})
        elif ticket:
            line(f"{ticket.label}  {ticket.state.value}  {ticket.counter}")
        return ExitCode.DONE if ticket else ExitCode.BAD_NEWS

    return run


def _serve(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        choose_services(desk, options.counter, options.services)
        serves = hall(desk, options.counter).serves
    if options.json:
        answer({"counter": options.counter, "serves": list(serves)})
    else:
        line(" ".join(serves))
    return ExitCode.DONE


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        seen = hall(desk, options.counter)
    rows = [
        {"service": each.letter, "name": each.name, "waiting": [_as_data(ticket) for ticket in tickets]}
        for each, tickets in seen.waiting
    ]
    if options.json:
        current = seen.current and _as_data(seen.current)
        answer({"counter": options.counter, "current": current, "services": rows})
    for each, tickets in () if options.json else seen.waiting:
        line(f"{each.letter}  {each.name}  {len(tickets)}")
    return ExitCode.DONE


def _statistics(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        today = local(desk.clock.now()).date()
        last = options.last or today
        found = figures(desk, options.first or min(today, last), last)
    if options.json:
        answer(_counted(found))
    for each in () if options.json else found.services:
        line(f"{each.service.letter}  {each.service.name}  {each.given}  {each.served}")
    return ExitCode.DONE


def _given(standing: Standing, page: str) -> dict[str, Any]:
    code = ticket_code(standing.ticket, page)
    return {**_as_data(standing.ticket), "name": standing.service.name, "before": standing.before, "qr": code}


def _as_data(ticket: Ticket) -> dict[str, Any]:
    times = {"issued": ticket.issued_at, "appointed": ticket.appointed_at, "called": ticket.called_at}
    return {
        "label": ticket.label,
        "day": f"{ticket.day}",
        "service": ticket.service,
        "state": ticket.state.value,
        "priority": ticket.priority or None,
        "counter": ticket.counter or None,
        **{name: at and local(at).isoformat() for name, at in times.items()},
    }


def _counted(found: Figures) -> dict[str, Any]:
    rows = [
        {
            "service": each.service.letter,
            "name": each.service.name,
            "given": each.given,
            "served": each.served,
            "skipped": each.skipped,
            "waiting": each.waiting,
            "median_wait_seconds": each.median_wait,
            "longest_wait_seconds": each.longest_wait,
            "median_service_seconds": each.median_service,
        }
        for each in found.services
    ]
    head = {"from": f"{found.first}", "to": f"{found.last}", "services": rows}
    return {**head, "ratings": {"count": found.ratings, "mean": found.score}}
