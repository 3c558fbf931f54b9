"""``clerk scanner serve`` and ``clerk portal serve``: the simulated devices for other programs to use."""

import argparse
import signal
from pathlib import Path
from typing import Any

from clerk_app.cli.commands import portal as portal_way
from clerk_app.cli.commands import portal_compare
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.sandbox import judge_with, ward_of
from clerk_app.settings import Settings
from scanning.device.simulated import server as scanner_server
from scanning.device.simulated.feeder import Feeder
from scanning.intake.documents import page_files, single_pages
from signing.demonstration import DemonstrationAuthority
from storage.portal import sandbox


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    scanner = commands.add_parser("scanner", parents=[common], help="the simulated scanner")
    serve = scanner.add_subparsers(required=True, metavar="ACTION").add_parser("serve", parents=[common])
    serve.add_argument("--pages", type=Path, required=True, help="folder of page images to feed")
    serve.add_argument("--port", type=int, default=0)
    serve.set_defaults(run=_scanner)
    portal = commands.add_parser("portal", parents=[common], help="the way to the portal, and the sandbox")
    actions = portal.add_subparsers(required=True, metavar="ACTION")
    serve = actions.add_parser("serve", parents=[common])
    serve.add_argument("--port", type=int, default=0)
    serve.add_argument("--least-level", default="", help="refuse signatures below B-B, B-T, B-LT or B-LTA")
    serve.add_argument(
        "--unavailable", type=int, default=0, metavar="N", help="so many submissions fail first"
    )
    serve.add_argument("--drop-answers", type=int, default=0, metavar="N", help="so many answers get lost")
    serve.add_argument("--cut-upload-after", type=int, metavar="BYTES", help="break one upload there")
    serve.set_defaults(run=_portal)
    portal_way.add_to(actions, common)
    portal_compare.add_to(actions, common)


def _scanner(settings: Settings, options: argparse.Namespace) -> ExitCode:
    home = settings.folders.made().demonstration / "served-scanner"
    feeder = Feeder(home)
    feeder.load(str(options.pages.absolute()), single_pages(page_files(options.pages), home))
    feeder.put_back(after=0)
    scanner_server.serve(
        home,
        port=options.port,
        ready=lambda port: _say_address(f"http://127.0.0.1:{port}/eSCL", options),
        until=signal.pause,
    )
    return ExitCode.DONE


def _portal(settings: Settings, options: argparse.Namespace) -> ExitCode:
    folder = settings.folders.made().demonstration
    store = DemonstrationAuthority.create(folder / "authority").store
    sandbox.serve(
        folder / "portal",
        judge=judge_with(store),
        port=options.port,
        ready=lambda url: _say_address(url, options),
        until=signal.pause,
        ward=ward_of(settings),
        limits=sandbox.Limits(least_level=options.least_level),
        faults=sandbox.Faults(
            cut_upload_after=options.cut_upload_after,
            unavailable_submissions=options.unavailable,
            dropped_answers=options.drop_answers,
        ),
    )
    return ExitCode.DONE


def _say_address(url: str, options: argparse.Namespace) -> None:
    """Say where the server listens; it goes on until it is told to end."""
    if options.json:
        answer({"url": url})
    else:
        line(url)
