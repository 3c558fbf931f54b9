"""``clerk portal check|package|answer|secret``: the way to the portal, looked at and walked by hand."""

import argparse
import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import translator
from clerk_app.portal_profile import PASSPHRASE, PASSWORD
from clerk_app.settings import Settings
from clerk_app.workflow.portal_check import check_portal, sentences
from clerk_app.workflow.portal_package import package, take_answer
from clerk_app.workflow.rights import Right, require
from storage.keyring import forget_secret, keep_secret
from storage.model import DossierCode
from storage.outbox import OutboxState

_CODES = {OutboxState.ACCEPTED: ExitCode.DONE, OutboxState.REFUSED: ExitCode.BAD_NEWS}


def add_to(actions: Any, common: argparse.ArgumentParser) -> None:
    """Describe the actions."""
    checking = actions.add_parser("check", parents=[common], help="whether the portal answers, what it takes")
    checking.set_defaults(run=_check)
    packing = actions.add_parser("package", parents=[common], help="a dossier for uploading by hand")
    packing.add_argument("code")
    packing.add_argument("--out", type=Path, required=True, metavar="FILE")
    packing.set_defaults(run=_package)
    answering = actions.add_parser("answer", parents=[common], help="import the answer to a package")
    answering.add_argument("file", type=Path)
    answering.set_defaults(run=_answer)
    secret = actions.add_parser("secret", parents=[common], help="put a secret into this computer's keyring")
    secret.add_argument("name", choices=(PASSWORD, PASSPHRASE))
    secret.add_argument("--stdin", action="store_true", help="it is a line of input")
    secret.add_argument("--forget", action="store_true", help="take it out instead")
    secret.set_defaults(run=_secret)


def _check(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        report = check_portal(desk)
    until = report.certificate_until
    if options.json:
        data = asdict(report) | {"usable": report.usable, "kind": report.kind.value}
        answer(data | {"certificate_until": until and until.isoformat()})
    for sentence in () if options.json else sentences(report, translator(settings.language)):
        line(sentence)
    return ExitCode.DONE if report.usable else ExitCode.WAIT


def _package(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        written = package(desk, DossierCode(options.code), options.out)
    if options.json:
        answer({"code": options.code, "file": str(written)})
    else:
        line(str(written))
    return ExitCode.DONE


def _answer(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        entry = take_answer(desk, options.file)
    if entry is None:
        return ExitCode.WAIT
    said = {
        "dossier": entry.dossier,
        "state": entry.state.value,
        "receipt": entry.receipt,
        "reason": entry.reason,
    }
    if options.json:
        answer(said)
    else:
        line("  ".join(str(value) for value in said.values() if value is not None))
    return _CODES.get(entry.state, ExitCode.WAIT)


def _secret(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        require(desk.actor, Right.ACCOUNTS)
        if options.forget:
            forget_secret(options.name)
        else:
            said = (
                sys.stdin.readline().rstrip("\n") if options.stdin else getpass.getpass(f"{options.name}: ")
            )
            keep_secret(options.name, said)
    if options.json:
        answer({"name": options.name, "kept": not options.forget})
    return ExitCode.DONE
