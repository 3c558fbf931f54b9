"""``clerk account``: personal accounts and who stands in for whom."""

import argparse
from datetime import date
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import password, signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.accounts import (
    accounts,
    add_account,
    bind_certificate,
    change_password,
    delegate,
    disable_account,
    enable_account,
    reset_password,
)
from clerk_app.workflow.errors import SignInNeeded
from signing.model import Role
from storage.accounts import Account, AccountRole, Delegation


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("account", parents=[common], help="personal accounts")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common]).set_defaults(run=_list)
    adding = _named(actions, common, "add", "make an account; asks for its first password")
    adding.add_argument("--full-name", default="")
    roles = [role.value for role in AccountRole]
    adding.add_argument("--role", action="append", choices=roles, required=True, help="may be repeated")
    adding.set_defaults(run=_add)
    _named(actions, common, "disable", "close an account").set_defaults(run=_disable)
    _named(actions, common, "enable", "open a closed account again").set_defaults(run=_enable)
    changing = _named(actions, common, "password", "change one's own password, or give a new first one")
    changing.add_argument("--reset", action="store_true", help="give a first password again")
    changing.set_defaults(run=_password)
    binding = _named(actions, common, "bind", "let the person sign with one certificate only")
    which = binding.add_mutually_exclusive_group(required=True)
    which.add_argument("--certificate", metavar="SHA256")
    roles_here = [role.value for role in (Role.OFFICIAL, Role.LEADER, Role.SEAL)]
    which.add_argument("--as", dest="role_here", choices=roles_here, help="the one this workstation uses")
    binding.set_defaults(run=_bind)
    standing = _named(actions, common, "delegate", "let somebody stand in for this person")
    standing.add_argument("--to", required=True, metavar="NAME")
    standing.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    standing.add_argument("--until", dest="last", type=date.fromisoformat, required=True)
    standing.set_defaults(run=_delegate)


def _named(
    actions: Any, common: argparse.ArgumentParser, name: str, description: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, parents=[common], help=description)
    parser.add_argument("name")
    return parser


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = [_as_data(each) for each in accounts(desk)]
    if options.json:
        answer({"accounts": found})
    for each in [] if options.json else found:
        line(f"{each['name']}  {', '.join(each['roles'])}  {each['state']}")
    return ExitCode.DONE


def _add(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        roles = frozenset(map(AccountRole, options.role))
        made = add_account(desk, options.name, options.full_name or options.name, roles, _asked(options))
    return _say(made, options)


def _disable(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        closed = disable_account(desk, options.name)
    return _say(closed, options)


def _enable(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        enable_account(desk, options.name)
        (account,) = (each for each in accounts(desk) if each.name == options.name)
    return _say(account, options)


def _password(settings: Settings, options: argparse.Namespace) -> ExitCode:
    if options.reset:
        with signed_in(settings, options) as desk:
            reset_password(desk, options.name, _asked(options))
    else:
        with open_desk(settings) as (desk, _embedded):
            change_password(desk, options.name, _asked(options, "Old password: "), _asked(options))
    if options.json:
        answer({"name": options.name})
    return ExitCode.DONE


def _bind(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        certificate = options.certificate or desk.signatory(Role(options.role_here)).fingerprint
        bound = bind_certificate(desk, options.name, certificate)
    return _say(bound, options)


def _delegate(settings: Settings, options: argparse.Namespace) -> ExitCode:
    standing = Delegation(options.name, options.to, options.first, options.last)
    with signed_in(settings, options) as desk:
        delegate(desk, standing)
    if options.json:
        answer({"name": options.name, "to": options.to})
    return ExitCode.DONE


def _asked(options: argparse.Namespace, question: str = "New password: ") -> bytearray:
    given = password(options, question)
    if given is None:
        raise SignInNeeded
    return given


def _say(account: Account, options: argparse.Namespace) -> ExitCode:
    data = _as_data(account)
    if options.json:
        answer(data)
    else:
        line(f"{data['name']}  {', '.join(data['roles'])}  {data['state']}")
    return ExitCode.DONE


def _as_data(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "full_name": account.full_name,
        "roles": sorted(role.value for role in account.roles),
        "state": "closed" if account.disabled_at else "first password" if account.password_given else "open",
        "certificate": account.certificate,
    }
