"""``clerk scanners`` and ``clerk scan``: devices, and pages from them."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk, scanner_named
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.i18n import Translate, translator
from clerk_app.settings import Settings
from scanning.device.both_sides import scan_both_sides
from scanning.device.port import Scanner
from scanning.device.sane.scanner import SaneDevices
from scanning.model import Colour, ScannedSheet, ScanSettings, Source, silent


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    commands.add_parser("scanners", parents=[common], help="scanners that answer").set_defaults(run=_list)
    scan = commands.add_parser("scan", parents=[common], help="scan to image files")
    scan.add_argument("--scanner", default="", help="name, or http address; the simulated one by default")
    scan.add_argument("--source", type=Source, choices=list(Source), default=Source.FEEDER)
    scan.add_argument("--dpi", type=int, default=300)
    scan.add_argument("--colour", type=Colour, choices=list(Colour), default=Colour.COLOUR)
    scan.add_argument(
        "--turn-stack", action="store_true", help="both sides with a simple feeder: you turn the stack over"
    )
    scan.add_argument("--out", type=Path, required=True)
    scan.set_defaults(run=_scan)


def _list(_settings: Settings, options: argparse.Namespace) -> ExitCode:
    found = SaneDevices().scanners()
    if options.json:
        answer(
            {"scanners": [{"name": each.name, "vendor": each.vendor, "model": each.model} for each in found]}
        )
    for each in () if options.json else found:
        line(f"{each.name}  {each.vendor} {each.model}")
    return ExitCode.DONE if found else ExitCode.FIX_DEVICE


def _scan(settings: Settings, options: argparse.Namespace) -> ExitCode:
    wanted = ScanSettings(options.source, options.dpi, options.colour)
    with open_desk(settings) as (desk, _embedded):
        scanner = scanner_named(options.scanner, settings) if options.scanner else desk.scanner()
        pages = []
        for sheet in _sheets(scanner, wanted, options, translator(settings.language)):
            pages.append({"file": str(sheet.file), "width_px": sheet.width_px, "height_px": sheet.height_px})
            if not options.json:
                line(str(sheet.file))
    if options.json:
        answer({"pages": pages})
    return ExitCode.DONE


def _sheets(
    scanner: Scanner, wanted: ScanSettings, options: argparse.Namespace, translate: Translate
) -> Iterator[ScannedSheet]:
    spool = options.out.absolute()
    if not options.turn_stack:
        return scanner.scan(wanted, spool, first=1, report=silent)

    def turn() -> None:
        complain(translate("Turn the stack over and put it back in, then press Enter."))
        sys.stdin.readline()

    return scan_both_sides(scanner, wanted, spool, turn=turn, report=silent)
