"""Put new dossiers under the next code of their agency and day.

Whoever wants the next code waits until the transaction ends. PostgreSQL is asked once for all of it, since
each question to a server is a wait for everybody; SQLite is asked step by step, within the own process.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, insert, text
from sqlalchemy.dialects import postgresql, sqlite

from storage.dossier_rows import component_values, identity_of, values_of
from storage.model import Dossier, DossierCode
from storage.serials import NEXT, give_back, next_serial
from storage.tables import ComponentRow, DossierRow, table_of

_IN_ONE = """
WITH next AS ({next}),
opened AS (
    INSERT INTO dossiers (code, {columns})
    VALUES (
        (SELECT :stem || lpad(CAST(last AS text), greatest(4, length(CAST(last AS text))), '0') FROM next),
        {values}
    )
    ON CONFLICT (request_key) DO NOTHING RETURNING code
),
parts AS (
    INSERT INTO components (dossier, {part_columns})
    SELECT opened.code, part.* FROM opened CROSS JOIN json_to_recordset(CAST(:parts AS json)) AS part (
        position int, code text, name text, originals int, copies int, shown_only boolean, received boolean,
        reused_from text
    )
)
SELECT code FROM opened
"""
_PART_COLUMNS = "position, code, name, originals, copies, shown_only, received, reused_from"


def insert_opened(connection: Connection, dossier: Dossier, day: date) -> DossierCode | None:
    """Insert `dossier` with its components under the next code of `day` (local date) and return that.

    None if its request was taken in already; then no code was given away.
    """
    postgres = connection.dialect.name == "postgresql"
    code = (_in_one_statement if postgres else _step_by_step)(connection, dossier, day)
    if code is None:
        give_back(connection, dossier.agency_code, _series(day))
    return code


def insert_under(connection: Connection, dossier: Dossier) -> bool:
    """Insert `dossier` with its components under the code it has already; False if that is taken."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    once = dialect.insert(table_of(DossierRow)).on_conflict_do_nothing()
    values = values_of(dossier) | identity_of(dossier) | {"code": dossier.code}
    if connection.execute(once, values).rowcount == 0:
        return False
    if dossier.components:
        rows = [{"dossier": dossier.code} | part for part in _parts(dossier)]
        connection.execute(insert(table_of(ComponentRow)), rows)
    return True


def dossier_code(agency_code: str, day: date, serial: int) -> DossierCode:
    """Return `agency-YYMMDD-serial`, the serial with four digits (more from 10000 on)."""
    return DossierCode(f"{_stem(agency_code, day)}{serial:04d}")


def _stem(agency_code: str, day: date) -> str:
    return f"{agency_code}-{_series(day)}-"


def _series(day: date) -> str:
    return f"{day:%y%m%d}"


def _in_one_statement(connection: Connection, dossier: Dossier, day: date) -> DossierCode | None:
    values = _fixed_values(dossier)
    asked = {
        "agency": dossier.agency_code,
        "series": _series(day),
        "stem": _stem(dossier.agency_code, day),
        "parts": json.dumps(_parts(dossier), ensure_ascii=False),
    }
    code = connection.scalar(_one_statement(tuple(values)), asked | values)
    return None if code is None else DossierCode(code)


@cache
def _one_statement(columns: tuple[str, ...]) -> TextClause:
    values = ", ".join(f":{column}" for column in columns)
    parts = {"next": NEXT, "columns": ", ".join(columns), "values": values, "part_columns": _PART_COLUMNS}
    return text(_IN_ONE.format(**parts))


def _step_by_step(connection: Connection, dossier: Dossier, day: date) -> DossierCode | None:
    serial = next_serial(connection, dossier.agency_code, _series(day))
    code = dossier_code(dossier.agency_code, day, serial)
    once = sqlite.insert(table_of(DossierRow)).on_conflict_do_nothing(index_elements=["request_key"])
    if connection.execute(once, _fixed_values(dossier) | {"code": code}).rowcount == 0:
        return None
    if dossier.components:
        rows = [{"dossier": code} | part for part in _parts(dossier)]
        connection.execute(insert(table_of(ComponentRow)), rows)
    return code


def _fixed_values(dossier: Dossier) -> dict[str, Any]:
    return values_of(dossier) | identity_of(dossier)


def _parts(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {"position": position} | component_values(part) for position, part in enumerate(dossier.components)
    ]
