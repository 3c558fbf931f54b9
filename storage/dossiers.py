"""Dossiers in the database: numbered without gaps, saved without overwriting each other."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import ChangedElsewhere, UnknownDossier
from storage.model import Channel, Component, Dossier, DossierCode, DossierStatus, NewDossier, Person
from storage.serials import locked_serial
from storage.tables import ComponentRow, DossierRow


class Dossiers:
    """The dossiers as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, new: NewDossier, code_day: date) -> Dossier:
        """Take `new` in under the next code of its agency and of `code_day` (local date).

        A second call with the same request key returns the dossier of the first and gives no code away.
        A code belongs to the unit of work: rolled back, it is given to the next dossier.
        """
        serial = locked_serial(self._session, new.agency_code, f"{code_day:%y%m%d}")
        if known := self.by_request_key(new.request_key):
            return known
        serial.last += 1
        row = DossierRow(
            code=dossier_code(new.agency_code, code_day, serial.last),
            request_key=new.request_key,
            agency_code=new.agency_code,
            status=DossierStatus.NEWLY_FILED.value,
            version=1,
            holder="",
            originals_at="",
        )
        _write(row, new)
        self._session.add(row)
        self._session.flush()
        return _dossier(row)

    def get(self, code: DossierCode) -> Dossier:
        """Return the dossier `code`.

        Raises:
            UnknownDossier: there is none.
        """
        return _dossier(self._row(code))

    def by_request_key(self, key: str) -> Dossier | None:
        """Return the dossier opened with `key`, or None."""
        row = self._session.scalar(select(DossierRow).where(DossierRow.request_key == key))
        return None if row is None else _dossier(row)

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
        _write(row, dossier)
        row.status = dossier.status.value
        row.portal_receipt = dossier.portal_receipt
        row.holder, row.originals_at = dossier.holder, dossier.originals_at
        row.stopped_at, row.solved_at = dossier.stopped_at, dossier.solved_at
        row.returned_at, row.removed_at = dossier.returned_at, dossier.removed_at
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


def _write(row: DossierRow, source: NewDossier | Dossier) -> None:
    row.procedure_code = source.procedure_code
    row.procedure_name = source.procedure_name
    row.procedure_version = source.procedure_version
    row.applicant_name = source.applicant.full_name
    row.applicant_id_number = source.applicant.id_number
    row.applicant_address = source.applicant.address
    row.applicant_phone = source.applicant.phone
    row.applicant_email = source.applicant.email
    row.channel = source.channel.value
    row.received_at = source.received_at
    row.due_at = source.due_at
    row.domain, row.limit_unit = source.domain, source.limit_unit
    row.authorisation = source.authorisation
    _write_submitter(row, source.submitter)
    if tuple(_component(part) for part in row.components) != source.components:
        _write_components(row, source.components)


def _write_components(row: DossierRow, components: tuple[Component, ...]) -> None:
    row.components = row.components[: len(components)]
    for position, component in enumerate(components):
        if position == len(row.components):
            row.components.append(ComponentRow(position=position))
        part = row.components[position]
        part.code, part.name, part.shown_only = component.code, component.name, component.shown_only
        part.originals, part.copies = component.originals, component.copies
        part.received, part.reused_from = component.received, component.reused_from


def _write_submitter(row: DossierRow, person: Person | None) -> None:
    row.submitter_name = None if person is None else person.full_name
    row.submitter_id_number = None if person is None else person.id_number
    row.submitter_address = None if person is None else person.address
    row.submitter_phone = None if person is None else person.phone
    row.submitter_email = None if person is None else person.email


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
