"""Hand a paper to a visitor's phone: a link on the local network, shown as a code, kept nowhere."""

import ipaddress
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from clerk_app.profiles import ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoLocalNetwork
from clerk_app.workflow.frontdesk.helping import checklist_of
from clerk_app.workflow.frontdesk.link_server import LinkLimits, LinkServer, OfferedFile
from clerk_app.workflow.frontdesk.take_away import checklist_name, take_scan
from clerk_app.workflow.memory_folder import memory_folder
from clerk_app.workflow.rights import Right, require
from scanning.errors import FeederEmpty
from scanning.model import Report

_ELSEWHERE = ("192.0.2.1", 9)
"""TEST-NET-1 (RFC 5737): asking for the way there sends nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be downloaded now, until an aware time at the latest."""

    server: LinkServer
    until: datetime


def scan_to_offer(desk: Desk, profile: ScanProfile, *, report: Report) -> OfferedFile:
    """Scan what lies in the scanner, for a phone; its pages are in memory only.

    Raises:
        RightMissing.
        ScanningError: the scanner cannot, or nothing lay in it.
    """
    with memory_folder() as folder:
        files = take_scan(desk, profile, folder, report=report)
        if not files:
            raise FeederEmpty
        return OfferedFile(files[0].name, files[0].read_bytes())


def checklist_to_offer(desk: Desk, code: str) -> OfferedFile:
    """Make what to bring for a procedure, for a phone.

    Raises:
        UnknownProcedure.
    """
    return OfferedFile(f"{checklist_name(code)}.pdf", checklist_of(desk, code))


def offer(desk: Desk, file: OfferedFile) -> Offer:
    """Let phones of this network download a file for a while.

    Raises:
        RightMissing.
        NoLocalNetwork: this computer is in none.
        OSError: the address or port of the settings cannot be used.
    """
    require(desk.actor, Right.ACCEPT)
    settings = desk.settings.frontdesk
    host = settings.link_address or local_address()
    limits = LinkLimits(settings.link_minutes * 60.0, settings.link_downloads)
    server = LinkServer(file, host, settings.link_port, limits)
    return Offer(server, desk.clock.now() + timedelta(minutes=settings.link_minutes))


def local_address() -> str:
    """Return this computer's address as its network sees it.

    Raises:
        NoLocalNetwork: it has none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError as error:
            raise NoLocalNetwork from error
        found = str(probe.getsockname()[0])
    if ipaddress.ip_address(found).is_loopback:
        raise NoLocalNetwork
    return found
