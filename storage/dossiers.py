"""Dossiers in the database: numbered without gaps, saved without overwriting each other."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.errors import ChangedElsewhere, UnknownDossier
from storage.model import Channel, Component, Dossier, DossierCode, DossierStatus, NewDossier, Person
from storage.serials import give_back, next_serial
from storage.tables import ComponentRow, DossierRow, table_of

_CODE_OF_REQUEST = text("SELECT code FROM dossiers WHERE request_key = :key")
_PERSON_COLUMNS = {
    "name": "full_name",
    "id_number": "id_number",
    "address": "address",
    "phone": "phone",
    "email": "email",
}


class Dossiers:
    """The dossiers as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(
        self, new: NewDossier, code_day: date, status: DossierStatus = DossierStatus.NEWLY_FILED
    ) -> Dossier:
        """Take `new` in under the next code of its agency and of `code_day` (local date).

        A second call with the same request key returns the dossier of the first and gives no code away.
        A code belongs to the unit of work: rolled back, it is given to the next dossier. Others wait for it
        until then, so that everything here is as few statements as it can be.
        """
        if known := self.by_request_key(new.request_key):
            return known
        series = f"{code_day:%y%m%d}"
        code = dossier_code(new.agency_code, code_day, next_serial(self._session, new.agency_code, series))
        opened = _opened(new, code, status)
        if not self._inserted(opened):
            give_back(self._session, new.agency_code, series)  # another process was first with this request
            return self._by_key(new.request_key)
        return opened

    def get(self, code: DossierCode) -> Dossier:
        """Return the dossier `code`.

        Raises:
            UnknownDossier: there is none.
        """
        return _dossier(self._row(code))

    def by_request_key(self, key: str) -> Dossier | None:
        """Return the dossier opened with `key`, or None."""
        code = self._session.connection().scalar(_CODE_OF_REQUEST, {"key": key})
        return None if code is None else self.get(code)

    def _inserted(self, dossier: Dossier) -> bool:
        """Insert a dossier with its components; False if its request was taken in already."""
        connection = self._session.connection()
        row = connection.execute(_insert_once(connection), _values(dossier) | _identity(dossier)).first()
        if row is None:
            return False
        parts = [
            {"dossier": dossier.code, "position": position} | _component_values(part)
            for position, part in enumerate(dossier.components)
        ]
        if parts:
            connection.execute(insert(table_of(ComponentRow)), parts)
        return True

    def _by_key(self, key: str) -> Dossier:
        return _dossier(self._session.scalars(select(DossierRow).where(DossierRow.request_key == key)).one())

    def list(self, *, limit: int = 50, offset: int = 0) -> tuple[Dossier, ...]:
        """Return at most `limit` dossiers, the newest first, after skipping `offset`."""
        rows = self._session.scalars(
            select(DossierRow).order_by(DossierRow.id.desc()).limit(limit).offset(offset)
        )
        return tuple(_dossier(row) for row in rows)

    def save(self, dossier: Dossier) -> Dossier:
        """Keep what changed in `dossier` and return it with its new version.

        Code, request key and agency never change and are not written.

        Raises:
            UnknownDossier: it was never opened.
            ChangedElsewhere: somebody saved it since it was read.
        """
        row = self._row(dossier.code, for_update=True)
        if row.version != dossier.version:
            raise ChangedElsewhere(dossier.code)
        for name, value in _values(dossier).items():
            setattr(row, name, value)
        if tuple(_component(part) for part in row.components) != dossier.components:
            _write_components(row, dossier.components)
        row.version += 1
        self._session.flush()
        return _dossier(row)

    def _row(self, code: DossierCode, *, for_update: bool = False) -> DossierRow:
        query = select(DossierRow).where(DossierRow.code == code)
        if for_update:
            query = query.with_for_update().execution_options(populate_existing=True)
        row = self._session.scalar(query)
        if row is None:
            raise UnknownDossier(code)
        return row


def dossier_code(agency_code: str, day: date, serial: int) -> DossierCode:
    """Return `agency-YYMMDD-serial`, the serial with four digits (more from 10000 on)."""
    return DossierCode(f"{agency_code}-{day:%y%m%d}-{serial:04d}")


def require_dossier(session: Session, code: DossierCode) -> None:
    """Refuse to go on for a dossier that was never opened.

    Raises:
        UnknownDossier: there is no dossier `code`.
    """
    if session.scalar(select(DossierRow.id).where(DossierRow.code == code)) is None:
        raise UnknownDossier(code)


def _insert_once(connection: Connection) -> ReturningInsert[tuple[int]]:
    table = table_of(DossierRow)
    insertion = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insertion(table).on_conflict_do_nothing(index_elements=["request_key"]).returning(table.c.id)


def _opened(new: NewDossier, code: DossierCode, status: DossierStatus) -> Dossier:
    known = {each.name: getattr(new, each.name) for each in fields(new)}
    return Dossier(code=code, status=status, **known)


def _identity(dossier: Dossier) -> dict[str, Any]:
    """Return the columns that never change."""
    return {
        "code": dossier.code,
        "request_key": dossier.request_key,
        "agency_code": dossier.agency_code,
        "version": dossier.version,
    }


def _values(dossier: Dossier) -> dict[str, Any]:
    """Return the columns that a save writes."""
    return {
        "procedure_code": dossier.procedure_code,
        "procedure_name": dossier.procedure_name,
        "procedure_version": dossier.procedure_version,
        **_person_values("applicant", dossier.applicant),
        "channel": dossier.channel.value,
        "received_at": dossier.received_at,
        "due_at": dossier.due_at,
        "status": dossier.status.value,
        "portal_receipt": dossier.portal_receipt,
        "domain": dossier.domain,
        "limit_unit": dossier.limit_unit,
        **_person_values("submitter", dossier.submitter),
        "authorisation": dossier.authorisation,
        "holder": dossier.holder,
        "originals_at": dossier.originals_at,
        "stopped_at": dossier.stopped_at,
        "solved_at": dossier.solved_at,
        "returned_at": dossier.returned_at,
        "removed_at": dossier.removed_at,
    }


def _person_values(prefix: str, person: Person | None) -> dict[str, str | None]:
    return {
        f"{prefix}_{name}": None if person is None else getattr(person, field)
        for name, field in _PERSON_COLUMNS.items()
    }


def _component_values(part: Component) -> dict[str, Any]:
    return {
        "code": part.code,
        "name": part.name,
        "originals": part.originals,
        "copies": part.copies,
        "shown_only": part.shown_only,
        "received": part.received,
        "reused_from": part.reused_from,
    }


def _write_components(row: DossierRow, components: tuple[Component, ...]) -> None:
    row.components = row.components[: len(components)]
    for position, component in enumerate(components):
        if position == len(row.components):
            row.components.append(ComponentRow(position=position))
        for name, value in _component_values(component).items():
            setattr(row.components[position], name, value)


def _submitter(row: DossierRow) -> Person | None:
    if row.submitter_name is None:
        return None
    return Person(
        row.submitter_name,
        row.submitter_id_number or "",
        row.submitter_address or "",
        row.submitter_phone or "",
        row.submitter_email or "",
    )


def _component(row: ComponentRow) -> Component:
    return Component(
        row.code, row.name, row.originals, row.copies, row.shown_only, row.received, row.reused_from
    )


def _dossier(row: DossierRow) -> Dossier:
    return Dossier(
        code=DossierCode(row.code),
        request_key=row.request_key,
        agency_code=row.agency_code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        procedure_version=row.procedure_version,
        applicant=Person(
            row.applicant_name,
            row.applicant_id_number,
            row.applicant_address,
            row.applicant_phone,
            row.applicant_email,
        ),
        channel=Channel(row.channel),
        components=tuple(_component(part) for part in row.components),
        received_at=row.received_at,
        due_at=row.due_at,
        status=DossierStatus(row.status),
        version=row.version,
        portal_receipt=row.portal_receipt,
        domain=row.domain,
        limit_unit=row.limit_unit,
        submitter=_submitter(row),
        authorisation=row.authorisation,
        holder=row.holder,
        originals_at=row.originals_at,
        stopped_at=row.stopped_at,
        solved_at=row.solved_at,
        returned_at=row.returned_at,
        removed_at=row.removed_at,
    )
