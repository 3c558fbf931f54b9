"""A procedure in the words of the national catalogue."""

from dataclasses import dataclass
from datetime import date

from clerk_app.workflow.deadlines import TimeLimit
from storage.model import Channel, Component


@dataclass(frozen=True, slots=True)
class Domain:
    """A group the centre publishes its procedures under; `fields` are the national lĩnh vực in it."""

    id: str
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure (TTHC) in one version.

    Attributes:
        domain: id of the centre's own group.
        field: the national lĩnh vực.
        decision: number of the decision that published it, empty if unknown.
        version: names this version; dossiers keep it for ever.
        effective_from: the first day this version holds.
        limit: statutory time; `limit_stated` is False where the catalogue names none and the general rule
            of the field stands in (civil status and authentication: the same day).
        fees: the amounts in đồng that occur, none if free.
        notes: explanations that stand among the papers in the national catalogue.
    """

    code: str
    name: str
    domain: str
    version: str
    limit: TimeLimit
    components: tuple[Component, ...]
    result: str
    field: str = ""
    decision: str = ""
    effective_from: date = date(2026, 1, 1)
    limit_stated: bool = True
    fees: tuple[int, ...] = ()
    channels: tuple[Channel, ...] = (Channel.IN_PERSON, Channel.ONLINE, Channel.POSTAL)
    notes: tuple[str, ...] = ()

    @property
    def scanned(self) -> tuple[Component, ...]:
        """The components that are digitised: all but those only shown."""
        return tuple(component for component in self.components if not component.shown_only)
