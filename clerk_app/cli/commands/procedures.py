"""``clerk procedures``: list them, import a catalogue, print their QR cards."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.posters import draw_cards
from clerk_app.workflow.procedures.importing import import_catalogue
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.procedures.record import as_data
from clerk_app.workflow.procedures.search import found


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("procedures", parents=[common], help="the centre's procedures")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", parents=[common])
    listing.add_argument("words", nargs="*", help="a code or a few letters, diacritics optional")
    listing.set_defaults(run=_list)
    importing = actions.add_parser("import", parents=[common], help="the national export, or JSON")
    importing.add_argument("file", type=Path)
    importing.add_argument("--from", dest="first", type=date.fromisoformat, help="first day it holds")
    importing.set_defaults(run=_import)
    cards = actions.add_parser("qr", parents=[common], help="posters with a QR for each procedure")
    cards.add_argument("words", nargs="*")
    cards.add_argument("--domain", help="only those of one domain")
    cards.add_argument("--out", type=Path, required=True)
    cards.set_defaults(run=_cards)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        procedures = found(" ".join(options.words), procedures_in_force(desk))
    if options.json:
        answer({"procedures": [as_data(each) for each in procedures]})
    for each in () if options.json else procedures:
        line(f"{each.code}  {each.name}")
    return ExitCode.DONE


def _import(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        report = import_catalogue(desk, options.file, effective_from=options.first)
    doubtful = [{"code": code, "about": about} for code, about in report.doubtful]
    if options.json:
        answer({"read": report.read, "changed": report.changed, "doubtful": doubtful})
    else:
        line(f"{report.read} / {report.changed}")
    for each in [] if options.json else doubtful:
        line(f"  ? {each['code']}: {each['about']}")
    return ExitCode.DONE


def _cards(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        procedures = found(" ".join(options.words), procedures_in_force(desk))
        wanted = [each for each in procedures if options.domain in (None, each.domain)]
        options.out.write_bytes(draw_cards(wanted))
    if options.json:
        answer({"file": str(options.out.absolute()), "procedures": len(wanted)})
    else:
        line(str(options.out.absolute()))
    return ExitCode.DONE
