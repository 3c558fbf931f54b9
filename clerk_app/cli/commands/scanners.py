"""``clerk scanners`` and ``clerk scan``: devices, and pages from them."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.settings import Settings
from scanning.device.sane.scanner import SaneDevices
from scanning.model import Colour, ScanSettings, Source, silent


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    commands.add_parser("scanners", parents=[common], help="scanners that answer").set_defaults(run=_list)
    scan = commands.add_parser("scan", parents=[common], help="scan to image files")
    scan.add_argument("--scanner", default="", help="name; the simulated one by default")
    scan.add_argument("--source", type=Source, choices=list(Source), default=Source.FEEDER)
    scan.add_argument("--dpi", type=int, default=300)
    scan.add_argument("--colour", type=Colour, choices=list(Colour), default=Colour.COLOUR)
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
        scanner = SaneDevices().scanner(options.scanner) if options.scanner else desk.scanner()
        pages = []
        for sheet in scanner.scan(wanted, options.out.absolute(), first=1, report=silent):
            pages.append({"file": str(sheet.file), "width_px": sheet.width_px, "height_px": sheet.height_px})
            if not options.json:
                line(str(sheet.file))
    if options.json:
        answer({"pages": pages})
    return ExitCode.DONE
