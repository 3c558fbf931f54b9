"""The procedures that this centre handles."""

import json
from dataclasses import dataclass
from functools import cache

from clerk_app.workflow.deadlines import LimitUnit, TimeLimit
from clerk_app.workflow.errors import UnknownProcedure
from resources import resource
from storage.model import Component


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure (TTHC) in the version it is published now."""

    code: str
    name: str
    domain: str
    version: str
    limit: TimeLimit
    components: tuple[Component, ...]
    result: str

    @property
    def scanned(self) -> tuple[Component, ...]:
        """The components that are digitised: all but those only shown."""
        return tuple(component for component in self.components if not component.shown_only)


@cache
def catalogue() -> tuple[Procedure, ...]:
    """Return every procedure, by code."""
    data = json.loads(resource("procedures", "catalogue.json").read_text("utf-8"))
    return tuple(sorted((_procedure(entry) for entry in data["procedures"]), key=lambda entry: entry.code))


def procedure(code: str) -> Procedure:
    """Return one procedure.

    Raises:
        UnknownProcedure: the centre does not handle it.
    """
    for entry in catalogue():
        if entry.code == code:
            return entry
    raise UnknownProcedure(code)


def _procedure(entry: dict[str, object]) -> Procedure:
    data = dict(entry)
    limit = data.pop("limit")
    components = data.pop("components")
    assert isinstance(limit, dict) and isinstance(components, list)  # noqa: S101, PT018 - a file of ours
    return Procedure(
        **data,  # type: ignore[arg-type]
        limit=TimeLimit(limit["amount"], LimitUnit(limit["unit"])),
        components=tuple(Component(**component) for component in components),
    )
