"""Fees that were taken: numbered without gaps, never changed after the day was closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.dossiers import require_dossier
from storage.errors import DayClosed, UnknownPayment
from storage.model import DossierCode
from storage.serials import lock_series, next_serial
from storage.tables import ClosingRow, PaymentRow


class Method(StrEnum):
    """How a fee was paid."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Payment:
    """A fee that was taken.

    `number` counts without gaps per agency and year; `day` is the local day; amounts are in đồng.
    """

    id: int
    number: int
    dossier: DossierCode
    day: date
    amount: int
    method: Method
    at: datetime
    actor: str
    voided_at: datetime | None = None
    void_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Closing:
    """A day's takings were counted and closed."""

    day: date
    at: datetime
    actor: str


class Payments:
    """The payments as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(
        self,
        agency_code: str,
        dossier: DossierCode,
        amount: int,
        method: Method,
        day: date,
        at: datetime,
        actor: str,
    ) -> Payment:
        """Take a fee of `amount` đồng for a dossier, under the next number of the agency's year.

        Raises:
            DayClosed: the takings of `day` were closed.
            UnknownDossier: there is no such dossier.
        """
        require_dossier(self._session, dossier)
        self._lock(agency_code, day)
        number = next_serial(self._session.connection(), agency_code, _series(day))
        row = PaymentRow(
            agency_code=agency_code,
            year=day.year,
            number=number,
            dossier=dossier,
            day=day,
            amount=amount,
            method=method.value,
            at=at,
            actor=actor,
            void_reason="",
        )
        self._session.add(row)
        self._session.flush()
        return _payment(row)

    def void(self, agency_code: str, year: int, number: int, at: datetime, reason: str) -> Payment:
        """Mark a payment as taken by mistake; it keeps its number.

        Raises:
            UnknownPayment: none has this number, or it is void already.
            DayClosed: its day was closed: give the money back by a payment of another day.
        """
        row = self._session.scalar(
            select(PaymentRow).where(
                PaymentRow.agency_code == agency_code, PaymentRow.year == year, PaymentRow.number == number
            )
        )
        if row is None or row.voided_at is not None:
            raise UnknownPayment(number)
        self._lock(agency_code, row.day)
        row.voided_at, row.void_reason = at, reason
        self._session.flush()
        return _payment(row)

    def of(self, dossier: DossierCode) -> tuple[Payment, ...]:
        """Return the payments for a dossier, void ones too."""
        query = select(PaymentRow).where(PaymentRow.dossier == dossier).order_by(PaymentRow.id)
        return tuple(map(_payment, self._session.scalars(query)))

    def on(self, agency_code: str, day: date) -> tuple[Payment, ...]:
        """Return the payments of a day, by number."""
        query = select(PaymentRow).where(PaymentRow.agency_code == agency_code, PaymentRow.day == day)
        return tuple(map(_payment, self._session.scalars(query.order_by(PaymentRow.number))))

    def close(self, agency_code: str, day: date, at: datetime, actor: str) -> Closing:
        """Close the takings of a day.

        Raises:
            DayClosed: they were closed before.
        """
        self._lock(agency_code, day)
        self._session.add(ClosingRow(agency_code=agency_code, day=day, at=at, actor=actor))
        self._session.flush()
        return Closing(day, at, actor)

    def closing(self, agency_code: str, day: date) -> Closing | None:
        """Return the closing of a day, None while it is open."""
        row = self._session.get(ClosingRow, (day, agency_code))
        return None if row is None else Closing(row.day, row.at, row.actor)

    def _lock(self, agency_code: str, day: date) -> None:
        """Keep others from taking or closing, so that nothing slips into a day that is being closed."""
        lock_series(self._session.connection(), agency_code, _series(day))
        if self.closing(agency_code, day) is not None:
            raise DayClosed(day)


def _series(day: date) -> str:
    return f"fee-{day:%y}"


def _payment(row: PaymentRow) -> Payment:
    return Payment(
        id=row.id,
        number=row.number,
        dossier=DossierCode(row.dossier),
        day=row.day,
        amount=row.amount,
        method=Method(row.method),
        at=row.at,
        actor=row.actor,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
    )
