"""How far papers became files: the state of a component, the rate of a period (TT 01/2023, NĐ 118/2025)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.rights import Right, require
from storage.model import Component, Document, DocumentKind, Dossier


class ComponentState(StrEnum):
    """Where the file of a component comes from."""

    NOT_DIGITISED = "not_digitised"
    DIGITISED = "digitised"
    REUSED_COMPONENT = "reused_component"
    REUSED_RESULT = "reused_result"


@dataclass(frozen=True, slots=True)
class Rate:
    """Papers of dossiers: how many were to become files, and how many did, in which way."""

    wanted: int = 0
    digitised: int = 0
    reused: int = 0

    @property
    def percent(self) -> float:
        """The share that became files, 0 to 100; 100 where nothing was wanted."""
        return 100.0 * (self.digitised + self.reused) / self.wanted if self.wanted else 100.0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.wanted + other.wanted, self.digitised + other.digitised, self.reused + other.reused)


def state_of(component: Component, documents: Iterable[Document]) -> ComponentState:
    """Return the state of a component among the current documents of its dossier."""
    if component.reused_from:
        part = "/" in component.reused_from
        return ComponentState.REUSED_COMPONENT if part else ComponentState.REUSED_RESULT
    there = any(
        each.kind is DocumentKind.COMPONENT and each.component == component.code for each in documents
    )
    return ComponentState.DIGITISED if there else ComponentState.NOT_DIGITISED


def digitisation(desk: Desk, first: date, last: date) -> Mapping[str, Rate]:
    """Return the rate per domain of the dossiers received from `first` to `last`, both included.

    Papers only shown are not wanted as files; online dossiers come as files and are counted as such.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    start, end = (datetime.combine(day, time(), VIETNAM) for day in (first, last + timedelta(days=1)))
    names = {domain.id: domain.name for domain in domains()}
    rows: dict[str, Rate] = {}
    with desk.storage.unit_of_work(read_only=True) as work:
        for code in work.moves.received(start, end):
            dossier = work.dossiers.get(code)
            name = names.get(dossier.domain, dossier.domain)
            rows[name] = rows.get(name, Rate()) + _rate(dossier, work.documents.of(code))
    return dict(sorted(rows.items()))


def _rate(dossier: Dossier, documents: tuple[Document, ...]) -> Rate:
    states = [state_of(part, documents) for part in dossier.components if not part.shown_only]
    digitised = states.count(ComponentState.DIGITISED)
    return Rate(len(states), digitised, len(states) - digitised - states.count(ComponentState.NOT_DIGITISED))
