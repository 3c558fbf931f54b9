"""``clerk search``: find dossiers by what is known of them or written in them."""

import argparse
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.reading import find


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("search", parents=[common], help="names, ids, codes, text of pages")
    parser.add_argument("words", nargs="+", help='words stand together in "quotes"; diacritics optional')
    parser.add_argument("--limit", type=int, default=50)
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        hits = find(desk, " ".join(options.words), limit=options.limit)
    if options.json:
        answer({"hits": [{"dossier": hit.dossier, "page": hit.page, "text": hit.snippet} for hit in hits]})
    for hit in () if options.json else hits:
        line(f"{hit.dossier}  {hit.snippet}")
    return ExitCode.DONE
