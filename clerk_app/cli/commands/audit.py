"""``clerk audit``: whether everything that was done is still told as it was done."""

import argparse
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.audit import anchor_audit, verify_audit


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("audit", parents=[common], help="who did what, unchanged")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("verify", parents=[common], help="check every entry").set_defaults(run=_verify)
    anchoring = actions.add_parser("anchor", parents=[common], help="remember its end with a time stamp")
    anchoring.set_defaults(run=_anchor)


def _verify(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        report = verify_audit(desk)
    faults = [
        {"chain": each.chain, "number": each.number, "fault": each.fault.value} for each in report.faults
    ]
    data = {
        "whole": report.whole,
        "entries": report.entries,
        "anchors": report.anchors,
        "stamped": report.stamped,
        "unproved": report.unproved,
        "faults": faults,
    }
    if options.json:
        answer(data)
    for name, value in {} if options.json else data.items():
        line(f"{name}: {value}")
    return ExitCode.DONE if report.whole else ExitCode.BAD_NEWS


def _anchor(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        ends = anchor_audit(desk, stamped=True)
    if options.json:
        answer({"anchors": [{"chain": end.chain, "number": end.number} for end in ends]})
    for end in () if options.json else ends:
        line(f"{end.chain}  {end.number}")
    return ExitCode.DONE
