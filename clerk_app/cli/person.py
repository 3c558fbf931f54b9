"""Who sits at the terminal: signed in where the workstation has accounts."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from clerk_app.bootstrap import open_desk
from clerk_app.cli.pin import piped_pin, typed_pin
from clerk_app.settings import Settings
from clerk_app.workflow.accounts import sign_in
from clerk_app.workflow.audit import anchor_audit
from clerk_app.workflow.desk import Desk


@contextmanager
def signed_in(settings: Settings, options: argparse.Namespace) -> Iterator[Desk]:
    """Open the desk for the person that `--user` names; what was done is remembered at the end.

    Raises:
        SignInNeeded, WrongPassword, AccountLocked, AccountDisabled, PasswordExpired.
    """
    with open_desk(settings) as (desk, _embedded):
        try:
            yield sign_in(desk, options.user, lambda: password(options))
        finally:
            anchor_audit(desk, stamped=False)


def password(options: argparse.Namespace, question: str = "Password: ") -> bytearray | None:
    """Return a password: a line of standard input if asked for, else typed; None without a terminal."""
    return piped_pin() if options.password_stdin else typed_pin(question)
