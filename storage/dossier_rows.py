"""Dossiers as columns of their tables, and back."""

from __future__ import annotations

from typing import Any

from storage.model import Channel, Component, Dossier, DossierCode, DossierStatus, Person
from storage.tables import ComponentRow, DossierRow

_PERSON_COLUMNS = {
    "name": "full_name",
    "id_number": "id_number",
    "address": "address",
    "phone": "phone",
    "email": "email",
}


def identity_of(dossier: Dossier) -> dict[str, Any]:
    """Return the columns that never change, but for the code."""
    return {
        "request_key": dossier.request_key,
        "agency_code": dossier.agency_code,
        "version": dossier.version,
    }


def values_of(dossier: Dossier) -> dict[str, Any]:
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


def component_values(part: Component) -> dict[str, Any]:
    """Return the columns of a component, but for its dossier and its position."""
    return {
        "code": part.code,
        "name": part.name,
        "originals": part.originals,
        "copies": part.copies,
        "shown_only": part.shown_only,
        "received": part.received,
        "reused_from": part.reused_from,
    }


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


def component_of(row: ComponentRow) -> Component:
    """Return the component that a row holds."""
    return Component(
        row.code, row.name, row.originals, row.copies, row.shown_only, row.received, row.reused_from
    )


def dossier_of(row: DossierRow) -> Dossier:
    """Return the dossier that a row holds, with its components."""
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
        components=tuple(component_of(part) for part in row.components),
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
