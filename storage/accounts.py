"""Accounts of persons, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import AccountRow, DelegationRow


class AccountRole(StrEnum):
    """What a person is at the centre."""

    OFFICIAL = "official"
    SUPERVISOR = "supervisor"
    RECORDS_CLERK = "records_clerk"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account.

    Attributes:
        password_hash: argon2id, with its parameters and salt.
        password_given: somebody else chose the password; it is changed before anything else.
        certificate: SHA-256 of the certificate the person signs with, None before it is bound.
        failures: wrong passwords since the last right one.
        locked_until: no password counts before.
        disabled_at: when it was closed.
    """

    name: str
    full_name: str
    roles: frozenset[AccountRole]
    password_hash: str = field(repr=False)
    created_at: datetime
    password_given: bool = True
    certificate: str | None = None
    failures: int = 0
    locked_until: datetime | None = None
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """`deputy` stands in for `absent` from `first` to `last`, both included."""

    absent: str
    deputy: str
    first: date
    last: date


class Accounts:
    """The accounts as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str, *, for_update: bool = False) -> Account | None:
        """Return the account `name`, or None; `for_update` keeps others from changing it until the end."""
        query = select(AccountRow).where(AccountRow.name == name)
        if for_update:
            query = query.with_for_update().execution_options(populate_existing=True)
        row = self._session.scalar(query)
        return None if row is None else _account(row)

    def list(self) -> tuple[Account, ...]:
        """Return all accounts, closed ones too, by name."""
        return tuple(map(_account, self._session.scalars(select(AccountRow).order_by(AccountRow.name))))

    def any(self) -> bool:
        """Tell whether there is an account at all."""
        return self._session.scalar(select(AccountRow.name).limit(1)) is not None

    def put(self, account: Account) -> None:
        """Keep `account` under its name, new or changed."""
        row = self._session.get(AccountRow, account.name) or AccountRow(name=account.name)
        row.full_name = account.full_name
        row.roles = sorted(account.roles)
        row.password_hash, row.password_given = account.password_hash, account.password_given
        row.certificate = account.certificate
        row.failures, row.locked_until = account.failures, account.locked_until
        row.disabled_at, row.created_at = account.disabled_at, account.created_at
        self._session.add(row)
        self._session.flush()

    def delegate(self, delegation: Delegation) -> None:
        """Let somebody stand in."""
        row = DelegationRow(
            absent=delegation.absent,
            deputy=delegation.deputy,
            first=delegation.first,
            last=delegation.last,
        )
        self._session.add(row)
        self._session.flush()

    def covered_by(self, deputy: str, day: date) -> tuple[str, ...]:
        """Return for whom `deputy` stands in on `day`."""
        query = select(DelegationRow.absent).where(
            DelegationRow.deputy == deputy, DelegationRow.first <= day, DelegationRow.last >= day
        )
        return tuple(self._session.scalars(query.distinct().order_by(DelegationRow.absent)))


def _account(row: AccountRow) -> Account:
    return Account(
        name=row.name,
        full_name=row.full_name,
        roles=frozenset(map(AccountRole, row.roles)),
        password_hash=row.password_hash,
        created_at=row.created_at,
        password_given=row.password_given,
        certificate=row.certificate,
        failures=row.failures,
        locked_until=row.locked_until,
        disabled_at=row.disabled_at,
    )
