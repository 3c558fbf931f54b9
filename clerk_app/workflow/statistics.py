"""Report 06a (TT 01/2020, TT 03/2025): dossiers received, solved and in process, per domain and period."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.rights import Right, require
from storage.model import CaseGroup, Channel, DossierStatus, Punctuality

_NEVER_IN = frozenset({DossierStatus.NEWLY_FILED})
"""Filed but not accepted: not counted yet."""
ROWS: Mapping[str, Callable[[CaseGroup], str]] = {
    "domain": lambda group: group.domain,
    "channel": lambda group: group.channel.name.lower(),
}
DECIDED: Mapping[str, Callable[[CaseGroup], Punctuality | None]] = {
    "solved": lambda group: group.solved,
    "returned": lambda group: group.returned,
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

    The rows are domains, or channels with `by` = "channel". In a period that is not over yet, what is due
    later than now is not overdue.

    Which time decides between early and late, solved or returned, is the setting `casework.decided_by`.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    with desk.storage.unit_of_work(read_only=True) as work:
        groups = work.moves.tally(start, end, end.utcoffset() or timedelta(), now=desk.clock.now())
    rows = count(groups, DECIDED[desk.settings.casework.decided_by], ROWS[by])
    names = {domain.id: domain.name for domain in domains()}
    return Report06a(first, last, {names.get(row, row): counts for row, counts in rows.items()})


def count(
    groups: Iterable[CaseGroup],
    decided: Callable[[CaseGroup], Punctuality | None],
    row: Callable[[CaseGroup], str],
) -> Mapping[str, Counts]:
    """Return the counts per row of the report, in order of their names."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        if group.status not in _NEVER_IN:
            counted = (_received(group), _outcome(group, decided(group)))
            rows[row(group)].update(dict.fromkeys(counted, group.dossiers))
    return {name: Counts(**counts) for name, counts in sorted(rows.items())}


def _received(group: CaseGroup) -> str:
    """Return the name of the count that tells where the dossiers came from."""
    if group.carried_over:
        return "carried_over"
    return "received_online" if group.channel is Channel.ONLINE else "received_direct"


def _outcome(group: CaseGroup, decided: Punctuality | None) -> str:
    """Return the name of the count that tells what became of the dossiers."""
    if decided is not None:
        return f"solved_{decided.value}"
    if group.ended and group.solved is None:
        return "ended_otherwise"
    stopped = group.status in (DossierStatus.SUPPLEMENT_ASKED, DossierStatus.FINANCIAL_DUTY)
    return "open_overdue" if group.due_passed and not stopped else "open_within"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
