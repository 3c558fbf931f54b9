"""``clerk separators``: sheets that split the stack of a dossier in the feeder."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.settings import Settings
from clerk_app.workflow.separators import separators
from storage.model import DossierCode


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("separators", parents=[common], help="separator sheets of a dossier")
    parser.add_argument("--dossier", required=True, metavar="CODE")
    parser.add_argument("--out", type=Path, required=True, metavar="PDF")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with open_desk(settings) as (desk, _embedded):
        options.out.write_bytes(separators(desk, DossierCode(options.dossier)))
    file = str(options.out.absolute())
    if options.json:
        answer({"file": file})
    else:
        line(file)
    return ExitCode.DONE
