"""Fees: taken, marked void, receipted, and counted at the end of the day."""

from dataclasses import dataclass
from datetime import date

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import AmountImpossible, ReasonMissing
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures.in_force import procedure_in_force
from clerk_app.workflow.rights import Right, require
from storage.model import DossierCode
from storage.payments import Closing, Method, Payment

_MOST = 1_000_000_000
"""In đồng; more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class DayTakings:
    """What was taken on a day; void payments are listed and not counted. Amounts in đồng."""

    day: date
    payments: tuple[Payment, ...]
    closing: Closing | None

    def total(self, method: Method | None = None) -> int:
        """Return the sum, of all methods or of one."""
        return sum(
            each.amount for each in self.payments if each.voided_at is None and method in (None, each.method)
        )


def take_fee(desk: Desk, code: DossierCode, method: Method, amount: int | None = None) -> Payment:
    """Take a fee for a dossier today; without an amount, the one its procedure names.

    Raises:
        RightMissing, UnknownDossier, DayClosed.
        AmountImpossible: none was given and the procedure names none or several, or it cannot be.
    """
    require(desk.actor, Right.TAKE_FEES)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        due = amount if amount is not None else _only_fee(desk, work.dossiers.get(code).procedure_code)
        if not 0 < due < _MOST:
            raise AmountImpossible(due)
        agency = desk.settings.agency.code
        payment = work.payments.take(agency, code, due, method, local(now).date(), now, desk.actor.name)
        detail = {"number": payment.number, "amount": due, "method": method.value}
        work.audit.record(code, "fee_taken", desk.actor.name, now, detail)
        work.commit()
    return payment


def void_fee(desk: Desk, year: int, number: int, reason: str) -> Payment:
    """Mark a payment as taken by mistake.

    Raises:
        RightMissing, ReasonMissing, UnknownPayment, DayClosed.
    """
    require(desk.actor, Right.TAKE_FEES)
    if not reason.strip():
        raise ReasonMissing("void_fee")
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        payment = work.payments.void(desk.settings.agency.code, year, number, now, reason.strip())
        work.audit.record(payment.dossier, "fee_voided", desk.actor.name, now, {"number": number})
        work.commit()
    return payment


def takings(desk: Desk, day: date) -> DayTakings:
    """Return what was taken on a day.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    agency = desk.settings.agency.code
    with desk.storage.unit_of_work(read_only=True) as work:
        return DayTakings(day, work.payments.on(agency, day), work.payments.closing(agency, day))


def close_day(desk: Desk, day: date) -> DayTakings:
    """Close the takings of a day: nothing is added to it or marked void any more.

    Raises:
        RightMissing, DayClosed.
    """
    require(desk.actor, Right.CLOSE_DAY)
    now = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        work.payments.close(desk.settings.agency.code, day, now, desk.actor.name)
        work.audit.record("", "day_closed", desk.actor.name, now, {"day": f"{day}"})
        work.commit()
    return takings(desk, day)


def _only_fee(desk: Desk, procedure: str) -> int:
    fees = procedure_in_force(desk, procedure).fees
    if len(fees) != 1:
        raise AmountImpossible(None)
    return fees[0]
