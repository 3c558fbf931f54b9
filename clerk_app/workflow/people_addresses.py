"""Addresses that people are sent to: the portal's pages, and the page behind the code of a queue number.

Whoever opens one types personal data there, so it is https, or within this house: nothing between the two.
"""

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from clerk_app.i18n import Translate, later
from clerk_app.settings import Settings

PORTAL_PAGE, TICKET_PAGE = "portal.page", "frontdesk.page"
_LOCAL_NAMES = (".local", ".localhost")


class AddressFlaw(StrEnum):
    """Why people are not sent to an address."""

    MISSING = "missing"
    NOT_WEB = "not_web"
    NO_HOST = "no_host"
    UNCLEAR = "unclear"
    OPEN_LINE = "open_line"


_WORDS = {
    AddressFlaw.MISSING: later("There is no address: people cannot be sent to the portal's pages."),
    AddressFlaw.NOT_WEB: later("An address begins with https://."),
    AddressFlaw.NO_HOST: later("The address names no computer."),
    AddressFlaw.UNCLEAR: later(
        "The address is not clear: it has a space, a name before @, or an impossible port."
    ),
    AddressFlaw.OPEN_LINE: later(
        "http:// is for this computer and the centre's own network only; use https://."
    ),
}


@dataclass(frozen=True, slots=True)
class WrongAddress:
    """A setting by its path, and what is wrong with it."""

    path: str
    flaw: AddressFlaw


def address_flaw(address: str) -> AddressFlaw | None:
    """Return what is wrong with an address, None if people may be sent there."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return AddressFlaw.UNCLEAR
    if parts.scheme not in ("http", "https"):
        return AddressFlaw.NOT_WEB
    if not host:
        return AddressFlaw.NO_HOST
    if port == 0 or parts.username is not None or any(ord(each) <= 32 for each in address):
        return AddressFlaw.UNCLEAR  # a name before the host makes another host look like ours
    return None if parts.scheme == "https" or _is_near(host) else AddressFlaw.OPEN_LINE


def flaw_of_setting(path: str, address: str) -> AddressFlaw | None:
    """Return what is wrong with one of these settings; the page of queue numbers may be missing."""
    if not address:
        return AddressFlaw.MISSING if path == PORTAL_PAGE else None
    return address_flaw(address)


def wrong_addresses(settings: Settings) -> tuple[WrongAddress, ...]:
    """Return the settings to which nobody may be sent."""
    found = {PORTAL_PAGE: settings.portal.page, TICKET_PAGE: settings.frontdesk.page}
    flaws = ((path, flaw_of_setting(path, address)) for path, address in found.items())
    return tuple(WrongAddress(path, flaw) for path, flaw in flaws if flaw is not None)


def flaw_words(flaw: AddressFlaw, translate: Translate) -> str:
    """Return a flaw as a sentence."""
    return translate(_WORDS[flaw])


def _is_near(host: str) -> bool:
    """Whether a computer is this one, or one of the same house."""
    if host == "localhost" or host.endswith(_LOCAL_NAMES):
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return (found.is_private or found.is_link_local) and not found.is_unspecified
