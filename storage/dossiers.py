"""Dossiers in the database: numbered without gaps, saved without overwriting each other."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from storage.dossier_rows import component_of, component_values, dossier_of, values_of
from storage.errors import ChangedElsewhere, CodeTaken, UnknownDossier
from storage.model import Channel, Component, Dossier, DossierCode, DossierStatus, NewDossier
from storage.opening import insert_opened, insert_under
from storage.tables import ComponentRow, DossierRow


class DossierOrder(StrEnum):
    """What a list of dossiers can be ordered by; what is equal then stands in the order of taking in."""

    TAKEN_IN = "taken_in"
    CODE = "code"
    PROCEDURE = "procedure"
    APPLICANT = "applicant"
    RECEIVED = "received"
    DUE = "due"
    STATUS = "status"
    RECEIPT = "receipt"


_COLUMNS = {
    DossierOrder.TAKEN_IN: DossierRow.id,
    DossierOrder.CODE: DossierRow.code,
    DossierOrder.PROCEDURE: DossierRow.procedure_name,
    DossierOrder.APPLICANT: DossierRow.applicant_name,
    DossierOrder.RECEIVED: DossierRow.received_at,
    DossierOrder.DUE: DossierRow.due_at,
    DossierOrder.STATUS: DossierRow.status,
    DossierOrder.RECEIPT: func.coalesce(DossierRow.portal_receipt, ""),
}

_CODE_OF_REQUEST = text("SELECT code FROM dossiers WHERE request_key = :key")


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
        opened = _opened(new, status)
        code = insert_opened(self._session.connection(), opened, code_day)
        return self._by_key(new.request_key) if code is None else replace(opened, code=code)

    def open_filed(self, new: NewDossier, code: DossierCode, receipt: str) -> Dossier:
        """Take in what was filed online: the portal gave it `code` and `receipt`, and waits for an answer.

        A second call with the same request key returns the dossier of the first.

        Raises:
            CodeTaken: another dossier bears the code.
        """
        filed = replace(_opened(new, DossierStatus.NEWLY_FILED), code=code, portal_receipt=receipt)
        if insert_under(self._session.connection(), filed):
            return filed
        known = self.by_request_key(new.request_key)
        if known is None:
            raise CodeTaken(code)
        return known

    def online_with_status(self, status: DossierStatus) -> tuple[Dossier, ...]:
        """Return what was filed online, has not ended and stands at `status`, the oldest first."""
        filed = (DossierRow.channel == Channel.ONLINE, DossierRow.ended_at.is_(None))
        wanted = (DossierRow.status == status, *filed)
        rows = self._session.scalars(
            select(DossierRow).where(*wanted).order_by(DossierRow.received_at, DossierRow.id)
        )
        return tuple(dossier_of(row) for row in rows)

    def unfinished(self, *, limit: int) -> tuple[Dossier, ...]:
        """Return at most `limit` dossiers that have not ended, the first due first."""
        there = (DossierRow.ended_at.is_(None), DossierRow.removed_at.is_(None))
        rows = self._session.scalars(
            select(DossierRow).where(*there).order_by(DossierRow.due_at, DossierRow.id).limit(limit)
        )
        return tuple(dossier_of(row) for row in rows)

    def submitted(self) -> tuple[DossierCode, ...]:
        """Return the codes of the dossiers that the portal accepted and that are still kept, oldest first."""
        there = (DossierRow.portal_receipt.is_not(None), DossierRow.removed_at.is_(None))
        query = select(DossierRow.code).where(*there).order_by(DossierRow.id)
        return tuple(map(DossierCode, self._session.scalars(query)))

    def get(self, code: DossierCode) -> Dossier:
        """Return the dossier `code`.

        Raises:
            UnknownDossier: there is none.
        """
        return dossier_of(self._row(code))

    def by_request_key(self, key: str) -> Dossier | None:
        """Return the dossier opened with `key`, or None."""
        code = self._session.connection().scalar(_CODE_OF_REQUEST, {"key": key})
        return None if code is None else self.get(code)

    def _by_key(self, key: str) -> Dossier:
        row = self._session.scalars(select(DossierRow).where(DossierRow.request_key == key)).one()
        return dossier_of(row)

    def list(
        self,
        *,
        limit: int = 50,
        offset: int = 0,
        order: DossierOrder = DossierOrder.TAKEN_IN,
        descending: bool = True,
    ) -> tuple[Dossier, ...]:
        """Return at most `limit` dossiers after skipping `offset`; at first the newest first."""
        keys = dict.fromkeys((_COLUMNS[order], DossierRow.id))
        ordered = select(DossierRow).order_by(*(key.desc() if descending else key.asc() for key in keys))
        return tuple(dossier_of(row) for row in self._session.scalars(ordered.limit(limit).offset(offset)))

    def count(self) -> int:
        """Return how many dossiers there are, those that ended too."""
        return self._session.scalar(select(func.count()).select_from(DossierRow)) or 0

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
        for name, value in values_of(dossier).items():
            setattr(row, name, value)
        if tuple(component_of(part) for part in row.components) != dossier.components:
            _write_components(row, dossier.components)
        row.version += 1
        self._session.flush()
        return dossier_of(row)

    def put_receipt(self, code: DossierCode, receipt: str | None) -> None:
        """Keep under which receipt the portal has `code`, None if it has it no more; counts as a save."""
        mine = update(DossierRow).where(DossierRow.code == code)
        values = {"portal_receipt": receipt, "version": DossierRow.version + 1}
        self._session.connection().execute(mine.values(values))

    def _row(self, code: DossierCode, *, for_update: bool = False) -> DossierRow:
        query = select(DossierRow).where(DossierRow.code == code)
        if for_update:
            query = query.with_for_update().execution_options(populate_existing=True)
        row = self._session.scalar(query)
        if row is None:
            raise UnknownDossier(code)
        return row


def require_dossier(session: Session, code: DossierCode) -> None:
    """Refuse to go on for a dossier that was never opened.

    Raises:
        UnknownDossier: there is no dossier `code`.
    """
    if session.scalar(select(DossierRow.id).where(DossierRow.code == code)) is None:
        raise UnknownDossier(code)


def _opened(new: NewDossier, status: DossierStatus) -> Dossier:
    """Return the dossier as it will be, but for its code."""
    known = {each.name: getattr(new, each.name) for each in fields(new)}
    return Dossier(code=DossierCode(""), status=status, **known)


def _write_components(row: DossierRow, components: tuple[Component, ...]) -> None:
    row.components = row.components[: len(components)]
    for position, component in enumerate(components):
        if position == len(row.components):
            row.components.append(ComponentRow(position=position))
        for name, value in component_values(component).items():
            setattr(row.components[position], name, value)
