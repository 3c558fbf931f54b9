"""``clerk backup`` and ``clerk restore``: everything in one file, and back."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.settings import Settings
from storage.backup import BackupFacts, restore_backup, write_backup


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    backup = commands.add_parser("backup", parents=[common], help="write everything to one file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", parents=[common], help="put a backup into an empty home")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)


def _backup(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with open_desk(settings) as (desk, _embedded):
        facts = write_backup(desk.storage, options.file, lambda _progress: None)
    _say(facts, options)
    return ExitCode.DONE


def _restore(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with open_desk(settings) as (desk, _embedded):
        facts = restore_backup(options.file, desk.storage, lambda _progress: None)
    _say(facts, options)
    return ExitCode.DONE


def _say(facts: BackupFacts, options: argparse.Namespace) -> None:
    file = str(options.file.absolute())
    if options.json:
        answer({"file": file, "rows": dict(facts.rows), "contents": facts.contents})
    else:
        line(f"{file}  {facts.rows['dossiers']} / {facts.contents}")
