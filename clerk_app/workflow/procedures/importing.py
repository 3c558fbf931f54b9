"""Take procedures in from a file, with a report of what was doubtful."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import CatalogueUnreadable, ProcedureDamaged
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures.model import Procedure
from clerk_app.workflow.procedures.national import headings_in, national_entries
from clerk_app.workflow.procedures.record import as_data, from_data
from clerk_app.workflow.rights import Right, require


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; `doubtful` are codes (or rows) with what was doubtful about them."""

    read: int
    changed: int
    doubtful: tuple[tuple[str, str], ...]


def import_catalogue(desk: Desk, file: Path, *, effective_from: date | None = None) -> ImportReport:
    """Take the procedures of a file in; all of them hold or none.

    Args:
        desk: the workstation.
        file: .xlsx of the national catalogue, or .json in the form of ours. Headings of a site's own stand in
            `catalogue-headings.toml` in the home, by the names of `HEADINGS`.
        effective_from: from when the versions hold, today by default.

    Raises:
        RightMissing.
        CatalogueUnreadable: neither of the two.
    """
    require(desk.actor, Right.CATALOGUE)
    day = effective_from or local(desk.clock.now()).date()
    entries, doubtful = _entries(file, desk.folders.headings)
    procedures: list[Procedure] = []
    for entry in entries:
        try:
            version = {"version": day.isoformat(), "effective_from": day.isoformat()}
            procedures.append(from_data({**entry, **version}))
        except ProcedureDamaged as error:
            doubtful.append((error.code, error.field))
    with desk.storage.unit_of_work() as work:
        changed = sum(
            work.procedures.put(each.code, each.version, each.effective_from, as_data(each))
            for each in procedures
        )
        detail = {"read": len(procedures), "changed": changed}
        work.audit.record("", "catalogue_imported", desk.actor.name, desk.clock.now(), detail)
        work.commit()
    return ImportReport(len(procedures), changed, tuple(doubtful))


def _entries(file: Path, headings: Path) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    if file.suffix.lower() == ".json":
        return _from_json(file), []
    if file.suffix.lower() in (".xlsx", ".xlsm"):
        return national_entries(file, headings_in(headings))
    raise CatalogueUnreadable(file.name, file.suffix or "no suffix")


def _from_json(file: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CatalogueUnreadable(file.name, "JSON") from error
    entries = data.get("procedures") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise CatalogueUnreadable(file.name, "procedures")
    return [dict(each) for each in entries]
