"""The register of outgoing papers: every number of a year once, and none left out (NĐ 30/2020, Annex IV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.errors import NumberSkipped, NumberTaken
from storage.model import DossierCode
from storage.serials import lock_series
from storage.tables import IssuedRow


@dataclass(frozen=True, slots=True)
class IssuedNumber:
    """A number that was given to a paper, or several at once to papers of which only the numbers are known.

    Attributes:
        year: within which numbers count from 1.
        first, number: equal, but for several: the first and the last of them.
        issued_on: the date on the paper.
        subject: what it is about.
        dossier: whose decision it is; None for papers from elsewhere.
        entered_by, entered_at: the account, and when.
    """

    year: int
    first: int
    number: int
    issued_on: date
    subject: str
    dossier: DossierCode | None
    entered_by: str
    entered_at: datetime


class IssuedNumbers:
    """The register as one unit of work sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next(self, agency_code: str, year: int) -> int:
        """Return the number that the next paper gets."""
        return self._last(agency_code, year) + 1

    def enter(self, agency_code: str, new: IssuedNumber) -> None:
        """Enter the next number or numbers; whoever else wants to waits until the transaction ends.

        Raises:
            NumberTaken: the number was given.
            NumberSkipped: numbers before it were not.
        """
        lock_series(self._session.connection(), agency_code, f"qd-{new.year % 100:02d}")
        wanted = self._last(agency_code, new.year) + 1
        if new.number < wanted:
            raise NumberTaken(new.number, wanted)
        if new.first != wanted:
            raise NumberSkipped(new.number, wanted)
        self._session.add(
            IssuedRow(
                agency_code=agency_code,
                year=new.year,
                first=new.first,
                number=new.number,
                issued_on=new.issued_on,
                subject=new.subject,
                dossier=new.dossier,
                entered_by=new.entered_by,
                entered_at=new.entered_at,
            )
        )
        self._session.flush()

    def take_back(self, agency_code: str, entered: IssuedNumber) -> bool:
        """Take the last entry back, if it is this one and stands for papers from elsewhere.

        Returns:
            False if a number was given since, or the entry is a decision's: nothing is changed then.
        """
        lock_series(self._session.connection(), agency_code, f"qd-{entered.year % 100:02d}")
        row = self._session.get(IssuedRow, (agency_code, entered.year, entered.number))
        is_last = self._last(agency_code, entered.year) == entered.number
        if row is None or not is_last or row.dossier is not None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def of_year(self, agency_code: str, year: int) -> tuple[IssuedNumber, ...]:
        """Return the register of a year, the newest number first."""
        query = select(IssuedRow).where(IssuedRow.agency_code == agency_code, IssuedRow.year == year)
        return tuple(map(_issued, self._session.scalars(query.order_by(IssuedRow.number.desc()))))

    def _last(self, agency_code: str, year: int) -> int:
        query = select(func.max(IssuedRow.number))
        of_year = query.where(IssuedRow.agency_code == agency_code, IssuedRow.year == year)
        return self._session.scalar(of_year) or 0


def _issued(row: IssuedRow) -> IssuedNumber:
    return IssuedNumber(
        year=row.year,
        first=row.first,
        number=row.number,
        issued_on=row.issued_on,
        subject=row.subject,
        dossier=DossierCode(row.dossier) if row.dossier else None,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )
