"""``clerk verify``: what the signatures of PDF files are worth."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.i18n import Translate, translator
from clerk_app.settings import Settings
from clerk_app.workflow.verdicts import explained
from clerk_app.workflow.verify_files import keep_evidence, require_report, verify_files, write_report
from signing.model import FileVerdict, Verdict
from signing.trust import load as load_trust


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("verify", parents=[common], help="check the signatures of PDF files")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--trust", type=Path, action="append", help="certificate of a root, PEM or DER")
    parser.add_argument(
        "--report",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="write a report: .pdf for people, .xml for machines (ETSI TS 119 102-2)",
    )
    parser.add_argument("--evidence", action="store_true", help="keep the XML report beside each file")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    reports = [require_report(target.absolute()) for target in options.report]
    with open_desk(settings) as (desk, _embedded):
        trust = load_trust(options.trust) if options.trust else None
        validations = list(verify_files(desk, (file.absolute() for file in options.files), trust))
        for target in reports:
            write_report(desk, validations, target, translate, settings.language)
        kept = [keep_evidence(each) for each in validations] if options.evidence else []
    verdicts = [each.found for each in validations]
    if options.json:
        answer({"files": [verdict.as_data() for verdict in verdicts]})
    else:
        _show(verdicts, translate)
        _name(translate, [*reports, *kept])
    valid = all(verdict.verdict is Verdict.VALID for verdict in verdicts)
    return ExitCode.DONE if valid else ExitCode.BAD_NEWS


def _show(verdicts: Iterable[FileVerdict], translate: Translate) -> None:
    for verdict in verdicts:
        line(f"{verdict.file}: {verdict.verdict.value}")
        for sentence in explained(verdict, translate):
            line(f"  {sentence}")
        for signature in verdict.signatures:
            level, trust = signature.level.value, signature.trust.value
            line(f"  {signature.signer}  {signature.signed_at}  {level}  {trust}")


def _name(translate: Translate, written: Iterable[Path]) -> None:
    for file in written:
        complain(translate("Written: {file}").format(file=file))
