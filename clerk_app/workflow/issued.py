"""The register of outgoing decisions: the next number, and numbers that were given elsewhere."""

from dataclasses import dataclass
from datetime import date

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import ElsewhereUnnamed
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require
from storage.errors import NumberSkipped, NumberTaken
from storage.issued import IssuedNumber
from storage.model import Dossier
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Issue:
    """Number and date that a decision gets before its seal."""

    number: int
    day: date


def next_issue(desk: Desk, number: int | None = None) -> Issue:
    """Return what the next decision gets today.

    Args:
        desk: the workstation.
        number: the one that somebody wants it to be, None for whichever is next.

    Raises:
        NumberTaken, NumberSkipped: another one is next.
    """
    today = local(desk.clock.now()).date()
    with desk.storage.unit_of_work(read_only=True) as work:
        wanted = work.issued.next(desk.settings.agency.code, today.year)
    if number is not None and number != wanted:
        raise NumberTaken(number, wanted) if number < wanted else NumberSkipped(number, wanted)
    return Issue(wanted, today)


def register(desk: Desk, year: int) -> tuple[IssuedNumber, ...]:
    """Return the numbers of a year, the newest first.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.issued.of_year(desk.settings.agency.code, year)


def enter_elsewhere(desk: Desk, until: int, subject: str) -> IssuedNumber:
    """Enter the numbers from the next one on as given elsewhere: on paper, or before this program came.

    Args:
        desk: the workstation.
        until: the last of them.
        subject: what they were given for.

    Raises:
        RightMissing, ElsewhereUnnamed.
        NumberTaken: the last of them was given already.
    """
    require(desk.actor, Right.NUMBER_AND_SEAL)
    if not subject.strip():
        raise ElsewhereUnnamed
    agency, today = desk.settings.agency.code, local(desk.clock.now()).date()
    with desk.storage.unit_of_work() as work:
        entered = IssuedNumber(
            year=today.year,
            first=work.issued.next(agency, today.year),
            number=until,
            issued_on=today,
            subject=subject.strip(),
            dossier=None,
            entered_by=desk.actor.name,
            entered_at=desk.clock.now(),
        )
        work.issued.enter(agency, entered)
        _tell(work, desk, "numbers_elsewhere", entered)
        work.commit()
    return entered


def take_back_elsewhere(desk: Desk, entered: IssuedNumber) -> bool:
    """Take back what was entered as given elsewhere.

    Returns:
        False if a number was given since: nothing is changed then.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.NUMBER_AND_SEAL)
    with desk.storage.unit_of_work() as work:
        is_back = work.issued.take_back(desk.settings.agency.code, entered)
        if is_back:
            _tell(work, desk, "numbers_taken_back", entered)
            work.commit()
    return is_back


def enter_decision(work: UnitOfWork, desk: Desk, dossier: Dossier, issue: Issue) -> None:
    """Enter the number of a decision in the transaction that keeps its seal.

    Raises:
        NumberTaken, NumberSkipped: somebody else was numbering meanwhile.
    """
    work.issued.enter(
        desk.settings.agency.code,
        IssuedNumber(
            year=issue.day.year,
            first=issue.number,
            number=issue.number,
            issued_on=issue.day,
            subject=dossier.procedure_name,
            dossier=dossier.code,
            entered_by=desk.actor.name,
            entered_at=desk.clock.now(),
        ),
    )


def _tell(work: UnitOfWork, desk: Desk, step: str, entered: IssuedNumber) -> None:
    detail: dict[str, object] = {"first": entered.first, "last": entered.number}
    work.audit.record("", step, desk.actor.name, desk.clock.now(), detail)
