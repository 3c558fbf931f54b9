"""``clerk portal compare``: mend what differs between the portal and the records here."""

import argparse
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.reconcile import reconcile


def add_to(actions: Any, common: argparse.ArgumentParser) -> None:
    """Describe the action."""
    parser = actions.add_parser("compare", parents=[common], help="ask what the portal has, mend differences")
    parser.set_defaults(run=_compare)


def _compare(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = list(reconcile(desk, report=lambda _progress: None))
    rows = [{"dossier": each.dossier, "difference": each.difference.value} for each in found]
    if options.json:
        answer({"differences": rows})
    for row in () if options.json else rows:
        line(f"{row['dossier']}  {row['difference']}")
    return ExitCode.DONE
