"""Personal accounts: made, signed in to, locked, bound to a certificate, closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import (
    AccountDisabled,
    AccountExists,
    AccountLocked,
    LastAdministrator,
    PasswordExpired,
    PasswordWeak,
    SignInNeeded,
    UnknownAccount,
    WrongPassword,
)
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import ANYBODY, Actor, Right, require
from storage.accounts import Account, AccountRole, Delegation
from storage.unit_of_work import UnitOfWork

LEAST_CHARACTERS = 10
"""NIST SP 800-63B asks for 8; length is the only rule that helps."""
_FREE_TRIES = 3
_FIRST_LOCK = timedelta(seconds=30)
_LONGEST_LOCK = timedelta(hours=1)


def sign_in(desk: Desk, name: str | None, password: Callable[[], bytearray | None]) -> Desk:
    """Return the desk as the person sees it; where there are no accounts yet, everybody may do everything.

    The password is asked for only where there are accounts, and wiped.

    Raises:
        SignInNeeded: there are accounts, and no name or no password was given.
        WrongPassword, AccountLocked, AccountDisabled: the attempt is in the audit.
        PasswordExpired: the first password has to be changed before anything else.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        personal = work.accounts.any()
    if not personal:
        return replace(desk, actor=replace(ANYBODY, name=name or ANYBODY.name))
    given = password() if name else None
    if not name or given is None:
        raise SignInNeeded
    account = _authenticated(desk, name, given)
    if account.password_given:
        raise PasswordExpired
    return replace(desk, actor=_actor(desk, account))


def add_account(
    desk: Desk, name: str, full_name: str, roles: frozenset[AccountRole], password: bytearray
) -> Account:
    """Make an account; its first password was chosen by somebody else and has to be changed.

    The very first account is the administrator's own: it keeps its password.

    Raises:
        RightMissing, AccountExists, PasswordWeak.
        LastAdministrator: the first account must be an administrator's.
    """
    require(desk.actor, Right.ACCOUNTS)
    given = _hash(password)
    with desk.storage.unit_of_work() as work:
        first = not work.accounts.any()
        if first and AccountRole.ADMINISTRATOR not in roles:
            raise LastAdministrator
        if work.accounts.get(name) is not None:
            raise AccountExists(name)
        account = Account(name, full_name, roles, given, desk.clock.now(), password_given=not first)
        work.accounts.put(account)
        _tell(work, desk, name, "account_added", roles=sorted(roles))
        work.commit()
    return account


def change_password(desk: Desk, name: str, old: bytearray, new: bytearray) -> None:
    """Choose a password of one's own; both are wiped, whatever happens.

    Raises:
        WrongPassword, AccountLocked, AccountDisabled: as for signing in.
        PasswordWeak: too short, or the old one again.
    """
    same = old == new
    try:
        account = _authenticated(desk, name, old)
        if same:
            raise PasswordWeak(LEAST_CHARACTERS)
        chosen = _hash(new)
    finally:
        _wipe(new)
    with desk.storage.unit_of_work() as work:
        work.accounts.put(replace(account, password_hash=chosen, password_given=False))
        _tell(work, replace(desk, actor=_bare(account)), name, "password_changed")
        work.commit()


def reset_password(desk: Desk, name: str, password: bytearray) -> None:
    """Give somebody a first password again, and end a lock.

    Raises:
        RightMissing, UnknownAccount, PasswordWeak.
    """
    require(desk.actor, Right.ACCOUNTS)
    given = _hash(password)
    with desk.storage.unit_of_work() as work:
        account = _known(work, name)
        work.accounts.put(
            replace(account, password_hash=given, password_given=True, failures=0, locked_until=None)
        )
        _tell(work, desk, name, "password_reset")
        work.commit()


def disable_account(desk: Desk, name: str) -> Account:
    """Close an account; it is kept, because what its person did names it.

    Raises:
        RightMissing, UnknownAccount.
        LastAdministrator: nobody could add an account any more.
    """
    require(desk.actor, Right.ACCOUNTS)
    with desk.storage.unit_of_work() as work:
        account = replace(_known(work, name), disabled_at=desk.clock.now())
        others = [each for each in work.accounts.list() if each.name != name and each.disabled_at is None]
        if not any(AccountRole.ADMINISTRATOR in each.roles for each in others):
            raise LastAdministrator
        work.accounts.put(account)
        _tell(work, desk, name, "account_disabled")
        work.commit()
    return account


def enable_account(desk: Desk, name: str) -> Account | None:
    """Open an account again that was closed, with the password it had.

    Returns:
        The account; None if it is open, and nothing was changed.

    Raises:
        RightMissing, UnknownAccount.
    """
    require(desk.actor, Right.ACCOUNTS)
    with desk.storage.unit_of_work() as work:
        account = _known(work, name)
        if account.disabled_at is None:
            return None
        opened = replace(account, disabled_at=None)
        work.accounts.put(opened)
        _tell(work, desk, name, "account_enabled")
        work.commit()
    return opened


def bind_certificate(desk: Desk, name: str, certificate: str) -> Account:
    """Let a person sign with one certificate only (its SHA-256, hexadecimal); with none where it is empty.

    Raises:
        RightMissing, UnknownAccount.
    """
    require(desk.actor, Right.ACCOUNTS)
    with desk.storage.unit_of_work() as work:
        bound = _bound(work, desk, _known(work, name), certificate)
        work.commit()
    return bound


def rebind_certificate(desk: Desk, name: str, certificate: str, *, instead_of: str) -> Account | None:
    """Bind a person to another certificate; each may be none.

    Returns:
        The account; None if it was bound to something else meanwhile, and nothing was changed.

    Raises:
        RightMissing, UnknownAccount.
    """
    require(desk.actor, Right.ACCOUNTS)
    with desk.storage.unit_of_work() as work:
        account = _known(work, name)
        if (account.certificate or "") != instead_of:
            return None
        bound = _bound(work, desk, account, certificate)
        work.commit()
    return bound


def delegate(desk: Desk, delegation: Delegation) -> None:
    """Let somebody stand in for a person who is away; four eyes still ask for two persons.

    Raises:
        RightMissing, UnknownAccount.
    """
    require(desk.actor, Right.DELEGATE)
    with desk.storage.unit_of_work() as work:
        for name in (delegation.absent, delegation.deputy):
            _known(work, name)
        work.accounts.delegate(delegation)
        days = {"first": f"{delegation.first}", "last": f"{delegation.last}"}
        _tell(work, desk, delegation.absent, "delegated", deputy=delegation.deputy, **days)
        work.commit()


def accounts(desk: Desk) -> tuple[Account, ...]:
    """Return all accounts.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.ACCOUNTS)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.accounts.list()


def lock_after(failures: int) -> timedelta:
    """Return how long an account waits after so many wrong passwords: nothing, then doubling to an hour."""
    if failures < _FREE_TRIES:
        return timedelta()
    return min(_FIRST_LOCK * (1 << min(failures - _FREE_TRIES, 16)), _LONGEST_LOCK)


def _authenticated(desk: Desk, name: str, password: bytearray) -> Account:
    """Return the account whose password it is; every attempt is in the audit, and counted."""
    with desk.storage.unit_of_work(read_only=True) as work:
        seen = work.accounts.get(name)
    now = desk.clock.now()
    if seen is not None and seen.locked_until is not None and now < seen.locked_until:
        _wipe(password)
        raise AccountLocked(seen.locked_until)
    right = _matches(_stand_in() if seen is None else seen.password_hash, password)  # outside the transaction
    with desk.storage.unit_of_work() as work:
        account = work.accounts.get(name, for_update=True)
        outcome = _outcome(account, right=right, now=now)
        if account is not None:
            work.accounts.put(_counted(account, right=right, now=now))
        step = "signed_in" if outcome is None else "sign_in_refused"
        work.audit.record(name if account else "", step, name if account else "", now, {})
        work.commit()
    if outcome is not None or account is None:
        raise outcome or WrongPassword
    return replace(account, failures=0, locked_until=None)


def _outcome(account: Account | None, *, right: bool, now: datetime) -> Exception | None:
    if account is None or not right:
        return WrongPassword()
    if account.locked_until is not None and now < account.locked_until:
        return AccountLocked(account.locked_until)
    return AccountDisabled() if account.disabled_at is not None else None


def _counted(account: Account, *, right: bool, now: datetime) -> Account:
    if right:
        return replace(account, failures=0, locked_until=None)
    failures = account.failures + 1
    wait = lock_after(failures)
    return replace(account, failures=failures, locked_until=now + wait if wait else None)


def _actor(desk: Desk, account: Account) -> Actor:
    today = local(desk.clock.now()).date()
    with desk.storage.unit_of_work(read_only=True) as work:
        covers = work.accounts.covered_by(account.name, today)
        absent = [each for name in covers if (each := work.accounts.get(name)) is not None]
    roles = account.roles.union(*(each.roles - {AccountRole.ADMINISTRATOR} for each in absent))
    return replace(_bare(account), roles=roles, covers=covers)


def _bare(account: Account) -> Actor:
    return Actor(account.name, account.roles, certificate=account.certificate)


def _bound(work: UnitOfWork, desk: Desk, account: Account, certificate: str) -> Account:
    bound = replace(account, certificate=certificate.lower().replace(":", "") or None)
    work.accounts.put(bound)
    _tell(work, desk, account.name, "certificate_bound", certificate=bound.certificate)
    return bound


def _known(work: UnitOfWork, name: str) -> Account:
    account = work.accounts.get(name, for_update=True)
    if account is None:
        raise UnknownAccount(name)
    return account


def _tell(work: UnitOfWork, desk: Desk, subject: str, step: str, **detail: object) -> None:
    work.audit.record(subject, step, desk.actor.name, desk.clock.now(), detail)


def _hash(password: bytearray) -> str:
    """Return the argon2id hash (RFC 9106, second recommendation) and wipe the password."""
    try:
        if len(password.decode()) < LEAST_CHARACTERS:
            raise PasswordWeak(LEAST_CHARACTERS)
        return PasswordHasher().hash(bytes(password))
    finally:
        _wipe(password)


def _matches(known: str, password: bytearray) -> bool:
    try:
        return PasswordHasher().verify(known, bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _wipe(password)


@cache
def _stand_in() -> str:
    """Return a hash for names that nobody has, so that they take as long as others."""
    return PasswordHasher().hash(b"nobody has this name")


def _wipe(password: bytearray) -> None:
    password[:] = b"\0" * len(password)
