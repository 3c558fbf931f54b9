"""``clerk doctor``: what is installed, what is missing, how to install it, and which address is set wrong."""

import argparse
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow.doctor import examine
from clerk_app.workflow.people_addresses import flaw_words, wrong_addresses


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    commands.add_parser(
        "doctor", parents=[common], help="what is installed and what is missing"
    ).set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    parts, wrong = examine(), wrong_addresses(settings)
    if options.json:
        answer(
            {
                "parts": [
                    {"name": each.name, "present": each.present, "install": each.install} for each in parts
                ],
                "settings": [{"name": each.path, "flaw": each.flaw.value} for each in wrong],
            }
        )
    for each in () if options.json else parts:
        state = translate("present") if each.present else translate("missing: {how}").format(how=each.install)
        line(f"{each.name}: {state}")
    for address in () if options.json else wrong:
        line(f"{address.path}: {flaw_words(address.flaw, translate)}")
    return ExitCode.DONE if all(each.present for each in parts) and not wrong else ExitCode.FIX_DEVICE
