"""``clerk backup``, ``restore``, ``merge`` and ``retention``: what is kept, and for how long."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.keeping import back_up, expired, merge, remove_expired, restore
from storage.backup import BackupFacts
from storage.model import Progress


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    for name, run, description in (
        ("backup", _backup, "write everything to one file"),
        ("restore", _restore, "put a backup into an empty home"),
        ("merge", _merge, "take another unit's backup in"),
    ):
        parser = commands.add_parser(name, parents=[common], help=description)
        parser.add_argument("file", type=Path)
        parser.set_defaults(run=run)
    retention = commands.add_parser("retention", parents=[common], help="dossiers kept long enough")
    retention.add_argument("--remove", action="store_true", help="remove their papers and people")
    retention.set_defaults(run=_retention)


def _backup(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        facts = back_up(desk, options.file, _silent)
    _say(facts, options)
    return ExitCode.DONE


def _restore(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        facts = restore(desk, options.file, _silent)
    _say(facts, options)
    return ExitCode.DONE


def _merge(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        facts = merge(desk, options.file, _silent)
    if options.json:
        counts = {"dossiers": facts.dossiers, "known": facts.known, "contents": facts.contents}
        answer({"file": str(options.file.absolute()), **counts, "renamed": facts.renamed})
    else:
        line(f"{facts.dossiers} / {facts.known}")
    for old, new in {}.items() if options.json else facts.renamed.items():
        line(f"{old} -> {new}")
    return ExitCode.DONE


def _retention(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        codes = list(remove_expired(desk) if options.remove else expired(desk))
    if options.json:
        answer({"removed" if options.remove else "expired": codes})
    for code in [] if options.json else codes:
        line(code)
    return ExitCode.DONE


def _silent(_progress: Progress) -> None:
    """Say nothing of the progress."""


def _say(facts: BackupFacts, options: argparse.Namespace) -> None:
    file = str(options.file.absolute())
    if options.json:
        answer({"file": file, "rows": dict(facts.rows), "contents": facts.contents})
    else:
        line(f"{file}  {facts.rows['dossiers']} / {facts.contents}")
