"""``clerk inbox``: dossiers that were filed online and wait for an answer."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.inbox import Fetched, InboxItem, fetch_inbox, import_filings, inbox
from clerk_app.workflow.office import local
from storage.model import Progress


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("inbox", parents=[common], help="dossiers filed online that wait")
    parser.add_argument("--fetch", action="store_true", help="ask the portal for new ones first")
    parser.add_argument(
        "--import", type=Path, dest="package", metavar="FILE", help="take a package of them in"
    )
    parser.set_defaults(run=_inbox)


def _inbox(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        came = list(fetch_inbox(desk, report=_silent)) if options.fetch else []
        came += import_filings(desk, options.package, report=_silent) if options.package else []
        items = inbox(desk)
    if options.json:
        answer({"fetched": [_fetched(each) for each in came], "dossiers": [_item(each) for each in items]})
    for item in () if options.json else items:
        line("  ".join(_words(item)))
    return ExitCode.DONE


def _silent(_progress: Progress) -> None:
    """Tell nobody: it is over when the command is."""


def _fetched(came: Fetched) -> dict[str, object]:
    return {"dossier": came.dossier.code, "new": came.new, "lost": list(came.lost)}


def _item(item: InboxItem) -> dict[str, object]:
    dossier = item.dossier
    return {
        "dossier": dossier.code,
        "status": dossier.status.name.lower(),
        "procedure": dossier.procedure_code,
        "procedure_name": dossier.procedure_name,
        "filed_at": local(dossier.received_at).isoformat(),
        "portal_receipt": dossier.portal_receipt,
        "supplemented": item.supplemented,
        "papers": [{"component": each.component, "verdict": each.verdict} for each in item.documents],
        "missing": [part.code for part in item.missing],
    }


def _words(item: InboxItem) -> tuple[str, ...]:
    papers = ", ".join(f"{each.component} {each.verdict}" for each in item.documents)
    missing = ", ".join(f"-{part.code}" for part in item.missing)
    moment = f"{local(item.dossier.received_at):%Y-%m-%d %H:%M}"
    return (item.dossier.code, moment, item.dossier.procedure_name, papers, missing)
