"""``clerk trust`` and ``clerk tokens``: whose signatures count here, and with what one can sign."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.adapters import plugged_modules, token
from clerk_app.cli.commands.sign import fingerprint
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.trust_roots import add_roots, remove_root, trusted_roots
from signing.errors import SigningError
from signing.model import CertificateFacts


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    parser = commands.add_parser("trust", parents=[common], help="roots that this workstation trusts")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common], help="all of them").set_defaults(run=_list)
    adding = actions.add_parser("add", parents=[common], help="trust the certificates of a file")
    adding.add_argument("file", type=Path)
    adding.set_defaults(run=_add)
    removing = actions.add_parser("remove", parents=[common], help="trust one no longer")
    removing.add_argument("certificate", type=fingerprint, metavar="SHA256")
    removing.set_defaults(run=_remove)
    parser = commands.add_parser("tokens", parents=[common], help="drivers and certificates to sign with")
    parser.add_argument("--token", type=Path, action="append", default=[], metavar="MODULE")
    parser.set_defaults(run=_tokens)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        _show([_told(each) for each in trusted_roots(desk)], "roots", as_json=options.json)
    return ExitCode.DONE


def _add(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        added = add_roots(desk, options.file.absolute())
    _show([_told(each) for each in added], "roots", as_json=options.json)
    return ExitCode.DONE


def _remove(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        remove_root(desk, options.certificate)
    return ExitCode.DONE


def _tokens(settings: Settings, options: argparse.Namespace) -> ExitCode:
    """Ask every driver; one that does not work is told and stops nothing."""
    translate = translator(settings.language)
    rows: list[dict[str, Any]] = []
    for module in dict.fromkeys([*(each.absolute() for each in options.token), *plugged_modules()]):
        try:
            seen = [_told(each) for each in token(module).certificates()]
            rows.append({"module": str(module), "certificates": seen, "problem": ""})
        except SigningError as error:
            problem = str(message_for(error, translate))
            rows.append({"module": str(module), "certificates": [], "problem": problem})
    if options.json:
        answer({"modules": rows})
    for row in () if options.json else rows:
        line(f"{row['module']}  {row['problem']}".rstrip())
        for each in row["certificates"]:
            line("  " + "  ".join(str(value) for value in each.values()))
    return ExitCode.DONE


def _told(facts: CertificateFacts) -> dict[str, str]:
    return {
        "certificate": facts.fingerprint,
        "name": facts.common_name,
        "organisation": facts.organisation,
        "not_after": facts.not_after.isoformat(),
    }


def _show(rows: list[dict[str, str]], name: str, *, as_json: bool) -> None:
    if as_json:
        answer({name: rows})
    for row in () if as_json else rows:
        line("  ".join(row.values()))
