"""The sandbox portal as a process of its own: it is handed our judge of signatures.

Run as ``python -m clerk_app.sandbox HOME AUTHORITY``; prints ``{"port": N}`` when it listens and ends
when its standard input does.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings, load
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.waiting import standing_of
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures import catalogue
from clerk_app.workflow.what_was_read import TicketRead, what_was_read
from signing.demonstration import DemonstrationAuthority
from signing.model import ChangesAfter, SignatureVerdict, TrustStatus, Verdict
from signing.trust import TrustStore
from signing.validate import verify
from storage.errors import UnknownTicket
from storage.model import Channel
from storage.portal.sandbox import Judge, Judgement, Place, Queue, Service, Ward, serve

_TRUSTED_ENOUGH = (TrustStatus.TRUSTED, TrustStatus.UNKNOWN_STATUS)


def judge_with(store: TrustStore) -> Judge:
    """Return a judge that accepts signatures which are intact and of an issuer in `store`.

    Unknown revocation is no reason to refuse: the services may be down just now.
    """

    def judge(file: Path) -> Judgement:
        found = verify(file, store=store)
        signed = found.verdict not in (Verdict.UNSIGNED, Verdict.UNREADABLE)
        level = found.signatures[-1].level.value if found.signatures else ""
        intact = signed and all(_holds(signature) for signature in found.signatures)
        return Judgement(signed, intact, level, found.verdict.value)

    return judge


def _holds(signature: SignatureVerdict) -> bool:
    changed = signature.changes_after is ChangesAfter.FORBIDDEN
    return (
        signature.intact
        and not changed
        and signature.trust in (TrustStatus.TRUSTED, TrustStatus.UNKNOWN_STATUS)
    )


def ward_of(settings: Settings) -> Ward:
    """Return for whom the sandbox takes online dossiers: the centre, with what can be filed online."""
    services = tuple(
        Service(each.code, each.name, tuple((part.code, part.name) for part in each.scanned))
        for each in catalogue()
        if Channel.ONLINE in each.channels
    )
    return Ward(settings.agency.code, settings.agency.centre, services)


def queue_of(desk: Callable[[], Desk]) -> Queue:
    """Return who tells how a number stands, from a workstation's records, and no names.

    A real portal is told by its ward; this one is on the same computer, and reads.

    Args:
        desk: opens the workstation, when a ticket is asked for first.
    """

    def place_of(code: str) -> Place | None:
        read = what_was_read(code)
        if not isinstance(read, TicketRead):
            return None
        try:
            found = standing_of(desk(), read.secret)
        except UnknownTicket:
            return None
        ticket = found.ticket
        at = ticket.appointed_at if found.is_later else None
        said = f"{local(at):%H:%M, %d/%m/%Y}" if at else ""
        return Place(ticket.label, found.service.name, ticket.state.value, found.before, ticket.counter, said)

    return place_of


@contextmanager
def opened_once(settings: Settings) -> Iterator[Callable[[], Desk]]:
    """Yield who opens the workstation when first asked, whichever thread asks."""
    opening, found = Lock(), list[Desk]()
    with ExitStack() as stack:

        def desk() -> Desk:
            with opening:
                if not found:
                    found.append(stack.enter_context(open_desk(settings))[0])
            return found[0]

        yield desk


def announce(url: str) -> None:
    """Tell the parent where the server listens."""
    port = int(url.rpartition(":")[2])
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("authority", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--workstation", help="the home whose centre and queue it shows")
    options = parser.parse_args()
    store = DemonstrationAuthority.open(options.authority).store
    settings = load(home=options.workstation)
    with opened_once(settings) as desk:
        serve(
            options.home,
            judge=judge_with(store),
            port=options.port,
            ready=announce,
            ward=ward_of(settings),
            until=lambda: os.read(0, 1),
            queue=queue_of(desk) if options.workstation else lambda _code: None,
        )


if __name__ == "__main__":
    main()
