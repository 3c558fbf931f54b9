"""Help people: the form of a procedure on the portal, and a count of who was helped with what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MinutesImpossible, NoPageOfPortal
from clerk_app.workflow.frontdesk.printing import checklist_pdf
from clerk_app.workflow.office import local
from clerk_app.workflow.people_addresses import address_flaw
from clerk_app.workflow.procedures.in_force import procedure_in_force
from clerk_app.workflow.rights import Right, require
from storage.guidance import Help

MOST_MINUTES = 600


class HelpKind(StrEnum):
    """What somebody was helped with."""

    PROCEDURE = "procedure"
    ONLINE_FORM = "online_form"
    ACCOUNT = "account"
    PAYMENT = "payment"
    SCAN_PRINT = "scan_print"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HelpCount:
    """How many were helped in one way, and for how many minutes together."""

    kind: HelpKind
    people: int
    minutes: int


@dataclass(frozen=True, slots=True)
class HelpFigures:
    """Of some days, both belong to them: all kinds in their order, and how many people on each day."""

    first: date
    last: date
    kinds: tuple[HelpCount, ...]
    days: tuple[tuple[date, int], ...]

    @property
    def people(self) -> int:
        """How many were helped."""
        return sum(each.people for each in self.kinds)

    @property
    def minutes(self) -> int:
        """For how many minutes together."""
        return sum(each.minutes for each in self.kinds)


def note_help(desk: Desk, kind: HelpKind, minutes: int, procedure: str = "") -> Help:
    """Count that somebody was helped; nobody's name is asked for.

    Raises:
        RightMissing, UnknownProcedure.
        MinutesImpossible: none, or more than 600.
    """
    require(desk.actor, Right.ACCEPT)
    if not 0 < minutes <= MOST_MINUTES:
        raise MinutesImpossible(minutes)
    code = procedure_in_force(desk, procedure).code if procedure else ""
    done = Help(local(desk.clock.now()).date(), kind.value, code, minutes)
    with desk.storage.unit_of_work() as work:
        work.guidance.note(desk.settings.agency.code, done)
        work.commit()
    return done


def take_help_back(desk: Desk, done: Help) -> bool:
    """Count help no longer that was counted by mistake; False if it is not counted any more.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCEPT)
    with desk.storage.unit_of_work() as work:
        was_counted = work.guidance.forget(desk.settings.agency.code, done)
        work.commit()
    return was_counted


def help_figures(desk: Desk, first: date, last: date) -> HelpFigures:
    """Count the help from `first` to `last`, both included.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    with desk.storage.unit_of_work(read_only=True) as work:
        given = work.guidance.given(desk.settings.agency.code, first, last)
    days = Counter(each.day for each in given)
    return HelpFigures(
        first, last, tuple(_count(kind, given) for kind in HelpKind), tuple(sorted(days.items()))
    )


def online_page(desk: Desk, code: str) -> str:
    """Return the address of the portal's page where a procedure is filed, to be opened in a browser.

    Raises:
        UnknownProcedure.
        NoPageOfPortal: people may not be sent to the set address, see `address_flaw`.
    """
    procedure = procedure_in_force(desk, code)
    template = desk.settings.portal.page
    address = template.replace("{code}", quote(procedure.code, safe=""))
    if address_flaw(address) is not None:
        raise NoPageOfPortal(template)
    return address


def checklist_of(desk: Desk, code: str) -> bytes:
    """Return what to bring for a procedure as PDF.

    Raises:
        UnknownProcedure.
    """
    return checklist_pdf(desk, procedure_in_force(desk, code))


def _count(kind: HelpKind, given: Sequence[Help]) -> HelpCount:
    minutes = [each.minutes for each in given if each.kind == kind]
    return HelpCount(kind, len(minutes), sum(minutes))
