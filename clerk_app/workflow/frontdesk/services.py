"""What people wait for: one service a domain, or the groups that the centre made of them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from clerk_app.settings import FrontdeskSettings, UnknownSetting
from clerk_app.workflow.errors import UnknownService
from clerk_app.workflow.procedures import domains

_GROUP = re.compile(r"([A-Z])\s*=\s*([^:]+?)\s*(?::\s*(.*))?")
_LETTERS = "ABCDEFGHKLMNPQRSUVXY"
"""Those that are told apart when they are spoken in Vietnamese."""


class Priority(StrEnum):
    """Why somebody goes ahead."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    SMALL_CHILD = "small_child"


@dataclass(frozen=True, slots=True)
class Service:
    """Something to wait for; `letter` begins its numbers, `domains` are those of its procedures."""

    letter: str
    name: str
    domains: tuple[str, ...]


RESULTS = Service("T", "Nhận kết quả", ())
"""Whoever collects a result waits for no domain."""


def services_of(settings: FrontdeskSettings) -> tuple[Service, ...]:
    """Return the services of the centre, in their order; without groups, one a domain and the results.

    Raises:
        UnknownSetting: a group is not written as "LETTER = NAME: DOMAIN, DOMAIN".
    """
    if settings.groups:
        return tuple(map(_group, settings.groups))
    of_domains = (
        Service(letter, each.name, (each.id,)) for letter, each in zip(_LETTERS, domains(), strict=False)
    )
    return (*of_domains, RESULTS)


def service_named(settings: FrontdeskSettings, letter: str) -> Service:
    """Return the service of a letter.

    Raises:
        UnknownService: there is none.
    """
    found = next((each for each in services_of(settings) if each.letter == letter.upper()), None)
    if found is None:
        raise UnknownService(letter)
    return found


def _group(said: str) -> Service:
    found = _GROUP.fullmatch(said.strip())
    if found is None:
        raise UnknownSetting(f"frontdesk.groups = {said}", "A = Hộ tịch: civil-status, authentication")
    return Service(found[1], found[2], tuple((found[3] or "").replace(",", " ").split()))
