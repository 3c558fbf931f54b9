"""``clerk scanners`` and ``clerk scan``: devices, and pages from them."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from clerk_app.adapters import scanner_named
from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.cli.progress import end_progress, progress
from clerk_app.cli.turn import ask_to_turn
from clerk_app.i18n import Translate, translator
from clerk_app.profiles import Begin, ScanProfile
from clerk_app.settings import Settings
from scanning.cleanup.colour import choose_colour, kept_as
from scanning.device.both_sides import scan_both_sides
from scanning.device.port import Scanner
from scanning.device.sane.scanner import SaneDevices
from scanning.intake.images import open_image, save_image
from scanning.model import Colour, PaperSize, Report, ScannedSheet, Source

_AUTOMATIC = "auto"
_STARTS = [Begin.HAND, Begin.PAPER]


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    commands.add_parser("scanners", parents=[common], help="scanners that answer").set_defaults(run=_list)
    scan = commands.add_parser("scan", parents=[common], help="scan to image files")
    scan.add_argument("--scanner", default="", help="name, or http address; the simulated one by default")
    scan.add_argument("--profile", metavar="NAME", help="how it is scanned; options after it change that")
    scan.add_argument("--source", type=Source, choices=list(Source))
    scan.add_argument("--dpi", type=int)
    scan.add_argument("--colour", choices=[_AUTOMATIC, *map(str, Colour)], help="auto: each page as it needs")
    scan.add_argument("--size", type=PaperSize, choices=list(PaperSize))
    scan.add_argument(
        "--turn-stack",
        action="store_true",
        default=None,
        help="both sides with a simple feeder: you turn the stack over",
    )
    scan.add_argument("--start", type=Begin, choices=_STARTS, help="paper: as soon as paper is put in")
    scan.add_argument("--out", type=Path, required=True)
    scan.set_defaults(run=_scan)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    found = SaneDevices().scanners()
    if options.json:
        answer(
            {"scanners": [{"name": each.name, "vendor": each.vendor, "model": each.model} for each in found]}
        )
    for each in () if options.json else found:
        line(f"{each.name}  {each.vendor} {each.model}")
    if not found:
        translate = translator(settings.language)
        complain(
            translate("No scanner answers. Switch it on and connect it; --scanner also takes an address.")
        )
    return ExitCode.DONE if found else ExitCode.FIX_DEVICE


def _scan(settings: Settings, options: argparse.Namespace) -> ExitCode:
    profile, translate = _profile(settings, options), translator(settings.language)
    pages: list[dict[str, Any]] = []
    report = progress(translate("{done} lines"))
    try:
        with open_desk(settings) as (desk, _embedded):
            scanner = scanner_named(options.scanner, settings) if options.scanner else desk.scanner()
            for sheet in _sheets(scanner, profile, options.out.absolute(), translate, report):
                kept = _as_it_needs(sheet) if options.colour == _AUTOMATIC else sheet
                pages.append(_as_data(kept))
                if not options.json:
                    line(str(kept.file))
    finally:  # whatever ended the scan, the pages before it are there
        end_progress()
        if options.json:
            answer({"pages": pages})
    return ExitCode.DONE


def _profile(settings: Settings, options: argparse.Namespace) -> ScanProfile:
    colour = None if options.colour is None else Colour.COLOUR
    if options.colour in tuple(Colour):
        colour = Colour(options.colour)
    return settings.profile(
        options.profile,
        source=options.source,
        dpi=options.dpi,
        colour=colour,
        size=options.size,
        turn_stack=options.turn_stack,
        start=options.start,
    )


def _sheets(
    scanner: Scanner, profile: ScanProfile, spool: Path, translate: Translate, report: Report
) -> Iterator[ScannedSheet]:
    wanted = profile.scan_settings
    if profile.start is Begin.PAPER:
        scanner.await_paper(report=report)
    if not profile.turn_stack:
        return scanner.scan(wanted, spool, first=1, report=report)
    turn = ask_to_turn(translate)
    return scan_both_sides(scanner, wanted, spool, turn=turn, report=report)


def _as_it_needs(sheet: ScannedSheet) -> ScannedSheet:
    """Keep a page in grey or black and white where it has no colour to lose."""
    page = open_image(sheet.file)
    temporary = sheet.file.with_suffix(".part.png")
    save_image(kept_as(replace(page, dpi=sheet.dpi), choose_colour(page)), temporary)
    temporary.replace(sheet.file)
    return sheet


def _as_data(sheet: ScannedSheet) -> dict[str, Any]:
    return {
        "file": str(sheet.file),
        "width_px": sheet.width_px,
        "height_px": sheet.height_px,
        "dpi": sheet.dpi,
    }
