"""Who may do what: the rights of each role, in one table, checked by the use cases themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from clerk_app.workflow.errors import NotYourCertificate, RightMissing
from storage.accounts import AccountRole


class Right(StrEnum):
    """A kind of use case."""

    READ = "read"
    ACCEPT = "accept"
    PROCESS = "process"
    DIGITISE = "digitise"
    SIGN_COPIES = "sign_copies"
    DRAFT_DECISION = "draft_decision"
    COUNTERSIGN = "countersign"
    NUMBER_AND_SEAL = "number_and_seal"
    SUBMIT = "submit"
    TAKE_FEES = "take_fees"
    CLOSE_DAY = "close_day"
    REPORT = "report"
    DELEGATE = "delegate"
    CATALOGUE = "catalogue"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    BACKUP = "backup"
    RETENTION = "retention"
    TRUST = "trust"


_R = Right
RIGHTS: Mapping[AccountRole, frozenset[Right]] = MappingProxyType(
    {
        AccountRole.OFFICIAL: frozenset(
            {
                _R.READ,
                _R.ACCEPT,
                _R.PROCESS,
                _R.DIGITISE,
                _R.SIGN_COPIES,
                _R.DRAFT_DECISION,
                _R.SUBMIT,
                _R.TAKE_FEES,
                _R.CLOSE_DAY,
                _R.REPORT,
            }
        ),
        AccountRole.SUPERVISOR: frozenset(
            {_R.READ, _R.PROCESS, _R.COUNTERSIGN, _R.REPORT, _R.DELEGATE, _R.AUDIT}
        ),
        AccountRole.RECORDS_CLERK: frozenset({_R.READ, _R.NUMBER_AND_SEAL, _R.SUBMIT, _R.REPORT}),
        AccountRole.ADMINISTRATOR: frozenset(
            {_R.CATALOGUE, _R.ACCOUNTS, _R.DELEGATE, _R.AUDIT, _R.BACKUP, _R.RETENTION, _R.TRUST}
        ),
    }
)
"""An administrator sees no personal data, and nobody who countersigns gives the number and the seal."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Attributes:
        name: of the account.
        roles: what the person is, with what those are for whom it stands in today.
        covers: for whom it stands in.
        certificate: SHA-256 of the certificate it signs with, None if none is bound.
        personal: it signed in with an account of its own.
    """

    name: str
    roles: frozenset[AccountRole]
    covers: tuple[str, ...] = ()
    certificate: str | None = None
    personal: bool = True

    def may(self, right: Right) -> bool:
        """Tell whether a role of the person includes a right."""
        return any(right in RIGHTS[role] for role in self.roles)


ANYBODY = Actor("official", frozenset(AccountRole), personal=False)
"""Whoever sits at a workstation that has no accounts yet."""


def require(actor: Actor, right: Right) -> None:
    """Let only those go on who may.

    Raises:
        RightMissing: no role of the person includes it.
    """
    if not actor.may(right):
        raise RightMissing(right.value)


def require_certificate(actor: Actor, fingerprint: str) -> None:
    """Let a person sign with its own certificate only.

    Raises:
        NotYourCertificate: the account is bound to another one, or to none.
    """
    if actor.personal and actor.certificate != fingerprint:
        raise NotYourCertificate
