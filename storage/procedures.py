"""Versions of procedures that a site imported; what they mean is known by the casework rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import ProcedureRow


class Procedures:
    """The imported versions as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, code: str, version: str, effective_from: date, data: Mapping[str, Any]) -> bool:
        """Keep one version, in place of the same version before; return whether anything changed."""
        row = self._session.scalar(
            select(ProcedureRow).where(ProcedureRow.code == code, ProcedureRow.version == version)
        )
        if row is None:
            row = ProcedureRow(code=code, version=version, effective_from=effective_from, data=dict(data))
            self._session.add(row)
        elif (row.effective_from, row.data) == (effective_from, dict(data)):
            return False
        else:
            row.effective_from, row.data = effective_from, dict(data)
        self._session.flush()
        return True

    def in_force(self, day: date) -> tuple[Mapping[str, Any], ...]:
        """Return of each imported procedure the newest version that holds on `day`."""
        rows = self._session.scalars(
            select(ProcedureRow)
            .where(ProcedureRow.effective_from <= day)
            .order_by(ProcedureRow.effective_from, ProcedureRow.id)
        )
        return tuple({row.code: row.data for row in rows}.values())
