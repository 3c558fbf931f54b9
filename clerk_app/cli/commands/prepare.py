"""``clerk prepare`` and ``clerk certify``: the five empty signature fields, before the first signature."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.cli.place import field_name, field_place
from clerk_app.settings import Settings
from clerk_app.workflow.prepare_file import certify_copy, prepare_file


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    parser = commands.add_parser("prepare", parents=[common], help="add the empty signature fields")
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--name",
        type=field_name,
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="the name printed under a signature, which goes above it",
    )
    parser.add_argument(
        "--place",
        type=field_place,
        action="append",
        default=[],
        metavar="FIELD=PLACE",
        help="where a field goes instead: PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in millimetres",
    )
    parser.set_defaults(run=_prepare)
    parser = commands.add_parser("certify", parents=[common], help="add the page that certifies a copy")
    parser.add_argument("file", type=Path)
    parser.add_argument("--book", required=True, help="register of certified copies: 01/2026-SCT/BS")
    parser.add_argument("--out", type=Path, required=True)
    parser.set_defaults(run=_certify)


def _prepare(_settings: Settings, options: argparse.Namespace) -> ExitCode:
    target = options.out.absolute()
    boxes = prepare_file(options.file.absolute(), target, dict(options.name), dict(options.place))
    return _told(target, boxes, as_json=options.json)


def _certify(settings: Settings, options: argparse.Namespace) -> ExitCode:
    target = options.out.absolute()
    with signed_in(settings, options) as desk:
        boxes = certify_copy(desk, options.file.absolute(), target, options.book)
    return _told(target, boxes, as_json=options.json)


def _told(target: Path, fields: Iterable[str], *, as_json: bool) -> ExitCode:
    if as_json:
        answer({"file": str(target), "fields": list(fields)})
    else:
        line(str(target))
    return ExitCode.DONE
