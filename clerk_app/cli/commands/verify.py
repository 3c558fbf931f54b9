"""``clerk verify``: what the signatures of PDF files are worth."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow.verdicts import explained
from signing.model import Verdict
from signing.quarantine import verify_apart
from signing.trust import load as load_trust


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("verify", parents=[common], help="check the signatures of PDF files")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--trust", type=Path, action="append", help="certificate of a root, PEM or DER")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with open_desk(settings) as (desk, _embedded):
        store = load_trust(options.trust) if options.trust else desk.trust()
        verdicts = list(verify_apart((file.absolute() for file in options.files), store))
    translate = translator(settings.language)
    if options.json:
        answer({"files": [verdict.as_data() for verdict in verdicts]})
    for verdict in () if options.json else verdicts:
        line(f"{verdict.file}: {verdict.verdict.value}")
        for sentence in explained(verdict, translate):
            line(f"  {sentence}")
        for signature in verdict.signatures:
            level, trust = signature.level.value, signature.trust.value
            line(f"  {signature.signer}  {signature.signed_at}  {level}  {trust}")
    valid = all(verdict.verdict is Verdict.VALID for verdict in verdicts)
    return ExitCode.DONE if valid else ExitCode.BAD_NEWS
