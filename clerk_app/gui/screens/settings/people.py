"""What the settings decide about accounts: made, closed, and bound to a certificate."""

from collections.abc import Callable

from clerk_app.gui.doing import Doing
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.runner import Lane
from clerk_app.gui.taking_back import Deed
from clerk_app.i18n import Translate, later
from clerk_app.workflow.accounts import (
    accounts,
    add_account,
    bind_certificate,
    disable_account,
    enable_account,
    rebind_certificate,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.signers import certificates_here
from signing.model import CertificateFacts
from storage.accounts import Account, AccountRole

ROLES = {
    AccountRole.OFFICIAL: later("Official"),
    AccountRole.SUPERVISOR: later("Leader"),
    AccountRole.RECORDS_CLERK: later("Records clerk"),
    AccountRole.ADMINISTRATOR: later("Administrator"),
}
AskCertificate = Callable[[Account, tuple[CertificateFacts, ...]], None]


class People:
    """The accounts, and what an administrator changes of them.

    Args:
        desk: the workstation.
        doing: does it.
        translate: says it.
        changed: is called when an account is another than before.
    """

    def __init__(self, desk: Desk, doing: Doing, translate: Translate, changed: Callable[[], None]) -> None:
        self._desk, self._doing, self.translate, self._changed = desk, doing, translate, changed
        self._accounts: tuple[Account, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """What stands above the columns."""
        translate = self.translate
        return (
            translate("Account name"),
            translate("Full name"),
            translate("Role"),
            translate("Certificate"),
        )

    @property
    def rows(self) -> tuple[tuple[Words, ...], ...]:
        """The accounts in words."""
        return tuple(map(self._row, self._accounts))

    def look(self, told: Callable[[], None]) -> None:
        """Read the accounts."""

        def take(found: tuple[Account, ...]) -> None:
            self._accounts = found
            told()

        self._doing.do(lambda: accounts(self._desk), take)

    def add(self, name: str, full_name: str, role: AccountRole, password: bytearray) -> None:
        """Make an account with a first password, which is wiped."""
        done = later("The account {name} is made; the first password is changed at the first sign-in.")
        self._doing.do(
            lambda: add_account(self._desk, name, full_name or name, frozenset({role}), password),
            lambda _account: self._tell(done, name),
        )

    def close(self, row: int) -> None:
        """Close an account."""
        name = self._accounts[row].name
        self._doing.do(lambda: disable_account(self._desk, name), lambda _account: self._closed(name))

    def ask_certificate(self, row: int, ask: AskCertificate) -> None:
        """Look which certificates are here, then ask for one."""
        account = self._accounts[row]
        self._doing.do(
            lambda: certificates_here(self._desk), lambda found: ask(account, found), lane=Lane.TOKEN
        )

    def bind(self, account: Account, certificate: str) -> None:
        """Let a person sign with one certificate only, or with none where it is empty."""
        if certificate == (account.certificate or ""):
            return
        self._doing.do(
            lambda: bind_certificate(self._desk, account.name, certificate),
            lambda _account: self._bound(account, certificate),
        )

    def _row(self, account: Account) -> tuple[Words, ...]:
        closed = Words(self.translate("closed"), Tone.DOUBT)
        roles = Words(", ".join(self.translate(ROLES[role]) for role in sorted(account.roles)))
        bound = Words(self.translate("bound")) if account.certificate else Words("–")
        return (
            Words(account.name),
            Words(account.full_name),
            closed if account.disabled_at else roles,
            bound,
        )

    def _closed(self, name: str) -> None:
        """Say that an account was closed, and offer to open it again."""
        closed, opened = later("The account {name} is closed."), later("The account {name} is open again.")
        self._doing.did(
            Deed(
                lambda: enable_account(self._desk, name) is not None,
                lambda: disable_account(self._desk, name).disabled_at is not None,
                lambda: self._offer(opened, name, is_back=True),
                lambda: self._offer(closed, name, is_back=False),
            )
        )
        self._offer(closed, name, is_back=False)

    def _bound(self, before: Account, certificate: str) -> None:
        """Say that an account was bound, and offer to bind it as before."""
        name, old = before.name, before.certificate or ""
        bound, unbound = later("{name} signs with this certificate."), later("{name} signs with none.")
        now = bound if certificate else unbound
        back = later("The certificate of {name} is as before.")
        self._doing.did(
            Deed(
                lambda: rebind_certificate(self._desk, name, old, instead_of=certificate) is not None,
                lambda: rebind_certificate(self._desk, name, certificate, instead_of=old) is not None,
                lambda: self._offer(back, name, is_back=True),
                lambda: self._offer(now, name, is_back=False),
            )
        )
        self._offer(now, name, is_back=False)

    def _tell(self, sentence: str, name: str) -> None:
        self._doing.say(lambda: self.translate(sentence).format(name=name))
        self._changed()

    def _offer(self, sentence: str, name: str, *, is_back: bool) -> None:
        self._doing.offer(lambda: self.translate(sentence).format(name=name), is_back=is_back)
        self._changed()
