"""``clerk prepare``: the five empty signature fields, before the first signature."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.place import field_name, field_place
from clerk_app.settings import Settings
from signing.layout import usual_boxes
from signing.prepare import prepare


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
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
    parser.set_defaults(run=_run)


def _run(_settings: Settings, options: argparse.Namespace) -> ExitCode:
    source, target = options.file.absolute(), options.out.absolute()
    boxes = usual_boxes(source, dict(options.name)) | dict(options.place)
    prepare(source, target, boxes)
    if options.json:
        answer({"file": str(target), "fields": list(boxes)})
    else:
        line(str(target))
    return ExitCode.DONE
