"""The command line: parse, run one command, turn what goes wrong into a sentence and an exit code."""

import argparse
import importlib
import logging
import sys
import traceback
from collections.abc import Sequence

from clerk_app.cli.exit_codes import ExitCode, exit_code
from clerk_app.cli.output import complain
from clerk_app.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translate, translator
from clerk_app.settings import UnknownSetting, load
from clerk_app.workflow.errors import WorkflowError
from clerk_app.workflow.messages import message_for

_MODULES = {
    "demo": ("demo",),
    "digitise": ("digitise",),
    "dossier": ("dossier",),
    "casework": ("forms", "report"),
    "procedures": ("procedures",),
    "search": ("search",),
    "backup": ("backup", "restore", "merge", "retention"),
    "account": ("account",),
    "audit": ("audit",),
    "fees": ("fees",),
    "scanners": ("scanners", "scan"),
    "separators": ("separators",),
    "prepare": ("prepare", "certify"),
    "sign": ("sign", "number"),
    "decision": ("decision",),
    "verify": ("verify",),
    "trust": ("trust", "tokens"),
    "outbox": ("submit", "outbox"),
    "inbox": ("inbox",),
    "queue": ("queue",),
    "equipment": ("equipment",),
    "hall": ("display", "kiosk"),
    "serve": ("scanner", "portal"),
    "doctor": ("doctor",),
    "bench": ("bench",),
}
"""Modules of `commands`, with the commands each describes; importing all of them takes 1.5 s."""
_log = logging.getLogger("clerk_app")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window when there is none; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given).parse_args(given)
    try:
        settings = load(home=options.home, language=options.lang)
        if "run" not in options:
            from clerk_app.gui.application import run_window  # Qt is loaded only for the window

            return run_window(settings, options.given)
        return int(options.run(settings, options))
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the top of the command line
        return _report(error, options.lang)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="clerk", parents=[_common()])
    parser.add_argument(
        "--open",
        dest="given",
        metavar="WHAT",
        nargs="?",  # the desktop's menu gives no file where none was chosen
        const="",
        default="",
        help="in the window: a PDF file, or a code",
    )
    parser.set_defaults(home=None, lang=None, json=False, user=None, password_stdin=False)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name in _wanted(arguments):
        importlib.import_module(f"clerk_app.cli.commands.{name}").add_to(commands, _common())
    return parser


def _wanted(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the module of the command that is named, or all of them where that is not certain."""
    said = [name for name, described in _MODULES.items() if set(described) & set(arguments)]
    return tuple(said) or tuple(_MODULES)


def _common() -> argparse.ArgumentParser:
    """Return the options that may stand before or after a command; an absent one says nothing (SUPPRESS)."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", help="folder of the workstation's data")
    common.add_argument("--lang", choices=LANGUAGES)
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument("--user", metavar="NAME", help="who acts; the password is asked")
    common.add_argument("--password-stdin", action="store_true", help="the password is a line of input")
    return common


def _report(error: BaseException, language: str | None) -> ExitCode:
    code = exit_code(error)
    if code is ExitCode.BUG:
        where = "".join(traceback.format_tb(error.__traceback__))  # code lines, never values or messages
        _log.error("bug: %s\n%s", type(error).__name__, where)
    complain(str(message_for(error, _language(language))))
    return code


def _language(asked: str | None) -> Translate:
    try:
        return translator(load(language=asked).language)
    except (UnknownSetting, WorkflowError, ValueError, OSError):
        return translator(DEFAULT_LANGUAGE)
