"""The procedures that come with the program: 260 of a demonstration centre, in 12 domains."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from clerk_app.workflow.errors import UnknownProcedure
from clerk_app.workflow.procedures.model import Domain, Procedure
from clerk_app.workflow.procedures.record import from_data
from resources import resource


@cache
def domains() -> tuple[Domain, ...]:
    """Return the centre's domains, in the order they are published."""
    return tuple(
        Domain(entry["id"], entry["name"], tuple(entry["fields"])) for entry in _read("domains")["domains"]
    )


@cache
def catalogue() -> tuple[Procedure, ...]:
    """Return every published procedure, by code."""
    entries = (
        from_data({"domain": domain.id, **entry})
        for domain in domains()
        for entry in _read(domain.id)["procedures"]
    )
    return tuple(sorted(entries, key=lambda entry: entry.code))


def procedure(code: str) -> Procedure:
    """Return one published procedure.

    Raises:
        UnknownProcedure: the centre does not handle it.
    """
    found = _by_code().get(code)
    if found is None:
        raise UnknownProcedure(code)
    return found


@cache
def _by_code() -> Mapping[str, Procedure]:
    return {entry.code: entry for entry in catalogue()}


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resource("procedures", f"{name}.json").read_text("utf-8"))
    return data
