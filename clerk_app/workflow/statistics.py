"""Report 06a (TT 01/2020, TT 03/2025): dossiers received, solved and in process, per domain and period."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import VIETNAM, local
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.rights import Right, require
from storage.model import CaseFacts, Channel, DossierStatus

_NEVER_IN = frozenset({DossierStatus.NEWLY_FILED})
"""Filed but not accepted: not counted yet."""
_GROUPS: Mapping[str, Callable[[CaseFacts], str]] = {
    "domain": lambda case: case.domain,
    "channel": lambda case: case.channel.name.lower(),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """One row of the report.

    `received_*` are of the period, `carried_over` from before it; the solved ones of the period are early,
    on time or late; the open ones at its end are within their time or overdue. Refused, withdrawn and
    stopped dossiers of the period are `ended_otherwise` and stand in neither.
    """

    received_online: int = 0
    received_direct: int = 0
    carried_over: int = 0
    solved_early: int = 0
    solved_on_time: int = 0
    solved_late: int = 0
    open_within: int = 0
    open_overdue: int = 0
    ended_otherwise: int = 0

    @property
    def received(self) -> int:
        """All that was to be dealt with: of the period and carried over."""
        return self.received_online + self.received_direct + self.carried_over

    @property
    def solved(self) -> int:
        """All solved in the period."""
        return self.solved_early + self.solved_on_time + self.solved_late

    @property
    def in_process(self) -> int:
        """All open at the period's end."""
        return self.open_within + self.open_overdue

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Report06a:
    """The report of a period; both days belong to it. `rows` are by name of domain."""

    first: date
    last: date
    rows: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        """The sum of the rows."""
        return sum(self.rows.values(), Counts())


def report_06a(desk: Desk, first: date, last: date, by: str = "domain") -> Report06a:
    """Count the dossiers of a period as they stood at its end: a report of July is the same in December.

    The rows are domains, or channels with `by` = "channel".

    Which time decides between early and late, solved or returned, is the setting `casework.decided_by`.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    decided = _decided(desk.settings.casework.decided_by)
    group = _GROUPS[by]
    with desk.storage.unit_of_work(read_only=True) as work:
        rows = count(work.moves.cases(start, end), start, end, decided, group)
    names = {domain.id: domain.name for domain in domains()}
    return Report06a(first, last, {names.get(row, row): counts for row, counts in rows.items()})


def count(
    cases: Iterable[CaseFacts],
    start: datetime,
    end: datetime,
    decided: Callable[[CaseFacts], datetime | None],
    group: Callable[[CaseFacts], str],
) -> Mapping[str, Counts]:
    """Return the counts per group, in order of the groups' names."""
    rows: dict[str, Counts] = {}
    for case in cases:
        if case.status not in _NEVER_IN:
            rows[group(case)] = rows.get(group(case), Counts()) + _counted(case, start, end, decided(case))
    return dict(sorted(rows.items()))


def _counted(case: CaseFacts, start: datetime, end: datetime, decided: datetime | None) -> Counts:
    return _received(case, start) + _outcome(case, end, decided)


def _received(case: CaseFacts, start: datetime) -> Counts:
    if case.received_at < start:
        return Counts(carried_over=1)
    if case.channel is Channel.ONLINE:
        return Counts(received_online=1)
    return Counts(received_direct=1)


def _outcome(case: CaseFacts, end: datetime, decided: datetime | None) -> Counts:
    if decided is not None:
        day, due = local(decided).date(), local(case.due_at).date()
        if decided > case.due_at:
            return Counts(solved_late=1)
        return Counts(solved_early=1) if day < due else Counts(solved_on_time=1)
    if case.ended_at is not None and case.solved_at is None:
        return Counts(ended_otherwise=1)
    stopped = case.status in (DossierStatus.SUPPLEMENT_ASKED, DossierStatus.FINANCIAL_DUTY)
    overdue = case.due_at < end and not stopped
    return Counts(open_overdue=1) if overdue else Counts(open_within=1)


def _decided(by: str) -> Callable[[CaseFacts], datetime | None]:
    if by == "returned":
        return lambda case: case.returned_at
    return lambda case: case.solved_at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
